/** As much of Vitest as the reporter talks to. */
import type { Reporter, TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node'
import type { BenchGroup } from '../../src/model.ts'
import { bare } from '../report/build.ts'
import { benchGroup, benchTask } from '../report/fixtures/benches.ts'
import { reporter } from '../../src/reporter/reporter.ts'
import { liveLine } from '../../src/reporter/live.ts'

export interface FakeRun {
  logged: string[]
  warned: string[]
  errors: string[]
  /** A bench file that ran to its end, with groups of that many functions measured. */
  ran: (
    file: string,
    outcome?: { ok?: boolean; benchmark?: boolean; groups?: number; cancelled?: boolean },
  ) => Promise<void>
  /** A bench file that only began. */
  begun: (file: string) => Promise<void>
  cancel: () => void
  end: () => void
}

interface RunOptions {
  reports?: string
  pattern?: RegExp
  /** Of `bench/a.bench.ts`, as in `vitest bench a.bench.ts:12`. */
  lines?: number[]
}

export const group = (name: string): BenchGroup =>
  benchGroup(name, [benchTask('sort', bare(2, 2))], 2)

/** A run of Vitest in `root` with lanemark's reporter. */
export function fakeRun(
  root: string,
  { reports = 'reports', pattern, lines }: RunOptions = {},
): FakeRun {
  const cancellers = new Set<() => void>()
  const told: Pick<FakeRun, 'logged' | 'warned' | 'errors'> = { logged: [], warned: [], errors: [] }
  const outputStream = { columns: 200, write: () => true }
  const vitest = {
    version: '5.1.1',
    config: { root, testNamePattern: pattern },
    logger: {
      outputStream,
      log: (text: string) => told.logged.push(text),
      warn: (text: string) => told.warned.push(text),
      error: (text: string) => told.errors.push(text),
    },
    onCancel: (listener: () => void) => cancellers.add(listener),
  } as unknown as Vitest
  const hooks: Reporter = reporter({ reports, seed: 5, live: liveLine(outputStream) })
  hooks.onInit?.(vitest)
  const specification = { moduleId: `${root}/bench/a.bench.ts`, testLines: lines }
  void hooks.onTestRunStart?.([specification as unknown as TestSpecification])
  // as Vitest does
  cancellers.clear()
  const moduleOf = (file: string, ok: boolean, enabled: boolean): TestModule =>
    ({
      moduleId: `${root}/${file}`,
      ok: () => ok,
      project: { config: { benchmark: { enabled } } },
    }) as unknown as TestModule
  const cancel = (): void => cancellers.forEach((listener) => listener())
  return {
    ...told,
    cancel,
    begun: async (file) => await hooks.onTestModuleStart?.(moduleOf(file, true, true)),
    end: () => void hooks.onTestRunEnd?.([], [], 'interrupted'),
    async ran(file, { ok = true, benchmark = true, groups = 1, cancelled = false } = {}) {
      const module = moduleOf(file, ok, benchmark)
      await hooks.onTestModuleStart?.(module)
      for (let index = 0; index < groups; index += 1) {
        const testCase = { module, fullName: `test ${index}` } as unknown as TestCase
        await hooks.onTestCaseArtifactRecord?.(testCase, {
          type: 'lanemark:group',
          group: group(`group ${index} of ${file}`),
        } as never)
      }
      if (cancelled) cancel()
      await hooks.onTestModuleEnd?.(module)
    },
  }
}

/** As much of Vitest as the reporter talks to. */
import type {
  Reporter,
  TestCase,
  TestModule,
  TestProject,
  TestSpecification,
  Vitest,
} from 'vitest/node'
import type { BenchGroup, Comparison } from '../../src/model.ts'
import type { Refused } from '../../src/reporter/refusals.ts'
import { bare } from '../report/build.ts'
import { benchGroup, benchTask } from '../report/fixtures/benches.ts'
import { reporter } from '../../src/reporter/reporter.ts'
import { liveLine } from '../../src/reporter/live.ts'

interface Outcome {
  ok?: boolean
  benchmark?: boolean
  groups?: number
  comparisons?: Comparison[]
  cancelled?: boolean
}

export interface FakeRun {
  logged: string[]
  warned: string[]
  errors: string[]
  /** A bench file that ran to its end, with groups of that many functions measured. */
  ran: (file: string, outcome?: Outcome) => Promise<void>
  /** A bench file that only began. */
  begun: (file: string) => Promise<void>
  cancel: () => void
  end: () => void
  /** Why bench files must not be measured, by their paths. */
  refused: Refused
}

interface RunOptions {
  /** The bench files that the run is for. */
  planned?: string[]
  reports?: string
  pattern?: RegExp
  /** Of `bench/a.bench.ts`, as in `vitest bench a.bench.ts:12`. */
  lines?: number[]
}

export const group = (name: string): BenchGroup =>
  benchGroup(name, [benchTask('sort', bare(2, 2))], 2)

/** A run of Vitest in `root` with lanemark's reporter. */
export async function fakeRun(
  root: string,
  { planned = ['bench/a.bench.ts'], reports = 'reports', pattern, lines }: RunOptions = {},
): Promise<FakeRun> {
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
  const project = { name: '', config: { root } } as unknown as TestProject
  const refused: Refused = {}
  const hooks: Reporter = reporter({
    settings: new Map([[project, { reports, seed: 5, acknowledge: [], bytes: false }]]),
    live: liveLine(outputStream),
    watch: { note: () => undefined },
    refuse: (_, found) => void Object.assign(refused, found),
  })
  hooks.onInit?.(vitest)
  const specifications: unknown = planned.map((file) => ({
    project,
    moduleId: `${root}/${file}`,
    testLines: lines,
  }))
  await hooks.onTestRunStart?.(specifications as TestSpecification[])
  // as Vitest does
  cancellers.clear()
  const ordinary = { name: '', config: { root } } as unknown as TestProject
  const moduleOf = (file: string, ok: boolean, enabled: boolean): TestModule =>
    ({
      id: file,
      moduleId: `${root}/${file}`,
      ok: () => ok,
      project: enabled ? project : ordinary,
    }) as unknown as TestModule
  const cancel = (): void => cancellers.forEach((listener) => listener())
  return {
    ...told,
    refused,
    cancel,
    begun: async (file) => await hooks.onTestModuleStart?.(moduleOf(file, true, true)),
    end: () => void hooks.onTestRunEnd?.([], [], 'interrupted'),
    async ran(file, outcome = {}) {
      const {
        ok = true,
        benchmark = true,
        groups = 1,
        comparisons = [],
        cancelled = false,
      } = outcome
      const module = moduleOf(file, ok, benchmark)
      await hooks.onTestModuleStart?.(module)
      const record = async (artifact: object, index: number): Promise<void> => {
        const testCase = { module, fullName: `test ${index}` } as unknown as TestCase
        await hooks.onTestCaseArtifactRecord?.(testCase, artifact as never)
      }
      for (const [index, comparison] of comparisons.entries()) {
        await record({ type: 'lanemark:comparison', comparison }, index)
      }
      for (let index = 0; index < groups; index += 1) {
        await record({ type: 'lanemark:group', group: group(`group ${index} of ${file}`) }, index)
      }
      if (cancelled) cancel()
      await hooks.onTestModuleEnd?.(module)
    },
  }
}

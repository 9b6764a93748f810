/** Vitest's `test` with `compareModes`, a fixture on top of Vitest's own `bench`. */
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test as base } from 'vitest'
import type { Bench, TestContext } from 'vitest'
import { LanemarkError } from '../findings.ts'
import type { Kernel } from '../kernel.ts'
import {
  progressSender,
  providedSettings,
  sendClaim,
  sendComparison,
  sendKernel,
} from '../measure/channel.ts'
import { openCapacityMeter } from '../measure/capacity-meter.ts'
import { withPlan } from '../measure/plan.ts'
import type { CaseResult, Claim, Comparison } from '../model.ts'
import type { CompareOptions } from './compare-options.ts'
import { compareModes } from './compare-modes.ts'
import type { Host } from './host.ts'
import { placeOf, pointAt } from './place.ts'
import { refuseOthersThanNode } from './surroundings.ts'

/** A speedup to assert on. */
export interface Speedup {
  value: number
  /** Ends of the 95 % interval; 0 and infinity where there are too few rounds for one. */
  low: number
  high: number
  /** Rounds it rests on. */
  n: number
}

export interface ComparisonResult<Output> extends Comparison {
  /** What the kernel returned for each input, the same in all modes. */
  results: Output[]
  /** How many times as fast as serial. */
  speedup: (label: string) => Speedup
  /** One case by its label: `threads`, or `threads x4` where worker counts are compared. */
  case: (label: string) => CaseResult
}

export type CompareModes = <Input, Output, Context>(
  kernel: Kernel<Input, Output, Context>,
  inputs: Iterable<Input>,
  options?: CompareOptions<Context>,
) => Promise<ComparisonResult<Output>>

export interface Fixtures {
  /** Runs a kernel in several modes; throws when their results differ. */
  compareModes: CompareModes
  /** Sets a claim with its verdict and evidence into the report of this file. */
  claim: (claim: Claim) => Promise<void>
}

export const test = base.extend<Fixtures>({
  compareModes: async ({ bench, task, signal }, use) => {
    const compare: CompareModes = async (kernel, inputs, options = {}) => {
      const place = placeOf(compare)
      try {
        const { pool } = providedSettings()
        refuseOthersThanNode({ pool, environment: expect.getState().environment })
        await sendKernel(task, kernel)
        const host = hostFor(bench, task, signal)
        const { comparison, results } = await compareModes(kernel, inputs, options, host)
        await sendComparison(task, comparison)
        return withMethods(comparison, results)
      } catch (error) {
        throw pointAt(place, await explained(error))
      }
    }
    await use(compare)
  },
  claim: async ({ task }, use) => {
    await use((claim) => sendClaim(task, claim))
  },
})

/** A kernel that asks for what only Vite has is told so, as where its module cannot be loaded. */
async function explained(error: unknown): Promise<unknown> {
  if (!(error instanceof LanemarkError) || error.finding.code !== 'task-threw') return error
  const { insteadOfVite } = await import('../worker/unloadable.ts')
  const instead = insteadOfVite(error.cause)
  if (instead === null) return error
  const told = `${error.finding.error}; kernels are loaded by Node itself and not by Vite: ${instead}`
  return new LanemarkError({ ...error.finding, error: told }, { cause: error.cause })
}

function hostFor(bench: Bench, task: TestContext['task'], signal: AbortSignal): Host {
  const settings = providedSettings()
  const name = task.fullTestName
  return {
    name,
    seed: settings.seed,
    signal,
    timeLeft: () => timeLeftOf(task),
    progress: progressSender(task),
    openMeter: openCapacityMeter,
    nameModule: (url) => relative(settings.root, fileURLToPath(url)).split(sep).join('/'),
    async rounds(cases, { rounds, warmup }, plan) {
      const registrations = cases.map(({ label, begin, run }) => {
        const hooks = { async: true, beforeAll: (mode?: 'run' | 'warmup') => begin(mode ?? 'run') }
        return bench(label, hooks, async () => ({ overriddenDuration: await run() }))
      })
      const warm = { warmup: warmup > 0, warmupTime: warmup, warmupIterations: 1 }
      const options = withPlan({ name, time: 0, iterations: rounds, ...warm }, plan)
      await bench.compare(...registrations, options)
    },
  }
}

function timeLeftOf({ timeout, result }: TestContext['task']): number {
  const now = Date.now()
  return timeout > 0 ? timeout - (now - (result?.startTime ?? now)) : Infinity
}

function withMethods<Output>(comparison: Comparison, results: Output[]): ComparisonResult<Output> {
  const find = (label: string): CaseResult => {
    const found = comparison.cases.find((one) => one.label === label)
    if (found !== undefined) return found
    const allowed = comparison.cases.map((one) => `\`${one.label}\``).join(', ')
    throw new LanemarkError({ code: 'option-invalid', option: 'label', got: `"${label}"`, allowed })
  }
  return {
    ...comparison,
    results,
    case: find,
    speedup(label) {
      const { speedup } = find(label)
      if (speedup === null) return { value: 1, low: 1, high: 1, n: find(label).makespan.n }
      const { low = 0, high = Infinity } = speedup.interval ?? {}
      return { value: speedup.value, low, high, n: speedup.n }
    },
  }
}

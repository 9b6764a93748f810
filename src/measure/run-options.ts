/** What a group is asked for: the user's options over ours, as Vitest's own provider sets them. */
import type { BenchmarkGroup } from 'vitest'
import type { BenchOptions } from 'tinybench'
import { WARMUP } from './first-call.ts'
import type { FirstCall } from './first-call.ts'

/** Time for each function of a plain `bench()` beyond its warm-up, ms; tinybench's own default. */
const TIME = 1000

/** Calls of each function, as far as they fit into `TIME`; tinybench's own default. */
const ITERATIONS = 64

/** Below this many calls a median says little; slow functions get as many. */
const LEAST_ITERATIONS = 6

/** Samples kept of each function unless all are asked for. */
const KEPT = 10_000

export function optionsOf(group: BenchmarkGroup, defaults: BenchOptions): BenchOptions {
  return {
    signal: group.test.context.signal,
    name: group.test.fullTestName,
    retainSamples: group.config.retainSamples,
    ...defaults,
    ...group.options,
  }
}

/** Whether all samples are asked for. */
export const retains = ({ retainSamples }: BenchOptions): boolean => retainSamples === true

export const keepFor = (options: BenchOptions): number => (retains(options) ? Infinity : KEPT)

/** A function of seconds gets few calls; where nobody asks for more, its first one serves as warm-up. */
export function defaultsFor(calls: readonly FirstCall[], given: BenchOptions): BenchOptions {
  const slowest = Math.max(...calls.map(({ duration }) => duration))
  const affordable = Math.floor(TIME / Math.max(slowest, 1e-6))
  const { warmup, warmupTime, warmupIterations } = given
  const isAsked = [warmup, warmupTime, warmupIterations].some((one) => one !== undefined)
  const slow = !isAsked && slowest > WARMUP.time
  return {
    time: TIME,
    iterations: Math.min(ITERATIONS, Math.max(LEAST_ITERATIONS, affordable)),
    ...(slow ? { warmup: false } : {}),
  }
}

/** What the whole group will take, ms. */
export function expectedTime(calls: readonly FirstCall[], options: BenchOptions): number {
  const { time = TIME, iterations = ITERATIONS, warmup = true, warmupTime = WARMUP.time } = options
  return calls.reduce(
    (sum, { duration }) => sum + Math.max(time, iterations * duration) + (warmup ? warmupTime : 0),
    0,
  )
}

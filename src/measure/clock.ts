/** The clock that times calls: what it shows, and what it costs to read it. */
import { Bench } from 'tinybench'
import type { BenchOptions, TimestampProvider } from 'tinybench'
import type { Clock } from '../model.ts'
import { mean } from '../stats/mean.ts'

/** Kept here, so that a benchmark's timers, real or fake, do not matter. */
export const realTime: () => number = performance.now.bind(performance)

/** Ms; differences count, the start does not. */
export type Now = () => number

/** No clock of Node tells less than a nanosecond. */
const FINEST = 1e-6

/** So many readings in a row give one value of the cost, and so many values are taken. */
const READINGS = 1000
const VALUES = 21

/** A coarse clock is read until it has moved so often, or for a hundred times as long. */
const STEPS = 20
const MOST_VALUES = 100 * VALUES

/** The clock that tinybench would use for these options, read in ms. */
export function clockOf({ now, timestampProvider }: BenchOptions): { name: string; now: Now } {
  if (now === undefined && timestampProvider === undefined) {
    return { name: 'performance.now', now: realTime }
  }
  const asked = { ...(now && { now }), ...(timestampProvider && { timestampProvider }) }
  const { name, fn, toMs }: TimestampProvider = new Bench(asked).timestampProvider
  return { name, now: () => toMs(fn()) }
}

/**
 * Reads a clock over and over. Its cost is the time from one reading to the next in the quickest row
 * of them, for whatever disturbs only adds; its resolution the smallest step, or difference of two steps, that was
 * seen; both in ms. A clock that never moves while it is read (a fake one) costs nothing and is
 * taken for the finest.
 */
export function measureClock(name: string, now: Now): Clock {
  const steps: number[] = []
  const costs: number[] = []
  while (costs.length < VALUES || (steps.length < STEPS && costs.length < MOST_VALUES)) {
    costs.push(readOften(now, steps) / READINGS)
  }
  return { name, resolution: FINEST * grainOf(new Set(steps)), cost: quickest(costs) }
}

/**
 * @param steps is given the steps that the clock made, in units of the finest
 * @returns ms from the first reading to the last
 */
function readOften(now: Now, steps: number[]): number {
  const begun = now()
  let last = begun
  for (let reading = 0; reading < READINGS; reading += 1) {
    const moment = now()
    if (moment > last) steps.push(Math.max(1, Math.round((moment - last) / FINEST)))
    last = moment
  }
  return last - begun
}

/** A clock that does not move in every row of readings shows its cost in all of them together. */
function quickest(costs: readonly number[]): number {
  const least = Math.min(...costs)
  return least > 0 ? least : mean(costs)
}

/** The smallest of the steps and of their differences, in their unit; 1 where there is none. */
function grainOf(steps: ReadonlySet<number>): number {
  const ascending = [0, ...[...steps].toSorted((one, other) => one - other)]
  const gaps = ascending.slice(1).map((step, at) => step - ascending[at]!)
  return Math.min(...(gaps.length === 0 ? [1] : gaps))
}

/** The clock that times calls: what it shows, and what it costs to read it. */
import { Bench } from 'tinybench'
import type { BenchOptions, TimestampProvider } from 'tinybench'
import type { Clock } from '../model.ts'

/** Kept here, so that a benchmark's timers, real or fake, do not matter. */
export const realTime: () => number = performance.now.bind(performance)

/** Ms; differences count, the start does not. */
export type Now = () => number

/** No clock of Node tells less than a nanosecond. */
const FINEST = 1e-6

/** Readings for the cost. */
const READINGS = 20_000

/** A coarse clock is read until it has moved so often, or for a hundred times as long. */
const STEPS = 20

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
 * Reads a clock over and over. Its cost is the mean time from one reading to the next, its
 * resolution the smallest step, or difference of two steps, that was seen; both in ms. A clock that
 * never moves while it is read (a fake one) costs nothing and is taken for the finest.
 */
export function measureClock(name: string, now: Now): Clock {
  const steps = new Set<number>()
  const begun = now()
  let last = begun
  let moved = 0
  let readings = 0
  while (readings < READINGS || (moved < STEPS && readings < 100 * READINGS)) {
    const moment = now()
    readings += 1
    if (moment <= last) continue
    moved += 1
    steps.add(Math.max(1, Math.round((moment - last) / FINEST)))
    last = moment
  }
  return { name, resolution: FINEST * grainOf(steps), cost: (last - begun) / readings }
}

/** The smallest of the steps and of their differences, in their unit; 1 where there is none. */
function grainOf(steps: ReadonlySet<number>): number {
  const ascending = [0, ...[...steps].toSorted((one, other) => one - other)]
  const gaps = ascending.slice(1).map((step, at) => step - ascending[at]!)
  return Math.min(...(gaps.length === 0 ? [1] : gaps))
}

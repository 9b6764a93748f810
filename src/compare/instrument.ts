/** What the measuring of single calls costs, and whether it would be felt. */
import type { Instrument, Trip } from '../model.ts'
import { workingOf } from '../explain/runs.ts'
import { sum } from '../stats/mean.ts'
import { median } from '../stats/quantile.ts'
import { now } from '../worker/protocol.ts'

/** More than this share of a call's own time is felt. */
const FELT = 0.02

/** Ms that a time limit costs at most for each call: a timer, where it returns a promise. */
const WATCHING = 0.002

const READINGS = 2000
const REPETITIONS = 15

/** Ms that noting the end of one call takes here: a reading of the clock, kept. */
export function readingCost(): number {
  const kept = new Float64Array(READINGS)
  const times = Array.from({ length: REPETITIONS }, () => {
    const begun = performance.now()
    for (let index = 0; index < READINGS; index += 1) kept[index] = now()
    return (performance.now() - begun) / READINGS
  })
  return median(times)
}

/**
 * Whether each call's end is noted, or only that of chunks.
 *
 * @param cost of noting one call's end, ms
 * @param call mean time of a call, ms
 */
export const instrumentFor = (cost: number, call: number): Instrument => ({
  cost,
  times: cost > FELT * call ? 'chunks' : 'tasks',
})

/** Whether calls are long enough to be measured with a time limit for each. */
export const canWatch = (call: number): boolean => WATCHING <= FELT * call

/** Mean time of a call, ms, by the trips of a run in which nothing crossed. */
export function callTime(serial: readonly Trip[]): number {
  const calls = sum(serial.map(({ count }) => count))
  return sum(serial.map(workingOf)) / Math.max(calls, 1)
}

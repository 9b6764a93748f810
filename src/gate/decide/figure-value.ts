/** What a figure was in one block on one side: the one definition for pages and stored baselines. */
import { median } from '../../stats/quantile.ts'
import type { Metric } from '../model/facts.ts'
import { atLeast } from './blocks.ts'

/** Ms a call, by round. */
export interface Slices {
  own: readonly number[]
  /** Those of `serial` in the same group; none where there is no such function. */
  serial: readonly number[]
}

/**
 * The median over the rounds: ms a call, or serial's by the mode's. Not the median of quotients round
 * by round, for pools take their turns when all others have had theirs.
 *
 * @returns null for what was not measured
 */
export function figureValue(metric: Metric, { own, serial }: Slices): number | null {
  const time = typical(own)
  if (metric === 'time') return time
  const alone = typical(serial)
  return time === null || alone === null ? null : alone / time
}

const typical = (times: readonly number[]): number | null =>
  times.length === 0 ? null : atLeast(median(times))

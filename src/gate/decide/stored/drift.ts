/** Whether the machine itself runs faster or slower than when the baseline was saved. */
import { mannWhitney } from '../../../stats/mann-whitney.ts'
import { logarithms } from '../../../stats/mean.ts'
import { median } from '../../../stats/quantile.ts'
import { shiftEstimate } from '../../../stats/shift.ts'
import type { BlockFacts } from '../../model/baseline.ts'
import type { Drift } from '../../model/stored-record.ts'

/**
 * The fixed computation's time, block medians of both runs, tested and estimated as a benchmark's
 * times are. Times are never scaled by it: it is one computation, and a benchmark may react to the
 * same cause by more or by less.
 *
 * @returns null where one side has no block
 */
export function driftOf(stored: readonly BlockFacts[], head: readonly BlockFacts[]): Drift | null {
  const times = (blocks: readonly BlockFacts[]) =>
    blocks.map(({ calibration }) => calibration.median)
  const [then, now] = [times(stored), times(head)]
  if (then.length === 0 || now.length === 0) return null
  const [logsThen, logsNow] = [logarithms(then), logarithms(now)]
  return {
    ratio: Math.exp(shiftEstimate(logsNow, logsThen).value),
    p: mannWhitney(logsNow, logsThen).twoSided,
    stored: median(then),
    head: median(now),
  }
}

/** The smallest slowdown that a run against a stored baseline would have failed on. */
import { noiseLike, smallestShift } from '../../../stats/detectable.ts'
import { seededRandom } from '../../../stats/random.ts'
import { lowerShift } from '../../../stats/shift.ts'
import { logMargin } from '../rules.ts'
import type { Samples } from '../../model/baseline.ts'
import type { StoredRules } from '../../model/stored-record.ts'

/**
 * The test replayed on noise like that of each side's blocks. The drift between the runs is not in
 * it, for nothing in two runs tells how large a third one's would be.
 *
 * @param tests how many figures are tested (the level is alpha / tests, Holm's strictest step)
 * @returns a ratio; null with fewer than two blocks on a side, or too few for the test to reject
 */
export function detectableShift(
  { head, base }: Samples,
  tests: number,
  rules: StoredRules,
): number | null {
  if (head.length < 2 || base.length < 2) return null
  const { power, replays, seed } = rules.detectable
  const random = seededRandom(seed)
  const [drawHead, drawBase] = [noiseLike(head, random), noiseLike(base, random)]
  const bound = lowerShift(head.length, base.length, rules.alpha / tests)
  const margin = logMargin(rules)
  const needed = () => margin - bound(drawHead(head.length), drawBase(base.length))
  const shift = smallestShift(needed, { power, replays })
  return shift === Infinity ? null : Math.exp(shift)
}

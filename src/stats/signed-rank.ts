import { doubledMidRanks } from './mid-ranks.ts'
import { rankSum } from './rank-sum.ts'

/** Wilcoxon's signed-rank test of "the values lie symmetrically about the centre". */
export interface SignedRankTest {
  /** Values that differ from the centre. */
  n: number
  /** Values equal to the centre. */
  zeros: number
  /** Sum of the (mid-)ranks of the values above the centre. */
  statistic: number
  /** One-sided p: small when the values lie above the centre. */
  greater: number
  /** One-sided p: small when the values lie below the centre. */
  less: number
  twoSided: number
  /** False where n was too large for the exact distribution. */
  exact: boolean
}

/**
 * Tests whether the values lie above or below `centre`. Wilcoxon, "Individual comparisons by
 * ranking methods" (Biometrics Bulletin, 1945). The p-values are exact up to 100 values, with ties
 * as well (the distribution is that of the mid-ranks at hand); beyond, normal with continuity
 * correction.
 *
 * Values equal to the centre are ranked with the others and then left out (Pratt, "Remarks on zeros
 * and ties in the Wilcoxon signed rank procedures", JASA 1959). Leaving them out before the
 * ranking, as Wilcoxon did, can make a sample lose its significance when all of its values grow.
 *
 * @param values finite numbers, independent of each other
 * @throws {RangeError} on a value or centre that is not finite
 */
export function signedRank(values: readonly number[], centre = 0): SignedRankTest {
  const shifted = values.map((value) => value - centre)
  if (!shifted.every(Number.isFinite)) throw new RangeError('a value is not a finite number')
  const ranks = doubledMidRanks(shifted.map(Math.abs))
  const kept = ranks.filter((_, index) => shifted[index] !== 0)
  const above = ranks.filter((_, index) => shifted[index]! > 0)
  const sum = above.reduce((total, rank) => total + rank, 0)
  const { atLeast, atMost, exact } = rankSum(kept, 2)
  const [greater, less] = kept.length === 0 ? [1, 1] : [atLeast(sum), atMost(sum)]
  const twoSided = Math.min(1, 2 * Math.min(greater, less))
  const zeros = values.length - kept.length
  return { n: kept.length, zeros, statistic: sum / 2, greater, less, twoSided, exact }
}

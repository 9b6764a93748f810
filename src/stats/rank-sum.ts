/** The null distribution of a signed-rank sum: every rank counts or not, with even chances. */
import { normalCdf } from './normal.ts'

/** Up to this many ranks the distribution is exact; beyond, normal with continuity correction. */
export const EXACT_UP_TO = 100

/** Chances of a signed-rank sum S under the null hypothesis. */
export interface RankSum {
  atMost: (sum: number) => number
  atLeast: (sum: number) => number
  exact: boolean
}

/**
 * The distribution of the sum of a random subset of `ranks`, all subsets equally likely. Exact by
 * dynamic programming over the ranks, ties included (van de Wiel, "The split-up algorithm", 2001,
 * gives the generating function: the product of (1 + x^rank) / 2).
 *
 * @param ranks whole numbers >= 1; with mid-ranks, give them doubled
 * @param step distance between two neighbouring sums: 1, or 2 for doubled ranks (continuity
 *   correction)
 */
export function rankSum(ranks: readonly number[], step: number): RankSum {
  return ranks.length <= EXACT_UP_TO ? exactRankSum(ranks) : normalRankSum(ranks, step)
}

function exactRankSum(ranks: readonly number[]): RankSum {
  const total = ranks.reduce((sum, rank) => sum + rank, 0)
  const below = cumulated(probabilities(ranks, total))
  const atMost = (sum: number) => (sum < 0 ? 0 : below[Math.min(sum, total)]!)
  // Keeping a subset or its complement is equally likely, so the distribution is symmetric.
  return { atMost, atLeast: (sum) => atMost(total - sum), exact: true }
}

function probabilities(ranks: readonly number[], total: number): Float64Array {
  const chances = new Float64Array(total + 1)
  chances[0] = 1
  let reach = 0
  for (const rank of ranks) {
    reach += rank
    for (let sum = reach; sum >= 0; sum--) {
      const without = chances[sum]!
      chances[sum] = (without + (sum >= rank ? chances[sum - rank]! : 0)) / 2
    }
  }
  return chances
}

function cumulated(chances: Float64Array): Float64Array {
  let sum = 0
  return chances.map((chance) => Math.min(1, (sum += chance)))
}

function normalRankSum(ranks: readonly number[], step: number): RankSum {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / 2
  const sd = Math.sqrt(ranks.reduce((sum, rank) => sum + rank * rank, 0)) / 2
  const atMost = (sum: number) => normalCdf((sum + step / 2 - mean) / sd)
  return { atMost, atLeast: (sum) => atMost(2 * mean - sum), exact: false }
}

/** Ranks 1 to n: what n values without ties have. */
export function untiedRanks(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1)
}

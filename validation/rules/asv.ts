/**
 * asv (`airspeed velocity`): worse when the head's median is more than 1.1 times the base's, and a
 * two-sided Mann-Whitney U test of all samples has p < 0.002 (`asv/commands/compare.py`,
 * `_is_result_better`, called with factor 1.1 by `asv continuous`; `asv/_stats.py`, `is_different` and
 * `mann_whitney_u`, today in asv_runner's `statistics`). The test is exact up to 20 samples a side,
 * else normal; ties are broken towards the less significant side.
 *
 * Mapping: asv's samples are timings of 10 ms or more, repeated in two processes by default; here they
 * are the slices (2 ms or one call) of two processes, or of ten. Where the samples are too few for the test, asv
 * compares 99 % intervals; that case does not occur with a whole process.
 */
import { uDistribution } from '../../src/stats/mann-whitney.ts'
import { normalCdf } from '../../src/stats/normal.ts'
import { median } from '../../src/stats/quantile.ts'
import { type OtherRule, pooled } from './rule.ts'

const FACTOR = 1.1
const THRESHOLD = 0.002
/** Samples of the larger side up to which the test is exact. */
const EXACT_UP_TO = 20

/** Two-sided p as asv has it. */
export function asvP(a: readonly number[], b: readonly number[]): number {
  const pairs = a.length * b.length
  const u = leastSignificant(a, b)
  if (Math.max(a.length, b.length) > EXACT_UP_TO) {
    const deviation = Math.sqrt((pairs * (a.length + b.length + 1)) / 12)
    return 2 * normalCdf((u - pairs / 2) / deviation)
  }
  const { atMost, atLeast } = uDistribution(a.length, b.length)
  return atMost(u) + atLeast(Math.max(Math.floor(pairs / 2) + 1, pairs - u))
}

/** The smaller of U and its mirror, with ties counted as is least significant. */
function leastSignificant(a: readonly number[], b: readonly number[]): number {
  const pairs = a.length * b.length
  const middle = Math.floor(pairs / 2)
  const { above, ties: equal } = countPairs(a, b)
  const ties = above <= middle && above + equal >= middle ? middle - above : equal
  const other = above + ties
  return Math.max(Math.min(above, pairs - above), Math.min(other, pairs - other))
}

/** In how many of all pairs the first is the larger, and in how many both are equal. */
function countPairs(a: readonly number[], b: readonly number[]): { above: number; ties: number } {
  let above = 0
  let ties = 0
  for (const x of a) {
    for (const y of b) {
      if (x > y) above++
      else if (x === y) ties++
    }
  }
  return { above, ties }
}

export function asvRule(runs: number): OtherRule {
  return {
    name: 'asv',
    runs,
    does: 'medians of all slices more than a factor of 1.1 apart, and Mann-Whitney U test with p below 0.002',
    source: 'airspeed-velocity/asv, _is_result_better and is_different',
    call(base, head) {
      const [before, after] = [pooled(base), pooled(head)]
      const [low, high] = [median(before), median(after)]
      const slower = low < high / FACTOR
      const faster = high < low / FACTOR
      if ((!slower && !faster) || asvP(before, after) >= THRESHOLD) return 'same'
      return slower ? 'slower' : 'faster'
    },
  }
}

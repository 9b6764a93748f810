import type { Estimate } from '../model.ts'
import { noInterval, tailOf } from './interval.ts'
import { sorted } from './quantile.ts'
import { type RankSum, rankSum, untiedRanks } from './rank-sum.ts'
import { walshFromAbove, walshFromBelow, walshMedian } from './walsh.ts'

/** Which Walsh average bounds the centre, and the chance that it does not. */
interface Cut {
  /** From the outside, from 1; 0 where n is too small for the tail. */
  k: number
  miss: number
}

/** The largest k with P(S <= k - 1) <= tail, for n values. */
function cut(n: number, tail: number): Cut {
  const sums: RankSum = rankSum(untiedRanks(n), 1)
  let low = 0
  let high = (n * (n + 1)) / 2
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (sums.atMost(middle - 1) <= tail) low = middle
    else high = middle - 1
  }
  return { k: low, miss: sums.atMost(low - 1) }
}

/**
 * The Hodges-Lehmann estimate of the centre with the interval that belongs to the signed-rank test:
 * Walsh averages as its ends. Hodges and Lehmann, "Estimates of location based on rank tests"
 * (Annals of Mathematical Statistics, 1963); Hollander, Wolfe, Chicken, "Nonparametric Statistical
 * Methods", 3.2 and 3.3.
 *
 * The confidence is exact for symmetric continuous values up to n = 100 (normal approximation with
 * continuity correction beyond). Ties need no correction: the ends belong to the interval, so that
 * with tied or rounded values it holds the centre at least as often as stated.
 *
 * @param values finite, in any unit, at least one; fewer than six give no 95 % interval but a note
 * @throws {RangeError} when there are no values, one is not finite, or the confidence is not in (0,
 *   1)
 */
export function hodgesLehmann(values: readonly number[], confidence = 0.95): Estimate {
  const ascending = sorted(values)
  const value = walshMedian(ascending)
  const { k, miss } = cut(values.length, tailOf(confidence))
  if (k === 0) return noInterval(value, values.length, confidence)
  const low = walshFromBelow(ascending, k)
  const high = walshFromAbove(ascending, k)
  const interval = { low, high, confidence: 1 - 2 * miss }
  return { value, interval, n: values.length, note: null }
}

/**
 * The one-sided lower confidence bound of the centre: the signed-rank test at level `tail` rejects
 * "the centre is c or less" exactly for the c below it. Adding d to all values adds d to it.
 *
 * @param tail the chance that the bound lies above the true centre, e.g. 0.2 for 80 % confidence
 * @returns a function for lists of `n` values; minus infinity where n is too small for the tail
 */
export function lowerBound(n: number, tail: number): (values: readonly number[]) => number {
  const { k } = cut(n, tail)
  return (values) => (k === 0 ? -Infinity : walshFromBelow(sorted(values), k))
}

/**
 * The one-sided upper confidence bound, the mirror of `lowerBound`; plus infinity where n is too
 * small.
 */
export function upperBound(n: number, tail: number): (values: readonly number[]) => number {
  const { k } = cut(n, tail)
  return (values) => (k === 0 ? Infinity : walshFromAbove(sorted(values), k))
}

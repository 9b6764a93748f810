import type { Estimate } from '../model.ts'
import { binomialAtMost } from './binomial.ts'
import { noInterval, tailOf } from './interval.ts'
import { median, sorted } from './quantile.ts'

/**
 * The median with an interval from order statistics, right for every distribution, skewed ones
 * included: the k-th smallest and the k-th largest value miss the median with chance 2 P(X < k), X
 * binomial(n, 1/2). Thompson (Annals of Mathematical Statistics, 1936); David and Nagaraja, "Order
 * Statistics", 7.1.
 *
 * @param values finite, in any unit, at least one; fewer than six give no 95 % interval but a note
 * @returns with the exact confidence reached, which is at least the one asked for
 * @throws {RangeError} when there are no values, one is not finite, or the confidence is not in (0,
 *   1)
 */
export function medianEstimate(values: readonly number[], confidence = 0.95): Estimate {
  const ascending = sorted(values)
  const n = ascending.length
  const k = deepestRank(n, tailOf(confidence))
  if (k === 0) return noInterval(median(values), n, confidence)
  const low = ascending[k - 1]!
  const high = ascending[n - k]!
  const interval = { low, high, confidence: 1 - 2 * binomialAtMost(n, 0.5, k - 1) }
  return { value: median(values), interval, n, note: null }
}

/** The largest k with P(X <= k - 1) <= tail; 0 when there is none. */
function deepestRank(n: number, tail: number): number {
  let low = 0
  let high = Math.floor(n / 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (binomialAtMost(n, 0.5, middle - 1) <= tail) low = middle
    else high = middle - 1
  }
  return low
}

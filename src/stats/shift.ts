/** By how much one sample lies above another one: the estimate that belongs to the rank-sum test. */
import type { Estimate } from '../model.ts'
import { tailOf } from './interval.ts'
import { uDistribution } from './mann-whitney.ts'
import { sorted } from './quantile.ts'

/**
 * The Hodges-Lehmann estimate of the shift, the median of all differences first - second, with the
 * interval that belongs to the rank-sum test: differences as its ends. Hodges and Lehmann,
 * "Estimates of location based on rank tests" (Annals of Mathematical Statistics, 1963); Hollander,
 * Wolfe, Chicken, "Nonparametric Statistical Methods", 4.2 and 4.3.
 *
 * The confidence is exact for continuous values of one shape. With ties the interval, whose ends
 * belong to it, holds the shift at least as often as stated.
 *
 * @param first finite numbers in any unit, at least one; so is `second`
 * @returns `n` is the number of values in both samples
 * @throws {RangeError} when a sample is empty, a value is not finite, or the confidence is not in
 *   (0, 1)
 */
export function shiftEstimate(
  first: readonly number[],
  second: readonly number[],
  confidence = 0.95,
): Estimate {
  const [above, below] = [sorted(first), sorted(second)]
  const n = above.length + below.length
  const pairs = above.length * below.length
  const value = medianDifference(above, below)
  const { k, miss } = cut(above.length, below.length, tailOf(confidence))
  if (k === 0) {
    const note = `no interval yet: ${above.length} and ${below.length} values are too few`
    return { value, interval: null, n, note }
  }
  const low = differenceAt(above, below, k)
  const high = differenceAt(above, below, pairs + 1 - k)
  return { value, interval: { low, high, confidence: 1 - 2 * miss }, n, note: null }
}

type Bound = (first: readonly number[], second: readonly number[]) => number

/**
 * The one-sided lower confidence bound of the shift: the rank-sum test at level `tail` rejects "the
 * shift is c or less" exactly for the c below it. Adding d to `first` adds d to it.
 *
 * @param tail the chance that the bound lies above the true shift
 * @returns a function for samples of n and m values; minus infinity where these are too few
 */
export function lowerShift(n: number, m: number, tail: number): Bound {
  const { k } = cut(n, m, tail)
  return (first, second) => (k === 0 ? -Infinity : differenceAt(sorted(first), sorted(second), k))
}

/** The one-sided upper confidence bound, the mirror of `lowerShift`. */
export function upperShift(n: number, m: number, tail: number): Bound {
  const { k } = cut(n, m, tail)
  const at = n * m + 1 - k
  return (first, second) => (k === 0 ? Infinity : differenceAt(sorted(first), sorted(second), at))
}

/** Which difference bounds the shift, from 1 (0: none does), and the chance that it does not. */
function cut(n: number, m: number, tail: number): { k: number; miss: number } {
  const { atMost } = uDistribution(n, m)
  let low = 0
  let high = Math.floor((n * m) / 2)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (atMost(middle - 1) <= tail) low = middle
    else high = middle - 1
  }
  return { k: low, miss: low === 0 ? 0 : atMost(low - 1) }
}

function medianDifference(above: Float64Array, below: Float64Array): number {
  const pairs = above.length * below.length
  const low = differenceAt(above, below, Math.floor((pairs + 1) / 2))
  return pairs % 2 === 1 ? low : (low + differenceAt(above, below, pairs / 2 + 1)) / 2
}

/**
 * The k-th smallest difference, k from 1, by bisection down to neighbouring numbers.
 *
 * @param above in ascending order; so is `below`
 */
function differenceAt(above: Float64Array, below: Float64Array, k: number): number {
  let low = above[0]! - below.at(-1)!
  let high = above.at(-1)! - below[0]!
  if (countUpTo(above, below, low) >= k) return low
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return high
    if (countUpTo(above, below, middle) >= k) high = middle
    else low = middle
  }
}

/** How many differences are at most `limit`: two pointers, nothing stored. */
function countUpTo(above: Float64Array, below: Float64Array, limit: number): number {
  let count = 0
  let first = 0
  for (const value of above) {
    while (first < below.length && value - below[first]! > limit) first++
    count += below.length - first
  }
  return count
}

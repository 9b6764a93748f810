/**
 * Walsh averages: the means of all pairs of values, each value with itself included; n (n + 1) / 2
 * of them.
 */

/** How many Walsh averages are at most `limit`: two pointers, O(n), nothing stored. */
function countUpTo(ascending: Float64Array, limit: number): number {
  let count = 0
  let upper = ascending.length - 1
  for (let lower = 0; lower <= upper; lower++) {
    const value = ascending[lower]!
    while (upper >= lower && (value + ascending[upper]!) / 2 > limit) upper--
    count += upper - lower + 1
  }
  return count
}

/**
 * The k-th smallest Walsh average, k from 1, by bisection down to neighbouring numbers: O(n) a
 * step, so thousands of values need no list of millions of pairs.
 */
function orderStatistic(ascending: Float64Array, k: number): number {
  let low = ascending[0]!
  let high = ascending.at(-1)!
  if (countUpTo(ascending, low) >= k) return low
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return high
    if (countUpTo(ascending, middle) >= k) high = middle
    else low = middle
  }
}

/** The k-th smallest Walsh average, k from 1 to n (n + 1) / 2, of values in ascending order. */
export function walshFromBelow(ascending: Float64Array, k: number): number {
  return orderStatistic(ascending, k)
}

/** The k-th largest Walsh average, k from 1 to n (n + 1) / 2, of values in ascending order. */
export function walshFromAbove(ascending: Float64Array, k: number): number {
  const pairs = (ascending.length * (ascending.length + 1)) / 2
  return orderStatistic(ascending, pairs + 1 - k)
}

/** The median of all Walsh averages of values in ascending order: the Hodges-Lehmann estimate. */
export function walshMedian(ascending: Float64Array): number {
  const pairs = (ascending.length * (ascending.length + 1)) / 2
  const low = orderStatistic(ascending, Math.floor((pairs + 1) / 2))
  return pairs % 2 === 1 ? low : (low + orderStatistic(ascending, pairs / 2 + 1)) / 2
}

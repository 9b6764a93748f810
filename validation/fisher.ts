/** How often something was so, of how many. */
export interface Count {
  hits: number
  of: number
}

/**
 * Fisher's exact test, two-sided: the chance of counts as uneven as these, or more, where both come
 * from the same rate. Tables count as more uneven that are no more likely than the one given.
 * Fisher, "On the interpretation of chi-squared from contingency tables, and the calculation of P"
 * (Journal of the Royal Statistical Society, 1922).
 *
 * @returns from 0 to 1; 1 where one of them has no trial
 */
export function fisher(one: Count, other: Count): number {
  const total = one.hits + other.hits
  const logWays = (hits: number): number =>
    logChoose(one.of, hits) + logChoose(other.of, total - hits)
  const least = Math.max(0, total - other.of)
  const most = Math.min(one.of, total)
  const found = logWays(one.hits)
  let all = 0
  let uneven = 0
  for (let hits = least; hits <= most; hits += 1) {
    // relative to the table found, so that nothing under- or overflows where it matters
    const way = Math.exp(logWays(hits) - found)
    all += way
    // equally likely tables differ in their last digits
    if (way <= 1 + 1e-7) uneven += way
  }
  return Math.min(1, uneven / all)
}

function logChoose(n: number, k: number): number {
  let sum = 0
  for (let step = 1; step <= Math.min(k, n - k); step += 1) sum += Math.log((n - step + 1) / step)
  return sum
}

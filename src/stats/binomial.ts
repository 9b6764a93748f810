/**
 * P(X <= k) for X binomial with `n` trials and success probability `p`, summed term by term in
 * logarithms, so that small tails keep their relative precision. O(k) steps.
 *
 * @param n whole number >= 0
 * @param p from 0 to 1
 */
export function binomialAtMost(n: number, p: number, k: number): number {
  if (k < 0) return 0
  if (k >= n || p <= 0) return 1
  if (p >= 1) return 0
  const odds = Math.log(p) - Math.log1p(-p)
  let logTerm = n * Math.log1p(-p)
  let sum = Math.exp(logTerm)
  for (let x = 1; x <= k; x++) {
    logTerm += Math.log((n - x + 1) / x) + odds
    sum += Math.exp(logTerm)
  }
  return Math.min(1, sum)
}

import type { Interval } from '../src/model.ts'
import { binomialAtMost } from '../src/stats/binomial.ts'

/** P(X >= k) for X binomial: the tail seen from the failures. O(n - k) steps. */
export const binomialAtLeast = (n: number, p: number, k: number): number =>
  binomialAtMost(n, 1 - p, n - k)

/** The p at which a tail that grows with p reaches `target`, by bisection to the last bit. */
function solve(tail: (p: number) => number, target: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (tail(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * The exact ("conservative") interval of a rate: every rate that a binomial test with tails of (1 -
 * confidence) / 2 would not reject. Clopper and Pearson, "The use of confidence or fiducial limits
 * illustrated in the case of the binomial" (Biometrika, 1934), solved on the binomial tails
 * themselves.
 *
 * @param successes whole number from 0 to `trials`
 * @param trials whole number >= 1
 * @param confidence between 0 and 1
 * @returns rates from 0 to 1; the real confidence is at least the one stated
 * @throws {RangeError} for counts or a confidence outside these ranges
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): Interval {
  const counts = Number.isInteger(successes) && Number.isInteger(trials)
  if (!counts || trials < 1 || successes < 0 || successes > trials) {
    throw new RangeError(`needs 0 <= successes <= trials >= 1, got ${successes} of ${trials}`)
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`a confidence is between 0 and 1, got ${confidence}`)
  }
  const tail = (1 - confidence) / 2
  const low = successes === 0 ? 0 : solve((p) => binomialAtLeast(trials, p, successes), tail)
  const high =
    successes === trials ? 1 : solve((p) => 1 - binomialAtMost(trials, p, successes), 1 - tail)
  return { low, high, confidence }
}

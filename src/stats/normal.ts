/** The standard normal distribution, for counts too large for the exact distributions. */

/**
 * P(Z <= z), absolute error below 1e-15.
 * Hart et al., "Computer Approximations" (1968), algorithm 5666, as given by West, "Better
 * approximations to cumulative normal functions" (Wilmott Magazine, 2005).
 */
export function normalCdf(z: number): number {
  const distance = Math.abs(z)
  const tail = distance > 37 ? 0 : Math.exp((-distance * distance) / 2) * hart(distance)
  return z > 0 ? 1 - tail : tail
}

const NUMERATOR = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
]
const DENOMINATOR = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
]

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)

/** Upper tail divided by exp(-z^2 / 2). */
function hart(z: number): number {
  if (z < 7.07106781186547) return polynomial(NUMERATOR, z) / polynomial(DENOMINATOR, z)
  const fraction = [4, 3, 2, 1].reduce((sum, step) => z + step / sum, z + 0.65)
  return 1 / (fraction * 2.506628274631)
}

/**
 * The z with P(Z <= z) = `probability`, by bisection of `normalCdf`.
 *
 * @throws {RangeError} unless the probability lies strictly between 0 and 1
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`a probability is between 0 and 1, got ${probability}`)
  }
  let low = -40
  let high = 40
  for (let step = 0; step < 64; step++) {
    const middle = (low + high) / 2
    if (normalCdf(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

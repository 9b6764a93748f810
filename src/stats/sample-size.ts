import { hodgesLehmann } from './hodges-lehmann.ts'
import { mean } from './mean.ts'
import { normalQuantile } from './normal.ts'

/**
 * The spread of the values: mean absolute deviation from the Hodges-Lehmann estimate, scaled so
 * that it estimates the standard deviation of normal values (sqrt(pi / 2), and n / (n - 1) for the
 * estimated centre). Of eight normal values it is nearly as precise as the standard deviation, and
 * a burst in one of them does not blow it up as much.
 *
 * @param values at least two
 * @returns in the unit of the values
 * @throws {RangeError} when there are fewer than two values, or one is not finite
 */
export function spread(values: readonly number[]): number {
  if (values.length < 2) throw new RangeError(`a spread needs two values, got ${values.length}`)
  const centre = hodgesLehmann(values).value
  const deviation = mean(values.map((value) => Math.abs(value - centre)))
  return deviation * Math.sqrt(((Math.PI / 2) * values.length) / (values.length - 1))
}

/** What a one-sided signed-rank test is to find. */
export interface Aim {
  /** Standard deviation of one value. */
  sd: number
  /** Distance of the true centre from the one tested, in the same unit, above 0. */
  distance: number
  /** One-sided level, after the adjustment for several tests. */
  level: number
  /** Wanted chance of finding it. */
  power: number
}

/**
 * How many values the test needs: (z_level + z_power)^2 sd^2 / distance^2, times pi / 3, the price
 * of ranks for normal values. Noether, "Sample size determination for some common nonparametric
 * tests" (JASA, 1987).
 *
 * @returns a whole number, at least 1; below twenty a little too few, since the formula is one for
 *   large samples, and the exact test's own floor is not in it
 */
export function valuesForPower({ sd, distance, level, power }: Aim): number {
  const z = normalQuantile(1 - level) + normalQuantile(power)
  return Math.max(1, Math.ceil((((z * sd) / distance) ** 2 * Math.PI) / 3))
}

/**
 * The fewest values with which an exact signed-rank test can reject at all: its one-sided p is
 * never below 2^-n, and Holm multiplies the smallest of m by m, so n >= log2(m / alpha).
 */
export function valuesForLevel(tests: number, alpha: number): number {
  return Math.max(1, Math.ceil(Math.log2(Math.max(1, tests) / alpha) - 1e-9))
}

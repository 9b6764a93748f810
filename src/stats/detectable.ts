/** How small a change a test would have caught, found by replaying the test on resampled noise. */
import { hodgesLehmann, lowerBound } from './hodges-lehmann.ts'
import { quantile } from './quantile.ts'
import type { Random } from './random.ts'

/** How a detectable change is looked for. */
export interface Replay {
  /** The share of replays that must catch the change, e.g. 0.8. */
  power: number
  /**
   * How many replays: 1,000 settle the result to a few hundredths of its distance from the margin.
   */
  replays: number
  random: Random
}

/**
 * The test whose power is asked for: signed-rank on `blocks` values, "the centre is `margin` or
 * less".
 */
export interface OneSidedTest {
  blocks: number
  /** On the scale of the values, e.g. ln(1.01). */
  margin: number
  /** One-sided level, after the adjustment for several tests. */
  level: number
}

/**
 * Draws noise like that of the values: their deviations from the Hodges-Lehmann estimate, drawn
 * with replacement and given a random sign (the test assumes symmetry), widened by sqrt(n / (n -
 * 1)) for the centre having been estimated.
 *
 * @param values at least two
 * @returns a function that draws `count` values
 * @throws {RangeError} when there are fewer than two values
 */
export function noiseLike(values: readonly number[], random: Random): (count: number) => number[] {
  if (values.length < 2) throw new RangeError(`noise needs two values, got ${values.length}`)
  const centre = hodgesLehmann(values).value
  const widening = Math.sqrt(values.length / (values.length - 1))
  const draw = () => {
    const deviation = (values[random.below(values.length)]! - centre) * widening
    return random.uniform() < 0.5 ? deviation : -deviation
  }
  return (count) => Array.from({ length: count }, draw)
}

/**
 * The smallest true change that a procedure catches with the power asked for. `neededShift` replays
 * the procedure once on fresh noise and tells by how much that noise must be shifted for a catch. A
 * bound of ranks moves with the data (adding d to all values adds d to it), so no search is needed:
 * the answer is the quantile of the shifts.
 *
 * Power by resampling with a shift: Efron and Tibshirani, "An Introduction to the Bootstrap"
 * (1993), chapter 25; for rank tests: Collings and Hamilton, "Estimating the power of the
 * two-sample Wilcoxon test for location shift" (Biometrics, 1988).
 *
 * @returns on the scale of the values; infinity when the procedure can never catch anything
 */
export function smallestShift(neededShift: () => number, replay: Omit<Replay, 'random'>): number {
  const shifts = Array.from({ length: replay.replays }, neededShift)
  if (shifts.some((shift) => shift === Infinity)) return Infinity
  return quantile(shifts, replay.power)
}

/**
 * The smallest true centre at which a one-sided signed-rank test catches "above the margin" with
 * the power asked for, when the noise is like that of the values.
 *
 * @param values e.g. the blocks' log ratios, at least two
 * @returns on the scale of the values: the log of the ratio for log ratios
 * @throws {RangeError} when there are fewer than two values
 */
export function smallestDetectable(
  values: readonly number[],
  test: OneSidedTest,
  replay: Replay,
): number {
  const draw = noiseLike(values, replay.random)
  const bound = lowerBound(test.blocks, test.level)
  return smallestShift(() => test.margin - bound(draw(test.blocks)), replay)
}

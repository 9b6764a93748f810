import type { Estimate } from '../model.ts'
import { hodgesLehmann } from './hodges-lehmann.ts'
import { rescale } from './interval.ts'
import { logarithms } from './mean.ts'

/**
 * The ratio numerator / denominator, round by round. On the log scale, where 2 and 1/2 are equally
 * far from 1: the Hodges-Lehmann estimate of the logarithms with its signed-rank interval,
 * exponentiated. What the two of one round have in common (a slow moment of the machine) cancels.
 *
 * @param numerators one value a round, above 0, any unit
 * @param denominators the same rounds in the same order and unit
 * @returns a plain ratio; swapping the lists gives its reciprocal, with an interval of reciprocals
 * @throws {RangeError} when the lists differ in length, are empty, or hold a value that is not a
 *   finite number above 0
 */
export function pairedRatio(
  numerators: readonly number[],
  denominators: readonly number[],
  confidence = 0.95,
): Estimate {
  if (numerators.length !== denominators.length) {
    throw new RangeError(`${numerators.length} numerators, ${denominators.length} denominators`)
  }
  const below = logarithms(denominators)
  const differences = logarithms(numerators).map((log, round) => log - below[round]!)
  return rescale(hodgesLehmann(differences, confidence), Math.exp)
}

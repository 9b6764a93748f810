import { logarithms, mean } from '../../src/stats/mean.ts'

/**
 * The geometric mean: what ratios average to (Fleming and Wallace, "How not to lie with
 * statistics", CACM 1986). Formed from logarithms, so that it neither overflows nor underflows.
 *
 * @param values above 0, any unit
 * @throws {RangeError} when there are no values, or one of them is not a finite number above 0
 */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(logarithms(values)))
}

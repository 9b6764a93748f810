/**
 * Holm's step-down adjustment: rejecting where the adjusted p is at most alpha keeps the chance of
 * any false rejection in the whole family at alpha, whatever the dependence between the tests.
 * Holm, "A simple sequentially rejective multiple test procedure" (Scandinavian Journal of
 * Statistics, 1979).
 *
 * With weights it is his weighted procedure: a test of weight 4 takes four times the share of alpha
 * of one of weight 1. They must not come from the data that are tested.
 *
 * @param pValues from 0 to 1, one a test
 * @param weights above 0, one a test; all 1 unless told
 * @returns the adjusted p-values, at most 1, in the order given
 * @throws {RangeError} when a p-value is outside [0, 1]
 */
export function holm(
  pValues: readonly number[],
  weights: readonly number[] = pValues.map(() => 1),
): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1))
  if (wrong !== undefined) throw new RangeError(`a p-value is from 0 to 1, got ${wrong}`)
  const ascending = pValues
    .map((p, index) => ({ share: p / weights[index]!, weight: weights[index]!, index }))
    .toSorted((a, b) => a.share - b.share)
  const adjusted = pValues.map(() => 1)
  let left = weights.reduce((sum, weight) => sum + weight, 0)
  let highest = 0
  for (const { share, weight, index } of ascending) {
    highest = Math.max(highest, Math.min(1, share * left))
    adjusted[index] = highest
    left -= weight
  }
  return adjusted
}

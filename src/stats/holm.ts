/**
 * Holm's step-down adjustment: rejecting where the adjusted p is at most alpha keeps the chance of
 * any false rejection in the whole family at alpha, whatever the dependence between the tests.
 * Holm, "A simple sequentially rejective multiple test procedure" (Scandinavian Journal of
 * Statistics, 1979).
 *
 * @param pValues from 0 to 1, one a test
 * @returns the adjusted p-values, at most 1, in the order given
 * @throws {RangeError} when a p-value is outside [0, 1]
 */
export function holm(pValues: readonly number[]): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1))
  if (wrong !== undefined) throw new RangeError(`a p-value is from 0 to 1, got ${wrong}`)
  const ascending = pValues.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p)
  const adjusted = pValues.map(() => 1)
  let highest = 0
  ascending.forEach(({ p, index }, rank) => {
    highest = Math.max(highest, Math.min(1, p * (ascending.length - rank)))
    adjusted[index] = highest
  })
  return adjusted
}

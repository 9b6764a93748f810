/**
 * Order statistics of plain lists of numbers. Every function throws RangeError on an empty list or
 * a value that is not finite.
 */

/**
 * The values in ascending order, checked: what every function of this folder starts from.
 *
 * @throws {RangeError} when there are no values, or one of them is not a finite number
 */
export function sorted(values: readonly number[]): Float64Array {
  if (values.length === 0) throw new RangeError('no values')
  const wrong = values.findIndex((value) => !Number.isFinite(value))
  if (wrong !== -1) throw new RangeError(`value ${wrong} is ${values[wrong]}, not a finite number`)
  return Float64Array.from(values).toSorted()
}

/** Quantile of values that are already in ascending order; see `quantile`. */
function quantileOfSorted(ascending: Float64Array, share: number): number {
  const position = (ascending.length - 1) * share
  const below = Math.floor(position)
  const low = ascending[below]!
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!
  return low + (position - below) * (high - low)
}

/**
 * The quantile of type 7 (linear between order statistics), the default of R, NumPy and Excel.
 * Hyndman and Fan, "Sample quantiles in statistical packages" (The American Statistician, 1996).
 *
 * @param share from 0 (minimum) to 1 (maximum)
 * @returns in the unit of the values
 * @throws {RangeError} for an empty list, a value that is not finite, or a share outside [0, 1]
 */
export function quantile(values: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is from 0 to 1, got ${share}`)
  return quantileOfSorted(sorted(values), share)
}

/** The median: for an even count the mean of the two middle values. Unit of the values. */
export function median(values: readonly number[]): number {
  return quantileOfSorted(sorted(values), 0.5)
}

/**
 * The median absolute deviation from the median, in the unit of the values and unscaled: times
 * 1.4826 it estimates the standard deviation of normal values. Hampel, "The influence curve" (JASA,
 * 1974).
 */
export function mad(values: readonly number[]): number {
  const centre = median(values)
  return median(values.map((value) => Math.abs(value - centre)))
}

/** Sums and means of plain lists of numbers. */

export const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0)

/** The arithmetic mean. Throws RangeError when there are no values. */
export function mean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('no values')
  return sum(values) / values.length
}

/** Natural logarithms. Throws RangeError on a value that is not a finite number above 0. */
export function logarithms(values: readonly number[]): number[] {
  return values.map((value, index) => {
    if (Number.isFinite(value) && value > 0) return Math.log(value)
    throw new RangeError(`value ${index} is ${value}; a ratio needs finite numbers above 0`)
  })
}

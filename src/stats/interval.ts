/** What the intervals of this folder have in common. */
import type { Estimate } from '../model.ts'

/**
 * The chance left to each side of a two-sided interval.
 *
 * @throws {RangeError} unless the confidence lies strictly between 0 and 1
 */
export function tailOf(confidence: number): number {
  if (confidence > 0 && confidence < 1) return (1 - confidence) / 2
  throw new RangeError(`a confidence is between 0 and 1, got ${confidence}`)
}

/**
 * How many values a distribution-free interval needs at least: minimum to maximum misses the centre
 * with chance 2^(1 - n). Six for 95 %, eight for 99 %.
 */
export function valuesNeeded(confidence: number): number {
  let n = 1
  while (2 ** -n > tailOf(confidence)) n++
  return n
}

/** An estimate of too few values: no interval, and the reason. */
export function noInterval(value: number, n: number, confidence: number): Estimate {
  const note = `n = ${n}, no interval yet, needs ${valuesNeeded(confidence)}`
  return { value, interval: null, n, note }
}

/**
 * The estimate on another scale: `map` is applied to the value and to both ends, and must be
 * increasing.
 */
export function rescale(estimate: Estimate, map: (value: number) => number): Estimate {
  const { interval } = estimate
  const mapped = interval && { ...interval, low: map(interval.low), high: map(interval.high) }
  return { ...estimate, value: map(estimate.value), interval: mapped }
}

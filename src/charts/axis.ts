/** Axes with ticks that people read easily. */
import type { ScaleContinuousNumeric } from 'd3-scale'
import { scaleLinear, scaleLog } from 'd3-scale'
import { bytes, count, duration, ratio } from '../text/format.ts'

export interface Axis {
  /** Px of a value, from the plot's left or top. */
  at: (value: number) => number
  title: string
  /** `at` is in px. */
  ticks: readonly { at: number; text: string }[]
  /** Whether a line goes through the plot at each tick. */
  grid: boolean
}

/** From the low end to the high one: of the values, and of their px. */
export type Range = readonly [number, number]

type Scale = ScaleContinuousNumeric<number, number>

/** About so many ticks. */
const TICKS = 5

/** What lies outside of the scale stands at its edge. */
export const axisOf = (
  scale: Scale,
  ticks: readonly number[],
  name: (value: number) => string,
  title = '',
): Axis => ({
  at: scale.copy().clamp(true),
  title,
  ticks: ticks.map((value) => ({ at: scale(value), text: name(value) })),
  grid: true,
})

/** Powers of a base on a log scale; every so many where they are more than `most`. */
function powers(domain: Range, base: number, most: number): number[] {
  // asked for more ticks than there are powers, d3 would fill up with multiples
  const there = Math.log(domain[1] / domain[0]) / Math.log(base) - 1e-9
  return scaleLog(domain, [0, 1]).base(base).ticks(Math.min(most, there))
}

/** Powers of ten, with halves and fifths where there are few. */
function decimals(domain: Range): number[] {
  const tens = powers(domain, 10, 8)
  if (tens.length > 2) return tens
  const fine = scaleLog(domain, [0, 1]).ticks(10)
  const chosen = fine.filter((value) => /^[125]e/.test(value.toExponential()))
  return chosen.length > 1 ? chosen : scaleLinear(domain, [0, 1]).ticks(TICKS)
}

const UNITS = [
  { sign: 's', size: 1000 },
  { sign: 'ms', size: 1 },
  { sign: 'µs', size: 1e-3 },
] as const
const LEAST = { sign: 'ns', size: 1e-6 } as const

/** Milliseconds, named in one unit. */
export function timeAxis([low, high]: Range, range: Range, title: string): Axis {
  const { sign, size } = UNITS.find((unit) => high >= 2 * unit.size) ?? LEAST
  const scale = scaleLinear([low / size, high / size], range)
  const name = (value: number): string => `${plain(value)} ${sign}`
  const axis = axisOf(scale, scale.ticks(TICKS), name, title)
  return { ...axis, at: (time) => axis.at(time / size) }
}

const plain = (value: number): string =>
  (Number.isInteger(value) ? count(value) : String(value)).replace('-', '−')

/** Zeros at the end of a fraction say nothing on an axis. */
const round = (text: string): string =>
  text.replace(/\.0+(?=[ x])|(?<=\.\d*[1-9])0+(?=[ x])/, '').replace(/ bytes?$/, ' B')

/** Milliseconds on a log axis. */
export const logTimeAxis = (domain: Range, range: Range, title: string): Axis =>
  axisOf(scaleLog(domain, range), decimals(domain), (time) => round(duration(time)), title)

/** Sizes on a log axis, at powers of two. */
export const byteAxis = (domain: Range, range: Range, title: string): Axis =>
  axisOf(scaleLog(domain, range), powers(domain, 4, 9), (size) => round(bytes(size)), title)

const ratioName = (value: number): string => (value === 0 ? '0' : round(ratio(value)))

/** Ratios from 0. */
export function ratioAxis([low, high]: Range, range: Range, title: string): Axis {
  const scale = scaleLinear([Math.min(0, low), high], range)
  return axisOf(scale, scale.ticks(TICKS), ratioName, title)
}

/** Ratios on a log axis. */
export const logRatioAxis = (domain: Range, range: Range, title: string): Axis =>
  axisOf(scaleLog(domain, range), decimals(domain), ratioName, title)

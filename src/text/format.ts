/** Figures as text, the same on every machine whatever its language. */
import type { Estimate } from '../model.ts'

const UNKNOWN = 'not known'
/** Digits of a figure whose precision is not known. */
const DIGITS = 3

interface Unit {
  /** Written behind the figure: ` s`, `x`, ` %`. */
  sign: string
  /** The figure is the value divided by this. */
  size: number
}

const TIMES: readonly Unit[] = [
  { sign: ' s', size: 1000 },
  { sign: ' ms', size: 1 },
  { sign: ' µs', size: 1e-3 },
  { sign: ' ns', size: 1e-6 },
]
const RATIO: Unit = { sign: 'x', size: 1 }
const SHARE: Unit = { sign: ' %', size: 0.01 }

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.')
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? separated : `${separated}.${fraction}`
}

function fixed(value: number, decimals: number): string {
  const digits = value.toFixed(decimals)
  return grouped(Number(digits) === 0 ? digits.replace('-', '') : digits)
}

/** Power of ten of the first digit, after rounding to `DIGITS`. */
function magnitude(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log10(Math.abs(Number(value.toPrecision(DIGITS)))))
}

const decimalsOf = (value: number, digits = DIGITS): number =>
  Math.min(20, Math.max(0, digits - 1 - magnitude(value)))

/**
 * Decimals that an interval of this width justifies: the width itself keeps one or two digits, the
 * figure keeps at least one and at most five.
 */
function decimalsFor(width: number, value: number, unit: Unit): number {
  if (width <= 0) return decimalsOf(value)
  const coarse = unit === SHARE ? 1 : 3
  const wanted = Math.max(0, Math.ceil(-Math.log10(width / coarse)))
  return Math.min(Math.max(wanted, decimalsOf(value, 1)), decimalsOf(value, 5))
}

function timeUnit(value: number): Unit {
  const rounded = Math.abs(Number(value.toPrecision(DIGITS)))
  const last = TIMES[TIMES.length - 1] ?? RATIO
  return TIMES.find((unit) => rounded >= unit.size) ?? last
}

/** Milliseconds as a person would say them: `3.81 s`, `12.4 ms`, `8.10 µs`. */
export function duration(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN
  if (value === 0) return '0 ms'
  const unit = timeUnit(value)
  const figure = value / unit.size
  return `${fixed(figure, decimalsOf(figure))}${unit.sign}`
}

/** A time that somebody else printed, to the hundredth of a second: `45.38 s`; `duration` below one. */
export const printed = (value: number): string =>
  value >= TIMES[0]!.size ? `${fixed(value / TIMES[0]!.size, 2)} s` : duration(value)

/** A ratio: `1.13x`, `0.033x`. */
export function ratio(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN
  const decimals = Math.abs(value) >= 0.1 ? Math.min(2, decimalsOf(value)) : decimalsOf(value, 2)
  return `${fixed(value, decimals)}x`
}

/** A share: `97 %`, `8.5 %`. */
export function percent(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN
  if (value > 0 && value < 0.0005) return 'under 0.1 %'
  const figure = value * 100
  return `${fixed(figure, Math.abs(figure) < 9.95 && value !== 0 ? 1 : 0)} %`
}

/** A share as somebody set it: `1 %`, `0.25 %`. */
export const exactPercent = (share: number): string => `${Number((100 * share).toPrecision(3))} %`

/** A whole number: `3,275,295`. */
export function count(value: number): string {
  return Number.isFinite(value) ? fixed(value, 0) : UNKNOWN
}

/** Cores, or cores' worth of work: `2` where it is whole, else `1.87`. */
export function cores(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN
  return Number.isInteger(value) ? fixed(value, 0) : fixed(value, 2)
}

/** A size: `312 bytes`, `1.20 MiB`. */
export function bytes(value: number): string {
  if (!Number.isFinite(value)) return UNKNOWN
  if (value < 1024) return `${count(value)} ${value === 1 ? 'byte' : 'bytes'}`
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  let figure = value / 1024
  let unit = 0
  while (figure >= 1023.5 && unit < units.length - 1) {
    figure /= 1024
    unit++
  }
  return `${fixed(figure, decimalsOf(figure))} ${units[unit] ?? ''}`
}

/** An end that rounds to 1 though it is not 1 would hide on which side of 1 it is: one digit more. */
function tellFromOne(ends: readonly number[], decimals: number): number {
  const hides = (end: number): boolean => end !== 1 && Number(end.toFixed(decimals)) === 1
  return decimals < 4 && ends.some(hides) ? tellFromOne(ends, decimals + 1) : decimals
}

function withInterval(estimate: Estimate, unit: Unit, alone: (value: number) => string): string {
  const { value, interval } = estimate
  if (!Number.isFinite(value)) return UNKNOWN
  if (interval === null) return `${alone(value)} (${estimate.note ?? 'no interval'})`
  const figure = value / unit.size
  const low = interval.low / unit.size
  const high = interval.high / unit.size
  const enough = decimalsFor(high - low, figure, unit)
  const decimals = unit === RATIO ? tellFromOne([low, high], enough) : enough
  return `${fixed(figure, decimals)}${unit.sign} [${fixed(low, decimals)}, ${fixed(high, decimals)}]`
}

/** A duration with its interval, `24.9 s [24.7, 25.1]`, or with the reason why there is none. */
export function durationEstimate(estimate: Estimate): string {
  return withInterval(estimate, timeUnit(estimate.value), duration)
}

/** A ratio with its interval, `1.13x [1.09, 1.15]`, or with the reason why there is none. */
export function ratioEstimate(estimate: Estimate): string {
  return withInterval(estimate, RATIO, ratio)
}

/** A share with its interval, `97 % [94, 99]`, or with the reason why there is none. */
export function percentEstimate(estimate: Estimate): string {
  return withInterval(estimate, SHARE, percent)
}

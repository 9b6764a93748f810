/** Figures for tables and sentences. */
import { medianEstimate } from '../../src/stats/median-interval.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import type { Estimate, FactTable, Figure } from 'lanemark'

export const milliseconds = (values: readonly number[]): Figure => ({
  estimate: medianEstimate(values),
  unit: 'ms',
})

/** The median of ratios that were each measured as one. */
export const ratio = (values: readonly number[]): Figure => ({
  estimate: medianEstimate(values),
  unit: 'ratio',
})

/** Numerator / denominator, round by round. */
export const paired = (numerators: readonly number[], denominators: readonly number[]): Figure => ({
  estimate: pairedRatio(numerators, denominators),
  unit: 'ratio',
})

/** What was calculated or seen once: no spread to tell. */
export const single = (value: number, unit: Figure['unit'], note = 'seen once'): Figure => ({
  estimate: { value, interval: null, n: 1, note },
  unit,
})

export function facts(title: string, columns: string[], rows: FactTable['rows']): FactTable {
  return { kind: 'facts', title, columns, rows }
}

/** `1.95 (1.90 to 1.97)`, or without an interval `1.95 (n = 3)`. */
export function inWords({ value, interval, n }: Estimate): string {
  const range = interval ? `${short(interval.low)} to ${short(interval.high)}` : `n = ${n}`
  return `${short(value)} (${range})`
}

/** Three significant digits, and never an exponent. */
export const short = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en-US')
    : String(Number(value.toPrecision(3)))

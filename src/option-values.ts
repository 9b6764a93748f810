/** Values of the command line's options: one or several, times and seeds. Pure. */
import { LanemarkError } from './findings.ts'
import { describe } from './text/describe.ts'

/** Options as the command line gives them: lists of values, or true. */
export type Given = Readonly<Record<string, unknown>>

export function invalid(option: string, got: string, allowed: string): never {
  throw new LanemarkError({ code: 'option-invalid', option, got: `"${got}"`, allowed })
}

export function one(given: Given, name: string): string | undefined {
  const values = many(given, name)
  if (values.length > 1) return invalid(`--${name}`, values.join(' '), 'to be given once')
  return values[0]
}

export function many(given: Given, name: string): string[] {
  const value = given[name]
  const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return values.map((each) =>
    typeof each === 'string' ? each : invalid(`--${name}`, describe(each), 'a value'),
  )
}

/** For commands that take no words. */
export function refuseWords(command: string, words: readonly string[]): void {
  if (words.length > 0) invalid(command, words.join(' '), 'nothing behind it but options')
}

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }

/** `5m`, `90s`, `1.5h`; ms. */
export function parseDuration(text: string): number {
  const [, figure = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)$/.exec(text) ?? []
  const duration = Number(figure) * (UNITS[unit] ?? Number.NaN)
  if (duration > 0 && duration <= 24 * 3_600_000) return Math.round(duration)
  return invalid('--budget', text, 'a time such as `5m`, `90s` or `1h`, at most a day')
}

const SEEDS = 2 ** 31

/** Of all orders; a fresh one where none is given. */
export function parseSeed(text: string | undefined, fresh: () => number): number {
  if (text === undefined) return fresh()
  const seed = Number(text)
  if (/^\d+$/.test(text) && seed < SEEDS) return seed
  return invalid('--seed', text, `a whole number from 0 to ${SEEDS - 1}`)
}

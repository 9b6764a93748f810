/** Values of options as text, one or several. */
import { LanemarkError } from '../findings.ts'
import { describe } from '../text/describe.ts'

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

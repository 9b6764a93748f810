/** A file's text as the value that its schema describes, or what is wrong with it, and where. */
import * as v from 'valibot'
import { LanemarkError } from '../findings.ts'
import { clean } from '../text/escape.ts'

/** Files of one kind. */
export interface FileKind<Schema extends v.GenericSchema> {
  schema: Schema
  /** What such a file names as its `schema`: `lanemark/report@2`. */
  version: string
  /** The error for what is none. */
  unreadable: 'report-unreadable' | 'gate-unreadable' | 'baseline-unreadable'
}

/**
 * @param path only for the error
 * @throws {LanemarkError} the kind's, with what is wrong and where
 */
export function read<Schema extends v.GenericSchema>(
  { schema, version, unreadable }: FileKind<Schema>,
  text: string,
  path: string,
): v.InferOutput<Schema> {
  const found = parse(schema, text, version)
  if (found.state === 'fits') return found.value
  const { reason, cause } = found
  throw new LanemarkError({ code: unreadable, path, reason }, { cause })
}

export type Parsed<Value> =
  | { state: 'fits'; value: Value }
  | { state: 'unfit'; reason: string; cause?: unknown }

/** @param version what the text must name as its schema; null: it names none */
export function parse<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  version: string | null = null,
): Parsed<v.InferOutput<Schema>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    return { state: 'unfit', reason: noJson(text, cause), cause }
  }
  const other = version === null ? null : otherVersion(value, version)
  if (other !== null) return { state: 'unfit', reason: other }
  const checked = v.safeParse(schema, value)
  return checked.success
    ? { state: 'fits', value: checked.output }
    : { state: 'unfit', reason: misfit(checked.issues) }
}

/** Room for what a damaged file says about itself. */
const EXCERPT = 120

function noJson(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty'
  const said = error instanceof Error ? clean(error.message, EXCERPT) : 'unknown error'
  return `it is not JSON, perhaps cut short (${said})`
}

/** Another version is said as such, before every field is called wrong. */
function otherVersion(value: unknown, version: string): string | null {
  const named: unknown =
    typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (named === version) return null
  const got = typeof named === 'string' ? `'${clean(named, EXCERPT)}'` : 'missing'
  return `its schema is ${got}, this version reads '${version}'`
}

type Issues = readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]

/** `at comparisons[0].cases[1].bound: …, and 2 more`. */
export function misfit([first, ...others]: Issues): string {
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  return `at ${clean(placeOf(first), EXCERPT)}: ${clean(first.message, EXCERPT)}${more}`
}

function placeOf({ path }: v.BaseIssue<unknown>): string {
  if (path === undefined) return 'the top'
  const keys = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
  return keys.join('').replace(/^\./, '')
}

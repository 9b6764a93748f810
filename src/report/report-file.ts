/** Reports to and from the text of their file, checked both ways. */
import * as v from 'valibot'
import { LanemarkError } from '../findings.ts'
import { layout } from '../json/json-text.ts'
import type { Report } from '../model.ts'
import { clean } from '../text/escape.ts'
import { reportData } from './report-data.ts'
import { sampled } from './sampling.ts'
import { ReportSchema, SCHEMA, type ReportData } from './schema.ts'

/** Room for what a damaged file says about itself. */
const EXCERPT = 120
const AGAIN = 'run `vitest bench` again to write a new one'

type Issue = v.InferIssue<typeof ReportSchema>

/** `comparisons[0].cases[1].bound`. */
function place(issue: Issue): string {
  const keys = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
  )
  return keys.length === 0 ? 'the top' : keys.join('').replace(/^\./, '')
}

function wrong(issues: readonly Issue[]): string {
  const [first] = issues
  if (first === undefined) return 'it does not fit the schema'
  const more = issues.length === 1 ? '' : `, and ${issues.length - 1} more`
  return `at ${clean(place(first), EXCERPT)}: ${clean(first.message, EXCERPT)}${more}`
}

function unreadable(path: string, reason: string, options?: ErrorOptions): LanemarkError {
  return new LanemarkError({ code: 'report-unreadable', path, reason }, options)
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? clean(error.message, EXCERPT) : 'unknown error'
    const size = text.trim() === '' ? 'it is empty' : `it is not JSON, perhaps cut short (${said})`
    throw unreadable(path, `${size}; ${AGAIN}`, { cause: error })
  }
}

/** Another version is said as such, before every field is called wrong. */
function checkVersion(value: unknown, path: string): void {
  const schema: unknown =
    typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined
  if (schema === SCHEMA) return
  const got = typeof schema === 'string' ? `'${clean(schema, EXCERPT)}'` : 'missing'
  throw unreadable(path, `its schema is ${got}, this version reads '${SCHEMA}'; ${AGAIN}`)
}

/**
 * Reads a report's JSON.
 *
 * @param path only for the error
 * @throws {LanemarkError} `report-unreadable`, with what is wrong and where
 */
export function parseReport(text: string, path: string): ReportData {
  const value = parseJson(text, path)
  checkVersion(value, path)
  const result = v.safeParse(ReportSchema, value)
  if (!result.success) throw unreadable(path, `${wrong(result.issues)}; ${AGAIN}`)
  return result.output
}

/**
 * The text of a report's file. A figure that JSON cannot hold (NaN, an infinity) is refused here,
 * where it can still be named, not written as null.
 *
 * @param path only for the error
 * @throws {LanemarkError} `report-unwritable`, with what is wrong and where
 */
export function reportJson(report: Report, path: string): string {
  const result = v.safeParse(ReportSchema, reportData(report))
  if (!result.success)
    throw new LanemarkError({ code: 'report-unwritable', path, reason: wrong(result.issues) })
  const data = result.output
  return `${layout({ ...data, comparisons: data.comparisons.map(sampled) })}\n`
}

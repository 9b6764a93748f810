/** A baseline to and from the text of its file; checked both ways. */
import * as v from 'valibot'
import { LanemarkError } from '../../findings.ts'
import { clean } from '../../text/escape.ts'
import { BASELINE_SCHEMA } from '../model/baseline.ts'
import type { Baseline } from '../model/baseline.ts'
import { BaselineSchema } from '../model/baseline-schema.ts'

/** Room for what a damaged file says about itself. */
const ROOM = 200

/** @throws {LanemarkError} `baseline-unreadable` for a baseline that could not be read back */
export function baselineJson(baseline: Baseline, path: string): string {
  const text = `${JSON.stringify(baseline, null, 1)}\n`
  parseBaseline(text, path)
  return text
}

/** @throws {LanemarkError} `baseline-unreadable`, with the path and what is wrong */
export function parseBaseline(text: string, path: string): Baseline {
  const unreadable = (reason: string): LanemarkError =>
    new LanemarkError({ code: 'baseline-unreadable', path, reason: clean(reason, ROOM) })
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'it is no JSON')
  }
  const schema = schemaOf(data)
  if (schema !== BASELINE_SCHEMA) throw unreadable(foreign(schema))
  const checked = v.safeParse(BaselineSchema, data)
  if (checked.success) return checked.output
  const [issue] = checked.issues
  throw unreadable(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
}

const schemaOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && 'schema' in data ? data.schema : undefined

function foreign(schema: unknown): string {
  if (typeof schema !== 'string') return 'it names no schema'
  const [name] = BASELINE_SCHEMA.split('@')
  return schema.startsWith(`${name}@`)
    ? `it has version ${schema}, and this lanemark reads ${BASELINE_SCHEMA}`
    : `it is ${schema}, not ${BASELINE_SCHEMA}`
}

/** A gate run to and from the text of its JSON file, and as Markdown; checked both ways. */
import * as v from 'valibot'
import { LanemarkError } from '../../findings.ts'
import { clean } from '../../text/escape.ts'
import { markdown } from '../../text/markdown.ts'
import { asReport, GateSchema } from '../model/record-schema.ts'
import type { GateReport } from '../model/record.ts'
import { gatePage, NO_FILES, type PageFiles } from './gate-page.ts'
import { STORED_GATE_SCHEMA } from '../model/stored-record.ts'
import type { AnyGateReport, StoredGateReport } from '../model/stored-record.ts'
import { storedGatePage } from './stored-page.ts'
import { asStoredReport, StoredGateSchema } from '../model/stored-record-schema.ts'

/** Room for what a damaged file says about itself. */
const ROOM = 200

/** @throws {LanemarkError} `gate-unreadable` for a report that could not be read back */
export function gateJson(report: AnyGateReport, path: string): string {
  const text = `${JSON.stringify(report)}\n`
  if (report.schema === STORED_GATE_SCHEMA) parseStoredGate(text, path)
  else parseGate(text, path)
  return text
}

/** @throws {LanemarkError} `gate-unreadable`, with the path and what is wrong */
export function parseGate(text: string, path: string): GateReport {
  return asReport(parsed(GateSchema, text, path))
}

/**
 * Of a gate against a stored baseline.
 *
 * @throws {LanemarkError} `gate-unreadable`, with the path and what is wrong
 */
export function parseStoredGate(text: string, path: string): StoredGateReport {
  return asStoredReport(parsed(StoredGateSchema, text, path))
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  path: string,
): v.InferOutput<Schema> {
  const unreadable = (reason: string): LanemarkError =>
    new LanemarkError({ code: 'gate-unreadable', path, reason: clean(reason, ROOM) })
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'it is no JSON')
  }
  const checked = v.safeParse(schema, data)
  if (checked.success) return checked.output
  const [issue] = checked.issues
  throw unreadable(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
}

export const gateMarkdown = (report: AnyGateReport, files: PageFiles = NO_FILES): string =>
  markdown(
    report.schema === STORED_GATE_SCHEMA ? storedGatePage(report, files) : gatePage(report, files),
  )

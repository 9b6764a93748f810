/** A gate run to and from the text of its JSON file, and as Markdown; checked both ways. */
import { read } from '../../json/read.ts'
import { markdown } from '../../text/markdown.ts'
import { GateSchema, GATE_SCHEMA } from '../model/record.ts'
import type { GateReport } from '../model/record.ts'
import { STORED_GATE_SCHEMA, StoredGateSchema } from '../model/stored-record.ts'
import type { AnyGateReport, StoredGateReport } from '../model/stored-record.ts'
import { gatePage, NO_FILES, type PageFiles } from './gate-page.ts'
import { storedGatePage } from './stored-page.ts'

const KIND = { schema: GateSchema, version: GATE_SCHEMA, unreadable: 'gate-unreadable' } as const

const STORED_KIND = {
  schema: StoredGateSchema,
  version: STORED_GATE_SCHEMA,
  unreadable: 'gate-unreadable',
} as const

/** @throws {LanemarkError} `gate-unreadable` for a report that could not be read back */
export function gateJson(report: AnyGateReport, path: string): string {
  const text = `${JSON.stringify(report)}\n`
  if (report.schema === STORED_GATE_SCHEMA) parseStoredGate(text, path)
  else parseGate(text, path)
  return text
}

/** @throws {LanemarkError} `gate-unreadable`, with the path and what is wrong */
export function parseGate(text: string, path: string): GateReport {
  return read(KIND, text, path)
}

/**
 * Of a gate against a stored baseline.
 *
 * @throws {LanemarkError} `gate-unreadable`, with the path and what is wrong
 */
export function parseStoredGate(text: string, path: string): StoredGateReport {
  return read(STORED_KIND, text, path)
}

export const gateMarkdown = (report: AnyGateReport, files: PageFiles = NO_FILES): string =>
  markdown(
    report.schema === STORED_GATE_SCHEMA ? storedGatePage(report, files) : gatePage(report, files),
  )

/** A gate run to and from the text of its JSON file, and as Markdown; checked both ways. */
import * as v from 'valibot'
import { LanemarkError } from '../../findings.ts'
import { clean } from '../escape.ts'
import { markdown } from '../markdown.ts'
import { asReport, GateSchema } from './schema.ts'
import type { GateReport } from './model.ts'
import { gatePage } from './page.ts'

/** Room for what a damaged file says about itself. */
const ROOM = 200

/** @throws {LanemarkError} `gate-unreadable` for a report that could not be read back */
export function gateJson(report: GateReport, path: string): string {
  const text = `${JSON.stringify(report)}\n`
  parseGate(text, path)
  return text
}

/** @throws {LanemarkError} `gate-unreadable`, with the path and what is wrong */
export function parseGate(text: string, path: string): GateReport {
  const unreadable = (reason: string): LanemarkError =>
    new LanemarkError({ code: 'gate-unreadable', path, reason: clean(reason, ROOM) })
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : 'it is no JSON')
  }
  const checked = v.safeParse(GateSchema, data)
  if (checked.success) return asReport(checked.output)
  const [issue] = checked.issues
  throw unreadable(`${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`)
}

export const gateMarkdown = (report: GateReport): string => markdown(gatePage(report))

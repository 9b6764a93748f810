/** `lanemark compare`: a function's name becomes its report and an answer. */
import { relative } from 'node:path'
import { LanemarkError } from '../../findings.ts'
import type { Report } from '../../model.ts'
import { summary } from '../../report/summary.ts'
import { fit } from '../../reporter/fit.ts'
import { liveLine } from '../../reporter/live.ts'
import { strangerAt, writeReport } from '../../reporter/write-report.ts'
import { environment } from '../../system/environment.ts'
import { checkNode } from '../../system/node-version.ts'
import { untilInterrupted } from '../../system/signals.ts'
import { answerJson } from './answer-json.ts'
import { compareAsked } from './asked-run.ts'
import type { Compared } from './asked-run.ts'
import type { CompareSettings } from './compare-words.ts'

/**
 * @returns what to print
 * @throws {LanemarkError} whatever the comparison ends with; `node-too-old` and `report-taken` before it
 * begins
 */
export async function compareCommand(
  settings: CompareSettings,
  terminal: NodeJS.WriteStream,
): Promise<string[]> {
  checkNode()
  const { path, root, json } = settings
  const stranger = await strangerAt(path)
  if (stranger !== null) throw new LanemarkError({ code: 'report-taken', path: stranger })
  const live = liveLine(process.stderr)
  const compared = await untilInterrupted((signal) => compareAsked(settings, live, signal))
  const report = fit(reportOf(settings, compared))
  const { unread } = await writeReport(report, path)
  for (const { message } of unread) process.stderr.write(`lanemark: not in the index: ${message}\n`)
  const shown = relative(root, path)
  if (json) return [answerJson(compared.comparison, shown)]
  const colour = terminal.isTTY && terminal.hasColors()
  return summary(report, { path: shown, width: terminal.columns || 80, colour })
}

const reportOf = (
  { asked, command }: CompareSettings,
  { comparison, vitest }: Compared,
): Report => ({
  file: asked.name,
  command,
  environment: environment(vitest, new Date()),
  comparisons: [comparison],
  benches: [],
  claims: [],
})

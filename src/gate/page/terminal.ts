/** A gate run in a few lines for a terminal. */
import type { AnyGateReport } from '../model/stored-record.ts'
import type { Result } from '../model/verdicts.ts'
import { explain } from './reasons.ts'
import { clean } from '../../text/escape.ts'
import { comparedOf, counts } from './gate-page.ts'
import { budgetText, change, isUnbuilt, verdictText, whyNot } from './figure-text.ts'

/** @param path of the report, as it is to be shown */
export function gateLines(report: AnyGateReport, path: string): string[] {
  const { outcome, decision, settings } = report
  const quiet = new Set(outcome.unchanged)
  const told = decision.results.filter(({ id }) => !quiet.has(id))
  const rows = told.map((result) => {
    const word = verdictText(result, settings.acknowledged.includes(result.id))
    return `  ${clean(result.id, 120)}: ${word}${detail(result)}`
  })
  const needed =
    report.needed === null
      ? []
      : [`  the time did not suffice; --budget=${budgetText(report.needed)} should do`]
  return [
    `${comparedOf(report)}: ${counts(report)}`,
    ...rows,
    ...needed,
    ...(isUnbuilt(report) ? ['  a file is missing: is it built? --setup="npm run build"'] : []),
    `  report: ${clean(path)}, seed ${report.seed}`,
  ]
}

/** By how much, or why nobody knows. */
function detail(result: Result): string {
  if (result.state !== 'judged') {
    const error = whyNot(result)?.error ?? null
    return error === null ? '' : ` (${clean(error, 300)})`
  }
  if (result.change !== null) return ` ${change(result.change)}`
  return result.reasons.map((reason) => ` (${explain(reason)})`).join('')
}

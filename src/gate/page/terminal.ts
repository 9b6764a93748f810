/** A gate run in a few lines for a terminal. */
import type { AnyGateReport } from '../model/stored-record.ts'
import type { Result } from '../model/verdicts.ts'
import { explain } from './reasons.ts'
import { clean } from '../../text/escape.ts'
import { counts } from './gate-page.ts'
import { change, verdictWord } from './figure-text.ts'

/** @param path of the report, as it is to be shown */
export function gateLines(report: AnyGateReport, path: string): string[] {
  const { outcome, decision } = report
  const quiet = new Set(outcome.unchanged)
  const told = decision.results.filter(({ id }) => !quiet.has(id))
  const rows = told.map((result) => {
    const word = verdictWord(result, outcome.acknowledged.includes(result.id))
    return `  ${clean(result.id, 120)}: ${word}${detail(result)}`
  })
  return [counts(report), ...rows, `  report: ${clean(path)}, seed ${report.seed}`]
}

/** By how much, or why nobody knows. */
function detail(result: Result): string {
  if (result.state !== 'judged') return ''
  if (result.change !== null) return ` ${change(result.change)}`
  return result.reasons.map((reason) => ` (${explain(reason)})`).join('')
}

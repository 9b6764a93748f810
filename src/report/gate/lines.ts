/** A gate run in a few lines for a terminal. */
import type { Result } from '../../gate/model.ts'
import { explain } from '../../gate/reasons.ts'
import { clean } from '../escape.ts'
import type { AnyGateReport } from './stored-model.ts'
import { comparedOf, counts } from './page.ts'
import { change, verdictWord, whyNot } from './words.ts'

/** @param path of the report, as it is to be shown */
export function gateLines(report: AnyGateReport, path: string): string[] {
  const { outcome, decision, settings } = report
  const quiet = new Set(outcome.unchanged)
  const told = decision.results.filter(({ id }) => !quiet.has(id))
  const rows = told.map((result) => {
    const word = verdictWord(result, settings.acknowledged.includes(result.id))
    return `  ${clean(result.id, 120)}: ${word}${detail(result)}`
  })
  return [
    `${comparedOf(report)}: ${counts(report)}`,
    ...rows,
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

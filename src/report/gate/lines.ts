/** A gate run in a few lines for a terminal. */
import { clean } from '../escape.ts'
import type { AnyGateReport } from './stored-model.ts'
import { counts } from './page.ts'
import { change, verdictWord } from './words.ts'

/** @param path of the report, as it is to be shown */
export function gateLines(report: AnyGateReport, path: string): string[] {
  const { outcome, decision } = report
  const quiet = new Set(outcome.unchanged)
  const told = decision.results.filter(({ id }) => !quiet.has(id))
  const rows = told.map((result) => {
    const word = verdictWord(result, outcome.acknowledged.includes(result.id))
    const by =
      result.state === 'judged' && result.change !== null ? ` ${change(result.change)}` : ''
    return `  ${clean(result.id, 120)}: ${word}${by}`
  })
  return [counts(report), ...rows, `  report: ${clean(path)}, seed ${report.seed}`]
}

/** One row a benchmark: what changed, by how much, and how sure that is. */
import { code, say, type Inline } from '../../text/inline.ts'
import { NOTHING, table, type PageBlock } from '../../text/view.ts'
import type { Estimate } from '../../model.ts'
import { STORED_GATE_SCHEMA } from '../model/stored-record.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
import type { Judged, Result } from '../model/verdicts.ts'
import { figureText, pairedSides } from './both-sides.ts'
import { change, decidingP, pValue, verdictText } from './figure-text.ts'

const TITLES = [
  say`benchmark`,
  say`verdict`,
  say`base`,
  say`head`,
  say`change`,
  say`adjusted p`,
  say`blocks`,
]

/** Room for a benchmark's name. */
const NAME = 120

/** With a sign between the names that needs no escaping. */
export const benchmarkName = (id: string): Inline => [code(id.replaceAll(' > ', ' › '), NAME)]

export function resultsTable(
  report: AnyGateReport,
  results: readonly Result[],
  last: readonly Inline[][] = [],
): PageBlock {
  return table(TITLES, [2, 3, 4, 5, 6], [...results.map((result) => row(report, result)), ...last])
}

/** The row of all benchmarks' times together. */
export const overallRow = (overall: Estimate): Inline[] => [
  [{ strong: 'geometric mean' }],
  NOTHING,
  NOTHING,
  NOTHING,
  say`${change(overall)}`,
  NOTHING,
  say`${String(overall.n)}`,
]

function row(report: AnyGateReport, result: Result): Inline[] {
  const known = report.settings.acknowledged.includes(result.id)
  const verdict = say`${verdictText(result, known)}`
  const name = benchmarkName(result.id)
  if (result.state !== 'judged') return [name, verdict, ...Array.from({ length: 5 }, () => NOTHING)]
  const both = pairedSides(report, result)
  const p = decidingP(result)
  return [
    name,
    verdict,
    both === null ? NOTHING : say`${figureText(report, result.id, both.base)}`,
    both === null ? NOTHING : say`${figureText(report, result.id, both.head)}`,
    result.change === null ? NOTHING : say`${change(result.change)}`,
    p === null ? NOTHING : say`${pValue(p)}`,
    say`${blocksOf(report, result)}`,
  ]
}

/** Of the stage that the figures are from; of a stored baseline and head, both. */
function blocksOf(report: AnyGateReport, { id, stage, blocks }: Judged): string {
  if (report.schema === STORED_GATE_SCHEMA) {
    const entry = report.entries.find((one) => one.id === id)
    return `${entry?.base.length ?? 0} / ${entry?.head.length ?? 0}`
  }
  return String(stage === 'test' ? blocks.test.counted : blocks.screen.counted)
}

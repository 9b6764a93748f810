/** One row a benchmark: what changed, by how much, and how sure that is. */
import { code, say, type Inline } from '../inline.ts'
import { NOTHING, table, type Block } from '../view.ts'
import type { Judged, Result } from '../../gate/model.ts'
import type { GateReport } from './model.ts'
import { bothSides, figureText } from './times.ts'
import { change, changeAlone, decidingP, pValue, verdictWord } from './words.ts'

const TITLES = [
  say`benchmark`,
  say`verdict`,
  say`base`,
  say`head`,
  say`change`,
  say`adjusted p`,
  say`blocks`,
  say`would have seen`,
]

/** Room for a benchmark's name. */
const NAME = 120

/** With a sign between the names that needs no escaping. */
export const benchmarkName = (id: string): Inline => [code(id.replaceAll(' > ', ' › '), NAME)]

export function resultsTable(report: GateReport, results: readonly Result[]): Block {
  return table(
    TITLES,
    [2, 3, 4, 5, 6, 7],
    results.map((result) => row(report, result)),
  )
}

function row(report: GateReport, result: Result): Inline[] {
  const known = report.outcome.acknowledged.includes(result.id)
  const verdict = say`${verdictWord(result, known)}`
  const name = benchmarkName(result.id)
  if (result.state !== 'judged') return [name, verdict, ...Array.from({ length: 6 }, () => NOTHING)]
  const both = bothSides(report, result.id)
  const p = decidingP(result)
  return [
    name,
    verdict,
    both === null ? NOTHING : say`${figureText(report, result.id, both.base)}`,
    both === null ? NOTHING : say`${figureText(report, result.id, both.head)}`,
    result.change === null ? NOTHING : say`${change(result.change)}`,
    p === null ? NOTHING : say`${pValue(p)}`,
    say`${blocksOf(result)}`,
    result.detectable === null ? NOTHING : say`${changeAlone(result.detectable)}`,
  ]
}

/** Of the stage that the figures are from. */
function blocksOf({ stage, blocks }: Judged): string {
  return String(stage === 'test' ? blocks.test.counted : blocks.screen.counted)
}

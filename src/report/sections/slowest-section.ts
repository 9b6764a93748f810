/** The slowest calls with their inputs. */
import { taskRuns } from '../../explain/runs.ts'
import type { CaseResult, Comparison, TaskTime } from '../../model.ts'
import { duration, ratio } from '../../text/format.ts'
import { code, say, type Inline } from '../../text/inline.ts'
import { NOTHING, paragraph, table, type Section } from '../../text/view.ts'
import { number } from '../../text/words.ts'
import { explained } from './explained.ts'

const SHOWN = 5
/** Pools beside each other. */
const COLUMNS = 4

/** How long each call ran in a pool, by index. */
const runs = (case_: CaseResult): ReadonlyMap<number, number> =>
  new Map(taskRuns(case_).map(({ index, started, ended }) => [index, ended - started]))

function cell(time: number | undefined, alone: number): Inline {
  if (time === undefined) return NOTHING
  return [alone > 0 ? `${duration(time)} (${ratio(time / alone)})` : duration(time)]
}

/** The section; null for one call and where no pool ran. */
export function slowestSection(comparison: Comparison): Section | null {
  const pools = explained(comparison).slice(0, COLUMNS)
  const columns = pools.map((pool) => ({ label: pool.label, times: runs(pool) }))
  const [first] = columns
  // where only chunks were timed, all calls of one are alike
  if (comparison.instrument.times === 'chunks') return null
  if (first === undefined || comparison.tasks.length < 2) return null
  const longest = ({ index }: TaskTime): number =>
    Math.max(0, ...columns.map(({ times }) => times.get(index) ?? 0))
  const shown = comparison.tasks.toSorted((a, b) => longest(b) - longest(a)).slice(0, SHOWN)
  const rows = shown.map((task): Inline[] => [
    [code(task.input)],
    [duration(task.duration)],
    ...columns.map(({ times }) => cell(times.get(task.index), task.duration)),
  ])
  const titles = [say`input`, say`serial`, ...columns.map(({ label }): Inline => [code(label)])]
  return {
    title: say`The slowest calls`,
    blocks: [
      table(titles, titles.map((_, index) => index).slice(1), rows),
      paragraph(say`The ${number(shown.length)} slowest by their time inside a pool; in brackets, that time
        against the median of ${code('serial')}.`),
    ],
    sections: [],
  }
}

/** The page: how far `auto` was behind the best of the other modes, run by run. Pure. */
import type { Environment, Estimate } from '../../src/model.ts'
import { duration, percent, ratio, ratioEstimate } from '../../src/text/format.ts'
import { code, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import { paragraph, table, type Section } from '../../src/text/view.ts'
import { number, partOf, plural } from '../../src/text/words.ts'
import { Figures } from '../peers/figures.ts'
import { regretOf, REGRET } from '../peers/goals.ts'
import type { LoadResult } from '../peers/model.ts'

export interface AutoReport {
  schema: 'lanemark/auto@1'
  /** Makes this report again, seed included. */
  command: string
  workers: number
  rounds: number
  environment: Omit<Environment, 'vitest'>
  /** The loads of each run. */
  runs: LoadResult[][]
}

/** A load in one run. */
interface Once {
  /** `auto`'s time over the best other mode's. */
  times: number
  best: string
  met: boolean
}

interface Row {
  title: string
  /** Of runs in which the machine delivered its cores. */
  counted: Once[]
}

/** In so many of the runs it has to be as quick. */
const SHARE = 0.9

/** The report as Markdown. */
export function autoMarkdown(report: AutoReport): string {
  const rows = rowsOf(report)
  return markdown({
    title: say`How good the choice of ${code('auto')} is`,
    blocks: [{ kind: 'answer', text: answer(rows) }, ...introduction(report)],
    sections: [loadsSection(rows, report), againSection(report)],
  })
}

function rowsOf({ runs }: AutoReport): Row[] {
  const [first = []] = runs
  return first.map(({ id, title }) => {
    const all = runs.flatMap((loads) => loads.find((load) => load.id === id) ?? [])
    return { title, counted: all.flatMap((load) => onceOf(load) ?? []) }
  })
}

function onceOf(load: LoadResult): Once | null {
  const figures = new Figures(load)
  const ours = figures.find('lanemark auto')
  const found = ours && figures.conclusive ? regretOf(REGRET, figures, ours) : null
  return found && { times: found.figure.value, best: found.rival ?? '', met: found.met }
}

const metIn = ({ counted }: Row): number => counted.filter(({ met }) => met).length

const isMet = (row: Row): boolean =>
  row.counted.length > 0 && metIn(row) >= SHARE * row.counted.length

function answer(rows: readonly Row[]): Inline {
  const known = rows.filter(({ counted }) => counted.length > 0)
  const all = known.reduce((sum, { counted }) => sum + counted.length, 0)
  const met = known.reduce((sum, row) => sum + metIn(row), 0)
  const loads = partOf(known.filter(isMet).length, known.length, 'load')
  return say`In ${String(met)} of ${String(all)} measurements ${code('auto')} took at most ${percent(REGRET.times - 1)} or
    ${duration(REGRET.ms)} longer than the best of the other modes, whichever is more; with ${loads} it did so in at
    least ${percent(SHARE)} of the runs.`
}

function introduction({ runs, rounds, workers }: AutoReport) {
  return [
    paragraph(say`In each of ${plural(runs.length, 'run')} every load had a process of its own, in which nothing was known
      of it. All modes were opened, on ${plural(workers, 'worker')}, and warmed up on a twentieth of the list; then they
      took turns, ${plural(rounds + 1, 'round')}, of which the first was not counted. The figure of a run is the median
      of its rounds. Runs in which the machine did not deliver its cores are left out.`),
  ]
}

function loadsSection(rows: readonly Row[], { runs }: AutoReport): Section {
  const cells = rows.map((row): Inline[] => {
    const { title, counted } = row
    if (counted.length === 0) return [say`${title}`, ['–'], ['–'], ['–'], ['no cores in any run']]
    return [
      say`${title}`,
      [bestOf(counted)],
      [ratioEstimate(estimateOf(counted))],
      [ratio(Math.max(...counted.map(({ times }) => times)))],
      isMet(row) ? [partOfRuns(row)] : [{ strong: partOfRuns(row) }],
    ]
  })
  return {
    title: say`Load by load`,
    blocks: [
      paragraph(say`The time of ${code('auto')} over that of the best other mode: the median over the runs, with its 95 %
        interval, and the worst of ${number(runs.length)}.`),
      table(
        [say`load`, say`best`, say`median`, say`worst run`, say`within the goal`],
        [2, 3, 4],
        cells,
      ),
    ],
    sections: [],
  }
}

const partOfRuns = (row: Row): string => partOf(metIn(row), row.counted.length, 'run')

const estimateOf = (counted: readonly Once[]): Estimate =>
  medianEstimate(counted.map(({ times }) => times))

/** The modes that were best in some run, the most frequent first. */
function bestOf(counted: readonly Once[]): string {
  const names = Map.groupBy(counted, ({ best }) => best.replace('lanemark ', ''))
  return [...names]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([name]) => name)
    .join(', ')
}

function againSection({ command, environment }: AutoReport): Section {
  const { cpu, cores, os, node, lanemark, date } = environment
  return {
    title: say`How it was measured`,
    blocks: [
      paragraph(
        say`${cpu}, ${plural(cores, 'core')}, ${os}, Node ${node}, lanemark ${lanemark}, ${date}.`,
      ),
      { kind: 'code', language: 'sh', lines: [command] },
    ],
    sections: [],
  }
}

/** The page: how far `auto` was behind the best of the other modes, round by round. Pure. */
import type { Environment, Estimate } from '../../src/model.ts'
import { duration, percent, ratioEstimate } from '../../src/text/format.ts'
import { code, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import { median } from '../../src/stats/quantile.ts'
import { NOTHING, paragraph, table, type Section } from '../../src/text/view.ts'
import { number, partOf, plural } from '../../src/text/words.ts'
import { Figures } from '../peers/figures.ts'
import { REGRET } from '../peers/goals.ts'
import type { LoadResult, Measured } from '../peers/model.ts'

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

/** A load, over all runs in which the machine delivered its cores. */
interface Row {
  title: string
  /** Of the fixed modes the one that takes least; null: the cores were never there. */
  best: string | null
  rounds: Round[]
}

/** `auto` and the best mode in one round, ms a list. */
interface Round {
  run: number
  auto: number
  best: number
}

/** In so many of the rounds it has to be as quick. */
const SHARE = 0.9

/** The report as Markdown. */
export function autoMarkdown(report: AutoReport): string {
  const rows = rowsOf(report)
  return markdown({
    title: say`How good the choice of ${code('auto')} is`,
    blocks: [{ kind: 'answer', text: answer(rows) }, ...introduction(report)],
    sections: [loadsSection(rows), againSection(report)],
  })
}

function rowsOf({ runs }: AutoReport): Row[] {
  const [first = []] = runs
  return first.map(({ id, title }) => {
    const all = runs.flatMap((loads) => loads.find((load) => load.id === id) ?? [])
    const figures = all.map((load) => new Figures(load)).filter(({ conclusive }) => conclusive)
    const lists = (name: string): number[][] => figures.map((one) => listsOf(one, name))
    const ours = figures.flatMap(({ measured }) => measured).filter(isFixed)
    const [best = null] = [...new Set(ours.map(({ name }) => name))].toSorted(
      (one, other) => median(lists(one).flat()) - median(lists(other).flat()),
    )
    if (best === null) return { title, best, rounds: [] }
    const [autos, bests] = [lists('lanemark auto'), lists(best)]
    const rounds = autos.flatMap((own, run) =>
      own.map((auto, round) => ({ run, auto, best: bests[run]?.[round] ?? Number.NaN })),
    )
    return { title, best, rounds }
  })
}

const isFixed = ({ role, kind }: Measured): boolean => role === 'ours' && kind !== 'auto'

/** Ms, by round that counts; none where it was not measured. */
function listsOf({ rounds, ...figures }: Figures, name: string): number[] {
  const found = figures.measured.find((contender) => contender.name === name)
  return found === undefined ? [] : rounds.map((round) => found.makespans[round] ?? Number.NaN)
}

const isWithin = (one: number, other: number): boolean =>
  one <= REGRET.times * other || one - other <= REGRET.ms

const within = ({ rounds }: Row): number =>
  rounds.filter(({ auto, best }) => isWithin(auto, best)).length

/** The best mode against itself: how often it is within the goal of what it took one round later. */
function itself({ rounds }: Row): { within: number; of: number } {
  const pairs = rounds.flatMap((round, index) => {
    const next = rounds[index + 1]
    return next?.run === round.run ? [[round.best, next.best] as const] : []
  })
  const both = pairs.flatMap(([one, other]) => [isWithin(one, other), isWithin(other, one)])
  return { within: both.filter(Boolean).length, of: both.length }
}

/** `auto`'s time over the best mode's, round by round; null without rounds. */
const timesOf = ({ rounds }: Row): Estimate | null =>
  rounds.length === 0
    ? null
    : pairedRatio(
        rounds.map(({ auto }) => auto),
        rounds.map(({ best }) => best),
      )

/** By its estimate, as the peers' goals are. */
function isMet(row: Row): boolean {
  const times = timesOf(row)
  const more = median(row.rounds.map(({ auto, best }) => auto - best))
  return times !== null && (times.value <= REGRET.times || more <= REGRET.ms)
}

function answer(rows: readonly Row[]): Inline {
  const known = rows.filter(({ best }) => best !== null)
  const often = known.filter((row) => within(row) >= SHARE * row.rounds.length).length
  return say`With ${partOf(known.filter(isMet).length, known.length, 'load')} ${code('auto')} takes at most
    ${percent(REGRET.times - 1)} or ${duration(REGRET.ms)} longer than the best of the other modes, whichever is
    more; with ${often === 0 ? 'none' : number(often)} it does so in at least ${percent(SHARE)} of the rounds.`
}

function introduction({ runs, rounds, workers }: AutoReport) {
  return [
    paragraph(say`In each of ${plural(runs.length, 'run')} every load had a process of its own, in which nothing was known
      of it. All modes were opened, on ${plural(workers, 'worker')}, and warmed up on a twentieth of the list; then they
      took turns, ${plural(rounds + 1, 'round')}, of which the first was not counted: ${code('auto')} is still learning.
      Runs in which the machine did not deliver its cores are left out.`),
  ]
}

function loadsSection(rows: readonly Row[]): Section {
  const cells = rows.map((row): Inline[] => {
    const { title, best, rounds } = row
    const times = timesOf(row)
    if (best === null || times === null) {
      return [say`${title}`, NOTHING, ['no cores in any run'], NOTHING, NOTHING]
    }
    const own = itself(row)
    return [
      say`${title}`,
      [best.replace('lanemark ', '')],
      isMet(row) ? [ratioEstimate(times)] : [{ strong: ratioEstimate(times) }],
      [`${within(row)} of ${rounds.length}`],
      own.of === 0 ? NOTHING : [`${own.within} of ${own.of}`],
    ]
  })
  return {
    title: say`Load by load`,
    blocks: [
      paragraph(say`The best mode is the one that took least over all runs. The time of ${code('auto')} over its own is
        taken round by round; the brackets hold the true value with 95 % confidence, rounds of a run taken for
        independent. Then in how many rounds ${code('auto')} was within the goal, and, for what that says on this
        machine, in how many the best mode was within the goal of itself one round before or after.`),
      table(
        [
          say`load`,
          say`best`,
          say`time of ${code('auto')}`,
          say`rounds within`,
          say`the mode itself`,
        ],
        [2, 3, 4],
        cells,
      ),
    ],
    sections: [],
  }
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

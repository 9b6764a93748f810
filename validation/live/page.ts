/** The live jobs as a page, made of the log and the replay's figures alone: the answer first. */
import { changeAlone } from '../../src/gate/page/figure-text.ts'
import { cores } from '../../src/text/format.ts'
import { code, listed, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { NOTHING, paragraph, table, type PageBlock, type Section } from '../../src/text/view.ts'
import { number, plural } from '../../src/text/words.ts'
import { metWord } from '../page/goals.ts'
import { minutesText, percentOf, rateCell, rateText } from '../page/words.ts'
import type { Rate } from '../replay/model.ts'
import { differs, pairsOf } from './beside-replay.ts'
import type { Pair, Replay } from './beside-replay.ts'
import { budgetsOf, figuresOf } from './figures.ts'
import type { FunctionFigures, LiveFigures } from './figures.ts'
import { liveGoals } from './goals.ts'
import { madeSection } from './made.ts'
import type { LiveJob } from './model.ts'
import { FUNCTIONS, SIZES } from './truth.ts'

export const liveMarkdown = (log: readonly LiveJob[], replay: Replay): string =>
  markdown(livePage(log, replay))

function livePage(log: readonly LiveJob[], replay: Replay): Section {
  const title = say`How well the gate decides, live`
  const all = budgetsOf(log).map((budget) => figuresOf(log, budget))
  const [first, ...others] = all
  if (first === undefined) {
    return { title, blocks: [answer(say`No job was run yet.`)], sections: [madeSection(log)] }
  }
  return {
    title,
    blocks: [answer(firstWords(first, replay)), goalsTable(first), about()],
    sections: [...[first, ...others].map((live) => budgetSection(live, replay)), madeSection(log)],
  }
}

const answer = (text: Inline): PageBlock => ({ kind: 'answer', text })

function firstWords(live: LiveFigures, replay: Replay): Inline {
  const { jobs, budget, identical, sizes } = live
  const caught = sizes.map(({ more, fails }) => say`of ${more} % in ${found(fails)}`)
  const goals = liveGoals(live)
  const met = goals.filter((goal) => goal.met === true).length
  return say`Live, in ${plural(jobs, 'job')} of ${number(FUNCTIONS.length)} functions and ${minutesText(budget / 60_000)}
    each, slowdowns failed: ${listed(caught)}. A false alarm failed ${found(identical.alarms)} of the
    identical jobs. Of ${number(goals.length)} goals ${number(met)} are met. ${besideWords(pairsOf(live, replay))}`
}

const found = (rate: Rate | null): string =>
  rate === null ? 'none yet' : `${rateText(rate)} (${rate.hits} of ${rate.of})`

/** What a reader must not find out by comparing two tables. */
function besideWords(pairs: readonly Pair[]): Inline {
  const compared = pairs.filter(({ p }) => p !== null)
  if (compared.length === 0) return say`No replayed figure stands beside these.`
  const apart = compared.filter(differs)
  if (apart.length === 0) {
    return say`None of ${number(compared.length)} figures differs from the replay's by more than chance.`
  }
  const told = apart.map(({ what, live, replay }) => say`${what} (${shares(live, replay)})`)
  return say`By more than chance these differ from the replay: ${listed(told)}.`
}

const shares = (live: Rate | null, replay: Rate | null): string =>
  [live, replay]
    .flatMap((rate) => (rate === null ? [] : percentOf(rate.hits / rate.of)))
    .join(', not ')

function goalsTable(live: LiveFigures): PageBlock {
  const rows = liveGoals(live).map((goal) => [
    say`${goal.aim}`,
    say`${goal.found}`,
    [{ strong: metWord(goal) }],
  ])
  const budget = minutesText(live.budget / 60_000)
  return table([say`goal, with ${budget}`, say`found`, say`so it is`], [], rows)
}

const about = (): PageBlock =>
  paragraph(say`"Met" and "missed" go by the figure itself; brackets are 95 % Clopper-Pearson intervals.
    They take cases for independent. Functions of one job share a moment of the machine, so that
    the brackets of figures with several cases a job are rather too narrow.`)

function budgetSection(live: LiveFigures, replay: Replay): Section {
  return {
    title: say`With ${minutesText(live.budget / 60_000)}: ${plural(live.jobs, 'job')}`,
    blocks: [
      ...besideReplay(live, replay),
      identicalTable(live),
      paragraph(say`Function by function, with the median width of the intervals and the smallest
        slowdown on which a job would have failed, as the gate says it, in the median.`),
      functionsTable(live.functions),
    ],
    sections: [],
  }
}

function besideReplay(live: LiveFigures, replay: Replay): PageBlock[] {
  const pairs = pairsOf(live, replay)
  const rows = pairs.map((pair) => [
    say`${pair.what}`,
    countCell(pair.live),
    rateCell(pair.live),
    rateCell(pair.replay),
    chanceCell(pair),
  ])
  const titles = [say`figure`, say`cases`, say`live`, say`replay`, say`more than chance?`]
  const budget = minutesText(replay.settings.budget / 60_000)
  return [
    table(titles, [1, 2, 3], rows),
    paragraph(say`The replay draws jobs of ${budget} from blocks of other functions, recorded on ${on(replay)}
      left to itself. Pairs differ by more than chance where Fisher's exact test says so at 5 %,
      adjusted by Holm over all of them. Jobs of a replay share their blocks, so that its figures are
      less certain than the test takes them to be.`),
  ]
}

/** A difference may be the machines'. */
const on = ({ recording: { environment } }: Replay): string =>
  `${environment.cpu} with ${cores(environment.cores)} cores`

const countCell = (rate: Rate | null): Inline =>
  rate === null ? NOTHING : say`${rate.hits} of ${rate.of}`

function chanceCell(pair: Pair): Inline {
  if (pair.p === null) return NOTHING
  return differs(pair) ? [{ strong: 'yes' }] : say`no`
}

function identicalTable({ same, otherwise }: LiveFigures): PageBlock {
  const line = (what: string, rate: Rate | null): Inline[] => [
    say`${what}`,
    countCell(rate),
    rateCell(rate),
  ]
  return table(
    [say`identical functions, in any job`, say`cases`, say`share`],
    [1, 2],
    [
      line('called "unchanged"', same.unchanged),
      line('called a regression', same.alarms),
      line('called an improvement', same.improvements),
      line('jobs that end neither with 0 nor with 1', otherwise),
    ],
  )
}

function functionsTable(functions: readonly FunctionFigures[]): PageBlock {
  const titles = [
    say`function`,
    say`identical: unchanged`,
    ...SIZES.map((size) => say`${size} % fails`),
    say`width`,
    say`would fail from`,
  ]
  const rows = functions.map(({ name, unchanged, sizes, width, resolution }) => [
    say`${code(name)}`,
    countCell(unchanged),
    ...sizes.map(({ fails }) => countCell(fails)),
    width === null ? NOTHING : say`${(100 * width).toFixed(2)} %`,
    resolution === null ? NOTHING : say`${changeAlone(resolution)}`,
  ])
  return table(titles, titles.map((_, index) => index).slice(1), rows)
}

/** The tables of the page. */
import { change, changeAlone } from '../../src/gate/page/figure-text.ts'
import { code, say, type Inline } from '../../src/text/inline.ts'
import { NOTHING, table, type PageBlock } from '../../src/text/view.ts'
import type { Condition, Effect } from '../model.ts'
import { metWord, goalsOf } from './goals.ts'
import { minutesText, percentOf, rateCell } from './words.ts'
import { SLOWER } from '../replay/effects.ts'
import type {
  EffectJobs,
  OtherRow,
  Rate,
  RawFigure,
  SameJobs,
  Validation,
} from '../replay/model.ts'

const effectTitles: Inline[] = SLOWER.map((effect) => say`${effect} % fails`)

/** Columns from 1 to the last one. */
const right = (titles: readonly Inline[], from = 1): number[] =>
  titles.map((_, index) => index).slice(from)

export function goalsTable(validation: Validation): PageBlock {
  const rows = goalsOf(validation).map((goal) => [
    say`${goal.aim}`,
    say`${goal.found}`,
    [{ strong: metWord(goal) }],
  ])
  return table([say`goal, on a machine left to itself`, say`found`, say`so it is`], [], rows)
}

/** @param what stands at the head of the first column */
export function sameTable(what: string, found: readonly SameJobs[]): PageBlock {
  const line = (name: Inline, cell: (row: SameJobs) => Inline): Inline[] => [
    name,
    ...found.map(cell),
  ]
  const rows = [
    line(say`jobs that fail: false alarms`, ({ fails }) => rateCell(fails)),
    line(say`jobs with a figure that is "surely slower"`, ({ sure }) => rateCell(sure)),
    line(say`jobs with an improvement`, ({ improvements }) => rateCell(improvements)),
    line(say`intervals of stage 2 that hold the truth`, ({ coverage }) => rateCell(coverage.test)),
    line(say`all intervals shown that hold the truth`, ({ coverage }) => rateCell(coverage.shown)),
    line(say`figures that went on to stage 2, a job`, ({ wentOn }) => say`${wentOn.toFixed(2)}`),
    line(
      say`figures not measured for want of time, a job`,
      ({ unmeasured }) => say`${unmeasured.toFixed(2)}`,
    ),
    line(say`inconclusive figures, a job`, ({ inconclusive }) => say`${inconclusive.toFixed(2)}`),
    line(say`parts of stage 2 cut for want of blocks`, ({ capped }) => rateCell(capped)),
    line(
      say`minutes of a job: mean, longest`,
      ({ minutes }) => say`${minutes.mean.toFixed(1)}, ${minutes.longest.toFixed(1)}`,
    ),
  ]
  const titles = [say`${what}`, ...found.map(({ condition }) => say`${condition}`)]
  return table(titles, right(titles), rows)
}

/** One row a kernel, and where it has several figures one for each of them. */
export function powerTable({ effects, overall }: Validation, condition: Condition): PageBlock {
  const own = effects.filter((row) => row.condition === condition)
  const byKernel = Map.groupBy(own, ({ kernel }) => kernel)
  const rows = [...byKernel].flatMap(([kernel, found]) =>
    [powerRow(say`${code(kernel)}`, found)].concat(figureRows(found)),
  )
  const all = overall.filter((row) => row.condition === condition)
  const titles = [say`kernel`, say`1 % reported`, ...effectTitles]
  return table(titles, right(titles), [...rows, powerRow(say`all kernels`, all)])
}

function figureRows(found: readonly EffectJobs[]): Inline[][] {
  const figures = found[0]?.figures ?? []
  if (figures.length < 2) return []
  return figures.map(({ figure, truth }, index) => {
    const name = truth === 1 ? say`– its ${figure} (unchanged)` : say`– its ${figure}`
    const own = found.flatMap(({ effect, figures: parts }) => {
      const part = parts[index]
      return part === undefined ? [] : [{ effect, fails: part.fails, reported: part.reported }]
    })
    return powerRow(name, own)
  })
}

type Caught = { effect: Effect; fails: Rate; reported: Rate }

const powerRow = (name: Inline, rows: readonly Caught[]): Inline[] => [
  name,
  rateCell(rows.find(({ effect }) => effect === 1)?.reported ?? null),
  ...SLOWER.map((effect) => rateCell(rows.find((row) => row.effect === effect)?.fails ?? null)),
]

/** Our own rule first, then the others by their order. */
export function othersTable(
  { same, overall, others }: Validation,
  condition: Condition,
): PageBlock {
  const ours = same.find((row) => row.condition === condition)
  const rows = others.filter((row) => row.condition === condition).map(otherRow)
  const first: Inline[] = [
    [{ strong: 'lanemark' }],
    say`in blocks`,
    ours === undefined ? NOTHING : say`${minutesText(ours.minutes.mean)}`,
    rateCell(ours?.fails ?? null),
    ...SLOWER.map((effect) =>
      rateCell(
        overall.find((row) => row.condition === condition && row.effect === effect)?.fails ?? null,
      ),
    ),
  ]
  const titles = [
    say`rule`,
    say`processes a side`,
    say`takes`,
    say`false alarms a job`,
    ...effectTitles,
  ]
  return table(titles, right(titles), [first, ...rows])
}

function otherRow({ rule, runs, minutes, found }: OtherRow): Inline[] {
  const rates =
    found === null
      ? [say`needs ${2 * runs} blocks`].concat(SLOWER.map(() => NOTHING))
      : [found.alarms].concat(found.power.map(({ fails }) => fails)).map(rateCell)
  return [say`${rule}`, say`${runs}`, say`${minutesText(minutes)}`].concat(rates)
}

export function variationsTable({ variations }: Validation, condition: Condition): PageBlock {
  const titles = [
    say`variation`,
    say`false alarms a job`,
    say`1 % reported`,
    say`2 % fails`,
    say`stage 2 holds the truth`,
    say`takes`,
  ]
  const rows = variations
    .filter((row) => row.condition === condition)
    .map(({ name, alarms, power, coverage, minutes }) => [
      say`${name}`,
      rateCell(alarms),
      rateCell(power.find(({ effect }) => effect === 1)?.reported ?? null),
      rateCell(power.find(({ effect }) => effect === 2)?.fails ?? null),
      rateCell(coverage),
      say`${minutesText(minutes)}`,
    ])
  return table(titles, right(titles), rows)
}

/** Which of a kernel's benchmarks. */
function kind({ effect, twin }: RawFigure): string {
  if (twin === 'reworded') return 'reworded'
  return effect === 0 ? `twin ${twin}` : `${effect} % more`
}

const spreadCell = (spread: number | null): Inline =>
  spread === null ? NOTHING : say`${(100 * spread).toFixed(2)} %`

/** Bias and spread: what the recorded blocks say of the figures, as they are. */
export function rawTable(rows: readonly RawFigure[]): PageBlock {
  const titles = [
    say`benchmark`,
    say`figure`,
    say`truth`,
    say`head / base`,
    say`sd of a block`,
    say`by the mean call`,
    say`by several slices`,
    say`next block alike`,
    say`blocks`,
    say`dropped`,
  ]
  return table(
    titles,
    right(titles, 2),
    rows.map((row) => [
      say`${code(row.kernel)}, ${kind(row)}`,
      say`${row.figure}`,
      say`${row.truth === 1 ? '0 %' : changeAlone(row.truth)}`,
      say`${change(row.change)}`,
      spreadCell(row.spread.fastest),
      spreadCell(row.spread.mean),
      spreadCell(row.spread.least),
      row.serial === null ? NOTHING : say`${row.serial.toFixed(2)}`,
      say`${row.change.n}`,
      say`${row.dropped}`,
    ]),
  )
}

export const sourcesList = ({ others }: Validation): PageBlock => {
  const met = new Map(others.map((row) => [row.rule, row]))
  const items = [...met.values()].map(
    ({ rule, does, source }) => say`${rule}: ${does} (${source}).`,
  )
  return { kind: 'list', items }
}

/** How many of the A/A intervals hold "no change": 95 % of them should. */
export function biasShare(raw: readonly RawFigure[], condition: Condition): string {
  const own = raw.filter(
    (row) => row.condition === condition && row.effect === 0 && row.twin !== 'reworded',
  )
  const told = own.flatMap(({ change: { interval } }) => (interval === null ? [] : [interval]))
  const held = told.filter(({ low, high }) => low <= 1 && 1 <= high).length
  return told.length === 0
    ? 'none has an interval'
    : `${held} of ${told.length} intervals (${percentOf(held / told.length)}) hold "no change"`
}

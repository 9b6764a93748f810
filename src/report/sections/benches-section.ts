/** Groups of plain `bench()` functions. */
import type { BenchGroup, BenchTask, Estimate, Latency } from '../../model.ts'
import { count, duration, durationEstimate, percent, ratioEstimate } from '../../text/format.ts'
import { code, join, listed, say, type Inline } from '../../text/inline.ts'
import { paragraph, table, type PageBlock, type Section } from '../../text/view.ts'
import { plural } from '../../text/words.ts'

type Told = BenchTask & { latency: Latency & { state: 'told' } }
type Under = BenchTask & { latency: Latency & { state: 'under' } }

/** Room for a name in a sentence. */
const NAME = 60

/** Median and mean are both stated from this relative difference on. */
const APART = 0.05

/** Shares of time from here on are worth a column. */
const NOTABLE = 0.01

const named = (task: BenchTask): Inline => [code(task.name, NAME)]

const isTold = (task: BenchTask): task is Told => task.latency.state === 'told'
const isUnder = (task: BenchTask): task is Under => task.latency.state === 'under'

/** Fastest first. */
const toldOf = ({ tasks }: BenchGroup): Told[] =>
  tasks.filter(isTold).toSorted((a, b) => a.latency.median.value - b.latency.median.value)

const underOf = ({ tasks }: BenchGroup): Under[] => tasks.filter(isUnder)

/** Whether a ratio is surely above 1. */
const sure = (ratio: Estimate): boolean => (ratio.interval?.low ?? 0) > 1

/** Rare slow calls, or garbage, which the median does not show. */
function isSkewed({ latency: { median, mean } }: Told): boolean {
  const { low, high } = median.interval ?? { low: median.value, high: median.value }
  return Math.abs(mean / median.value - 1) >= APART && (mean < low || mean > high)
}

function close(others: readonly BenchTask[]): Inline {
  const equal = others.filter((task) => task.ratio !== null && !sure(task.ratio))
  if (equal.length === 0) return []
  return say`; it cannot be told from ${listed(equal.map(named))}`
}

const EMPTY = { loop: 'an empty loop', clock: 'two readings of the clock' } as const

/** `under 0.3 ns, not told apart from an empty loop`. */
const underText = ({ limit, against }: Under['latency']): string =>
  `under ${duration(limit)}, not told apart from ${EMPTY[against]}`

/** Which function is fastest, one sentence. */
export function groupAnswer(group: BenchGroup): Inline {
  const [fastest, ...others] = toldOf(group)
  const under = underAnswer(group)
  if (fastest === undefined) return under.length === 0 ? say`Nothing was measured.` : under
  const answer = toldAnswer(fastest, others)
  return under.length === 0 ? answer : say`${answer} ${under}`
}

/** Those without a figure, by what they cannot be told from. */
function underAnswer(group: BenchGroup): Inline {
  const sentences = (['loop', 'clock'] as const).flatMap((against) => {
    const own = underOf(group).filter(({ latency }) => latency.against === against)
    if (own.length === 0) return []
    const limit = Math.max(...own.map(({ latency }) => latency.limit))
    return [
      say`A call of ${listed(own.map(named))} took ${underText({ state: 'under', limit, against })}.`,
    ]
  })
  return join(sentences, ' ')
}

function toldAnswer(fastest: Told, others: readonly Told[]): Inline {
  const time = durationEstimate(fastest.latency.median)
  const last = others.at(-1)
  if (last === undefined || last.ratio === null)
    return say`A call of ${named(fastest)} took ${time}.`
  const slowest = say`${named(last)} took ${ratioEstimate(last.ratio)} as long`
  return sure(last.ratio)
    ? say`${named(fastest)} was the fastest with ${time} a call${close(others)}; ${slowest}.`
    : say`No function can be told to be the fastest: ${named(fastest)} took ${time} a call and ${slowest}.`
}

interface Column {
  title: string
  cell: (task: BenchTask) => string
  /** Left out where it has nothing to say. */
  shown: boolean
}

function columnsOf({ tasks }: BenchGroup, fastest: BenchTask | undefined): Column[] {
  return [
    {
      title: 'median time of a call',
      cell: ({ latency }) =>
        latency.state === 'told' ? durationEstimate(latency.median) : underText(latency),
      shown: true,
    },
    {
      title: 'mean',
      cell: ({ latency }) => (latency.state === 'told' ? duration(latency.mean) : '–'),
      shown: tasks.some((task) => isTold(task) && isSkewed(task)),
    },
    {
      title: 'against the fastest',
      cell: (task) =>
        task.ratio !== null ? ratioEstimate(task.ratio) : task === fastest ? '1x' : '–',
      shown: true,
    },
    {
      title: 'collecting garbage',
      cell: ({ garbage }) => (garbage === null ? '–' : percent(garbage)),
      shown: tasks.some(({ garbage }) => garbage !== null && garbage >= NOTABLE),
    },
    {
      title: 'bytes a call',
      cell: ({ bytes }) => (bytes === null ? '–' : count(bytes.value)),
      shown: tasks.some(({ bytes }) => bytes !== null),
    },
    { title: 'calls', cell: ({ calls }) => count(calls), shown: true },
    { title: 'samples', cell: ({ samples }) => count(samples), shown: true },
  ]
}

function cellsOf(task: BenchTask, columns: readonly Column[]): Inline[] {
  const others = columns.map(({ cell }): Inline => say`${cell(task)}`)
  return [[code(task.name)], ...others]
}

/** The section of one group. */
export function groupSection(group: BenchGroup): Section {
  const told = toldOf(group)
  const columns = columnsOf(group, told[0]).filter(({ shown }) => shown)
  const rows = [...underOf(group), ...told].map((task) => cellsOf(task, columns))
  const titles = [say`function`, ...columns.map(({ title }) => say`${title}`)]
  const figures = columns.map((_, at) => at + 1)
  return {
    title: say`${group.name}`,
    blocks: [
      { kind: 'answer', text: groupAnswer(group) },
      table(titles, figures, rows),
      ...remarks(group),
      paragraph(say`The functions took turns in ${plural(group.rounds, 'round')}, in an order drawn from
        the seed ${code(String(group.seed))}. Ratios are taken round by round. Brackets give the
        interval: the range that holds the true value with a confidence of 95 % or more.`),
    ],
    sections: [],
  }
}

/** What to know of single functions, and what to do. */
function remarks(group: BenchGroup): PageBlock[] {
  return [
    ...deadCode(group),
    ...toldOf(group).filter(isSkewed).map(skewed),
    ...group.tasks.filter(({ ended }) => ended !== null).map(cutShort),
  ]
}

function deadCode(group: BenchGroup): PageBlock[] {
  const dead = underOf(group).filter(({ latency }) => latency.against === 'loop')
  if (dead.length === 0) return []
  return [
    {
      kind: 'warning',
      text: say`The compiler leaves nothing of ${listed(dead.map(named))} that could be measured. If
        there is work in it, return its value or store it somewhere, so that it cannot be dropped, and
        let it depend on something that changes, so that it cannot be worked out once for all calls.`,
    },
  ]
}

function skewed(task: Told): PageBlock {
  const { median, mean } = task.latency
  const garbage =
    task.garbage !== null && task.garbage >= NOTABLE
      ? say`; ${percent(task.garbage)} of its time went into collecting garbage`
      : []
  return paragraph(say`${named(task)}: the mean of all calls is ${duration(mean)}, the median
    ${duration(median.value)}. Some calls take much longer or shorter than most${garbage}.`)
}

function cutShort({ name, ended, calls }: BenchTask): PageBlock {
  return {
    kind: 'warning',
    text: say`${code(name, NAME)} was ended after ${duration(ended ?? 0)} of real time and
      ${plural(calls, 'call')}, short of the time asked for: its calls took far longer than they
      counted for, by their hooks or by the durations that they tell themselves.`,
  }
}

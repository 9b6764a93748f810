/** Groups of plain `bench()` functions. */
import type { BenchGroup, BenchTask, Estimate } from '../../model.ts'
import { count, durationEstimate, ratioEstimate } from '../format.ts'
import { code, listed, say, type Inline } from '../inline.ts'
import { paragraph, table, type Section } from '../view.ts'
import { plural } from '../words.ts'

/** Room for a name in a sentence. */
const NAME = 60

const named = (task: BenchTask): Inline => [code(task.name, NAME)]

/** Fastest first. */
const sorted = ({ tasks }: BenchGroup): BenchTask[] =>
  tasks.toSorted((a, b) => a.latency.value - b.latency.value)

/** Whether a ratio is surely above 1. */
const sure = (ratio: Estimate): boolean => (ratio.interval?.low ?? 0) > 1

function close(others: readonly BenchTask[]): Inline {
  const equal = others.filter((task) => task.ratio !== null && !sure(task.ratio))
  if (equal.length === 0) return []
  return say`; it cannot be told from ${listed(equal.map(named))}`
}

/** Which function is fastest, one sentence. */
export function groupAnswer(group: BenchGroup): Inline {
  const [fastest, ...others] = sorted(group)
  if (fastest === undefined) return say`Nothing was measured.`
  const time = durationEstimate(fastest.latency)
  const last = others.at(-1)
  if (last === undefined || last.ratio === null)
    return say`A call of ${named(fastest)} took ${time}.`
  const slowest = say`${named(last)} took ${ratioEstimate(last.ratio)} as long`
  return sure(last.ratio)
    ? say`${named(fastest)} was the fastest with ${time} a call${close(others)}; ${slowest}.`
    : say`No function can be told to be the fastest: ${named(fastest)} took ${time} a call and ${slowest}.`
}

/** The section of one group. */
export function groupSection(group: BenchGroup): Section {
  const rows = sorted(group).map((task, index): Inline[] => [
    [code(task.name)],
    [durationEstimate(task.latency)],
    [task.ratio === null ? (index === 0 ? '1x' : '–') : ratioEstimate(task.ratio)],
    [count(task.samples)],
  ])
  const titles = [say`function`, say`median time of a call`, say`against the fastest`, say`samples`]
  return {
    title: say`${group.name}`,
    blocks: [
      { kind: 'answer', text: groupAnswer(group) },
      table(titles, [1, 2, 3], rows),
      paragraph(say`The functions took turns in ${plural(group.rounds, 'round')}, in an order drawn from
        the seed ${code(String(group.seed))}. Ratios are taken round by round. Brackets give the
        interval: the range that holds the true value with a confidence of 95 % or more.`),
    ],
    sections: [],
  }
}

/** What the tools said, as a page: whether ours agrees with mitata, and what else there is to say. */
import type { BenchGroup, BenchTask } from '../../src/model.ts'
import { duration, durationEstimate, ratio, ratioEstimate } from '../../src/text/format.ts'
import { code, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { environmentSection } from '../../src/report/sections/environment-section.ts'
import { paragraph, table, type PageBlock, type Section } from '../../src/text/view.ts'
import { number } from '../../src/text/words.ts'
import { median } from '../../src/stats/quantile.ts'
import type { Figure, Result, Tool } from './model.ts'

/** Ms; below this, what a tool's loop happens to look like decides. */
const LEAST = 5e-6

/** Relative difference up to which two tools agree. */
const AGREED = 0.05

/** Largest ratio of our time to stock Vitest's. */
const TIME_RATIO = 1.15

export const clockMarkdown = (result: Result): string => markdown(clockPage(result))

export function clockPage(result: Result): Section {
  return {
    title: say`What small functions take`,
    blocks: [
      { kind: 'answer', text: answer(result) },
      figuresTable(result),
      ...notes(result),
      paragraph(say`Each figure is the lowest of ${number(result.runs.ours.length)} fresh processes' medians of
        a call, as the tool itself states it: whatever disturbs a process only adds. The tools took turns,
        and each process timed all functions. lanemark's own interval is that of the same process.`),
    ],
    sections: [difference(result), time(result), environmentSection(result), again()],
  }
}

const namesOf = ({ runs }: Result): string[] =>
  runs.mitata[0]?.figures.map(({ name }) => name) ?? []

function of(result: Result, tool: Tool, name: string, what: keyof Omit<Figure, 'name'>): number[] {
  return result.runs[tool].flatMap(({ figures }) =>
    figures.filter((figure) => figure.name === name).map((figure) => figure[what]),
  )
}

/** The lowest of the processes' medians: whatever disturbs a process only adds. */
const center = (result: Result, tool: Tool, name: string): number =>
  Math.min(...of(result, tool, name, 'median'))

/** Ours / another's. */
const against = (result: Result, tool: Tool, name: string): number =>
  center(result, 'ours', name) / center(result, tool, name)

interface Judged {
  name: string
  /** Null where mitata's figure is too small to be held against. */
  agrees: boolean | null
  reason: string
}

function judged(result: Result, name: string): Judged {
  if (center(result, 'mitata', name) < LEAST) return { name, agrees: null, reason: 'below 5 ns' }
  const agrees = (tool: Tool): boolean => Math.abs(against(result, tool, name) - 1) <= AGREED
  if (agrees('mitata')) return { name, agrees: true, reason: 'agrees' }
  const reason = agrees('mitata, one call a turn')
    ? 'another compilation: with one call a turn of its loop, mitata agrees'
    : 'differs'
  return { name, agrees: false, reason }
}

function answer(result: Result): Inline {
  const all = namesOf(result).map((name) => judged(result, name))
  const compared = all.filter(({ agrees }) => agrees !== null)
  const agreeing = compared.filter(({ agrees }) => agrees === true)
  return say`From 5 ns on, ${agreeing.length} of ${compared.length} functions take the same as under
    mitata, within 5 %.`
}

/** The function in the process with the lowest median. */
function taskOf({ benches, runs }: Result, name: string): BenchTask | undefined {
  const medians = runs.ours.map(
    ({ figures }) => figures.find((one) => one.name === name)?.median ?? 0,
  )
  const best = benches[medians.indexOf(Math.min(...medians))]
  return best?.tasks.find((task) => task.name === name)
}

function ownText(task: BenchTask | undefined): string {
  if (task === undefined) return '–'
  const { latency } = task
  return latency.state === 'told'
    ? durationEstimate(latency.median)
    : `under ${duration(latency.limit)}, not told apart`
}

function figuresTable(result: Result): PageBlock {
  const rows = namesOf(result).map((name): Inline[] => {
    const { agrees, reason } = judged(result, name)
    const text = (tool: Tool): Inline => say`${duration(center(result, tool, name))}`
    return [
      say`${name}`,
      text('mitata'),
      text('mitata, one call a turn'),
      text('stock'),
      say`${ownText(taskOf(result, name))}`,
      say`${agrees === null ? '–' : ratio(against(result, 'mitata', name))}`,
      say`${reason}`,
    ]
  })
  const titles = [
    say`function`,
    say`mitata`,
    say`mitata, one call a turn`,
    say`stock Vitest`,
    say`lanemark`,
    say`lanemark / mitata`,
    say`so`,
  ]
  return table(titles, [1, 2, 3, 4, 5], rows)
}

function notes(result: Result): PageBlock[] {
  const other = namesOf(result).filter((name) => judged(result, name).agrees === false)
  if (other.length === 0) return []
  return [
    paragraph(say`mitata writes four calls into each turn of its loop. Where the compiler can put
      neighbouring calls together (a value that the next call reads stays in a register, a loop's
      start is prepared while the last call still runs) a call is cheaper there than it is alone;
      lanemark makes one call a turn and takes the empty loop's time off.`),
  ]
}

/** Whether two functions that differ by two of twenty multiplications are told apart. */
function difference({ pairs }: Result): Section {
  const rows = pairs.flatMap((group, round): Inline[][] =>
    slower(group).map((task) => [
      say`${round + 1}`,
      [code(task.name)],
      say`${ownText(task)}`,
      say`${task.ratio === null ? '–' : ratioEstimate(task.ratio)}`,
    ]),
  )
  const titles = [say`process`, say`slower`, say`a call`, say`against the other`]
  return {
    title: say`Ten percent of twenty nanoseconds`,
    blocks: [
      paragraph(
        say`Twenty and twenty-two multiplications in a chain, compared with each other alone.`,
      ),
      table(titles, [0, 2, 3], rows),
    ],
    sections: [],
  }
}

const slower = ({ tasks }: BenchGroup): BenchTask[] => tasks.filter((task) => task.ratio !== null)

function time({ runs }: Result): Section {
  const took = (tool: Tool): number[] => runs[tool].map((run) => run.took)
  const ratios = took('ours').map((own, round) => own / took('stock')[round]!)
  const met = median(ratios) <= TIME_RATIO ? 'within' : 'beyond'
  return {
    title: say`Time`,
    blocks: [
      paragraph(say`All functions in one comparison took ${duration(median(took('ours')))} under lanemark
        and ${duration(median(took('stock')))} under stock Vitest: ${ratio(median(ratios))}, ${met} the
        1.15x that it may take.`),
    ],
    sections: [],
  }
}

const again = (): Section => ({
  title: say`How to run it again`,
  blocks: [{ kind: 'code', language: 'sh', lines: ['npm run bench:clock'] }],
  sections: [],
})

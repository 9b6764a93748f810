/** Where the time of the pools went: the gap to perfect sharing in parts that add up to it. */
import type { Breakdown, CaseResult, Comparison } from '../../model.ts'
import { duration, percent } from '../../text/format.ts'
import { code, join, say, type Inline } from '../../text/inline.ts'
import {
  list,
  paragraph,
  picturesOf,
  table,
  type PageBlock,
  type PictureRef,
} from '../../text/view.ts'
import type { Section } from '../../text/view.ts'
import { explained, type Explained } from './explained.ts'
import { lanesBlock } from './lanes-table.ts'
import { slowestSection } from './slowest-section.ts'

/** More pools than this get a table of their own for the rest. */
const COLUMNS = 4
/** A gap or a part below this share of the time is not worth a remedy. */
const LITTLE = 0.02
/** Shares below this are none. */
const EPSILON = 1e-9

type Part = keyof Breakdown['parts']

const NAME: Record<Part, string> = {
  startup: 'start-up',
  serialisation: 'serialisation',
  queueing: 'queueing',
  imbalance: 'imbalance',
  inflation: 'inflation',
  system: 'system',
  contention: 'contention',
  residual: 'residual',
}

const WHAT: Record<Part, string> = {
  startup: "importing the kernel's module in each worker, once",
  serialisation: 'turning inputs and results into bytes and back',
  queueing: 'messages under way, and the time between two chunks',
  imbalance: 'workers without work while others went on',
  inflation: 'calls that used more CPU time in the program than alone',
  system: 'calls for which the operating system used more CPU time than alone',
  contention: 'calls that waited longer for a core than alone',
  residual: 'calls that took longer than alone for neither reason',
}

/** What a part means when it weighs most, as the end of a sentence. */
const MEANS: Record<Part, string> = {
  startup:
    "the workers had to import the kernel's module first, which a pool that lives longer does once",
  serialisation:
    'inputs and results had to be turned into bytes and back, so smaller ones would help',
  queueing:
    'the workers waited for messages, because the calls are too short or too few to hide their way',
  imbalance:
    'a worker had nothing left to do while another went on, so calls of more even length would help',
  inflation:
    'the calls themselves used more CPU time side by side than alone, as happens with shared caches, memory and garbage collection',
  system:
    'the operating system did more for the calls side by side than alone, as happens where fresh memory is mapped: threads share one address space and its locks',
  contention: 'the calls waited for a core, because more was running than the cores could take',
  residual:
    'the calls took longer side by side than alone, and neither the CPU time of their threads nor waiting for a core tells why; locks and work handed to background threads show here',
}

const partsOf = ({ parts }: Breakdown): [Part, number][] =>
  Object.entries(NAME).map(([part]) => [part as Part, parts[part as Part]])

const share = (time: number, { makespan }: Breakdown): string =>
  makespan > 0 ? ` (${percent(time / makespan)})` : ''

/** What rounding leaves of a sum is nothing. */
function cell(time: number, all: Breakdown): Inline {
  const kept = Math.abs(time) < EPSILON * all.makespan ? 0 : time
  return [`${duration(kept)}${share(kept, all)}`]
}

function partTable(cases: readonly Explained[]): PageBlock {
  const row = (name: Inline, time: (all: Breakdown) => number): Inline[] => [
    name,
    ...cases.map(({ breakdown: all }) => cell(time(all), all)),
  ]
  const rows = Object.entries(NAME).map(([part, name]) =>
    row(say`+ ${name}: ${WHAT[part as Part]}`, ({ parts }) => parts[part as Part]),
  )
  return table(
    [say`part`, ...cases.map(({ label }): Inline => [code(label)])],
    cases.map((_, index) => index + 1),
    [
      row(say`perfect sharing: the work of ${code('serial')} / workers`, ({ ideal }) => ideal),
      ...rows,
      row([{ strong: 'time of the pool' }], ({ makespan }) => makespan),
    ],
  )
}

function partTables(cases: readonly Explained[]): PageBlock[] {
  const tables: PageBlock[] = []
  for (let from = 0; from < cases.length; from += COLUMNS)
    tables.push(partTable(cases.slice(from, from + COLUMNS)))
  return tables
}

/** Which part weighs most, and what that means. */
function verdictLine({ label, breakdown: all }: Explained): Inline {
  const gap = all.makespan - all.ideal
  const [part, most] = partsOf(all).toSorted(([, a], [, b]) => b - a)[0] ?? ['residual', 0]
  const name = say`${code(label)}: `
  if (gap < 0)
    return say`${name}faster than perfect sharing, so ${code('serial')} had a slow moment in this round.`
  if (most < LITTLE * all.makespan)
    return say`${name}next to nothing was lost; no part is ${percent(LITTLE)} of the time.`
  return say`${name}${{ strong: NAME[part] }} weighs most, ${duration(most)}${share(most, all)}:
    ${MEANS[part]}.`
}

/** The pool's own start, which a program pays once. */
function startLine({ label, startup }: CaseResult): Inline[] {
  if (startup.length === 0) return []
  const [least, most] = [Math.min(...startup), Math.max(...startup)]
  const range = duration(least) === duration(most) ? [] : say` to ${duration(most)}`
  return [say`${code(label)} ${duration(least)}${range}`]
}

function startNote(cases: readonly CaseResult[]): PageBlock[] {
  const lines = cases.flatMap(startLine)
  if (lines.length === 0) return []
  return [
    paragraph(say`Starting the workers came before and is in none of these times: ${join(lines, ', ')} until a
      worker was ready.`),
  ]
}

const CAPTION = say`Each bar is the time of a pool, from perfect sharing on the left through what was
  lost.`

/** The section; null where no pool ran. */
export function timeSection(
  comparison: Comparison,
  pictures: readonly PictureRef[],
): Section | null {
  const cases = explained(comparison)
  if (cases.length === 0) return null
  const slowest = slowestSection(comparison)
  return {
    title: say`Where the time went`,
    blocks: [
      paragraph(say`Perfect sharing would give every worker the same amount of the work that ${code('serial')}
        did, and nothing else. What a pool took beyond that is split here, averaged over its
        workers; shares are of the pool's time. The figures are from one round, the one with the
        median time.`),
      ...partTables(cases),
      list(cases.map(verdictLine)),
      ...picturesOf(pictures, 'breakdown', CAPTION),
      ...startNote(cases),
      lanesBlock(cases),
    ],
    sections: slowest === null ? [] : [slowest],
  }
}

/** A comparison's tasks and trips as the timeline of a page takes them. Pure. */
import { lanesOf } from '../charts/timeline/bars.ts'
import type { Bar, Kind, Lane } from '../charts/timeline/bars.ts'
import { NAMES } from '../charts/timeline/overheads.ts'
import { MODE_LOOKS, PART_COLOURS } from '../charts/theme.ts'
import type { CaseResult, Comparison } from '../model.ts'
import { isPool } from '../modes.ts'

/** `[kind, from, to, label]`: an index into `kinds`, ms after the call, an index into `labels` or -1. */
export type BarData = readonly [kind: number, from: number, to: number, label: number]

export interface TimelineData {
  /** What a bar is and its colour; the first one, a task, has its mode's colour. */
  kinds: { name: string; colour: string }[]
  labels: string[]
  cases: {
    name: string
    colour: string
    /** Ms; the earliest end that any schedule could reach, null without workers. */
    bound: number | null
    lanes: { name: string; bars: BarData[] }[]
  }[]
  /** Of so many bars every so many are there; 1: all. */
  every: number
}

/** Bars of one page: more would make it large, and nobody could see them. */
const MOST = 4000
/** Room for an input. */
const LABEL = 120
/** Decimals of a millisecond. */
const DIGITS = 4

const KINDS: readonly Kind[] = ['run', 'startup', 'serialise', 'deserialise', 'message']

/** Null where nothing was traced. */
export function timelineData({ cases, tasks }: Comparison): TimelineData | null {
  const inputs = new Map(tasks.map(({ input }, index) => [index, input.slice(0, LABEL)]))
  const traced = cases.map((case_) => ({ case_, lanes: lanesOf(case_, inputs) }))
  const count = traced.reduce((all, { lanes }) => all + countOf(lanes), 0)
  if (count === 0) return null
  const every = Math.ceil(count / MOST)
  const labels = new Map<string, number>()
  const work = tasks.reduce((sum, { duration }) => sum + duration, 0)
  return {
    kinds: KINDS.map((kind) => ({ name: nameOf(kind), colour: colourOf(kind) })),
    cases: traced.map(({ case_, lanes }) => ({
      name: case_.label,
      colour: MODE_LOOKS[case_.mode].colour,
      bound: boundOf(case_, work),
      lanes: lanes.map(({ name, bars }) => ({
        name,
        bars: bars.filter((_, index) => index % every === 0).map((bar) => barData(bar, labels)),
      })),
    })),
    labels: [...labels.keys()],
    every,
  }
}

const countOf = (lanes: readonly Lane[]): number =>
  lanes.reduce((sum, { bars }) => sum + bars.length, 0)

const nameOf = (kind: Kind): string => (kind === 'run' ? 'task' : NAMES[kind])

const colourOf = (kind: Kind): string => (kind === 'run' ? '' : PART_COLOURS[kind])

const round = (ms: number): number => Number(ms.toFixed(DIGITS))

function barData({ kind, from, to, label }: Bar, labels: Map<string, number>): BarData {
  if (kind === 'run' && !labels.has(label)) labels.set(label, labels.size)
  const place = kind === 'run' ? (labels.get(label) ?? -1) : -1
  return [KINDS.indexOf(kind), round(from), round(to), place]
}

function boundOf(case_: CaseResult, work: number): number | null {
  const least = work / case_.bound
  return isPool(case_) && Number.isFinite(least) && least > 0 ? round(least) : null
}

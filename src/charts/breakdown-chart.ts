/** Where each pool's time went, stacked; parts below zero stand left of it. */
import type { Breakdown, Comparison, Mode } from '../model.ts'
import { duration } from '../text/format.ts'
import { timeAxis } from './axis.ts'
import { box, line, text, upright } from './draw.ts'
import type { Plot } from './frame.ts'
import { plotWidth } from './frame.ts'
import type { Entry } from './legend.ts'
import { boxEntry, lineEntry } from './legend.ts'
import type { Svg } from './svg.ts'
import { fitted, textWidth, wrapped } from './text.ts'
import { INK, MARGIN, MODE_LOOKS, PART_COLOURS, SIZE } from './theme.ts'
import { capacityRemarks, caseName } from './captions.ts'

type PartName = keyof Breakdown['parts']

interface Part {
  name: PartName | 'ideal'
  time: number
}

/** A part between two times; a negative one lies left of zero. */
export interface Segment extends Part {
  from: number
  to: number
}

interface Row {
  name: string
  mode: Mode
  breakdown: Breakdown
  segments: Segment[]
}

const LOOKS: Record<PartName, { fill: string; stroke?: string; name: string }> = {
  startup: { fill: PART_COLOURS.startup, name: 'start-up' },
  serialisation: { fill: PART_COLOURS.serialise, name: 'serialisation' },
  queueing: { fill: PART_COLOURS.message, name: 'queueing: messages, gaps' },
  imbalance: { fill: INK.pale, name: 'imbalance: idle' },
  inflation: { fill: PART_COLOURS.inflation, name: 'inflation: more CPU time' },
  system: { fill: PART_COLOURS.system, name: 'system: more of its time' },
  contention: { fill: PART_COLOURS.contention, name: 'contention: no core free' },
  residual: { fill: INK.paper, stroke: INK.faint, name: 'residual' },
}
const NAMES = Object.keys(LOOKS) as PartName[]

const MEANING = 'A makespan is the work shared evenly (ideal) and what comes on top.'
const NEGATIVE = 'Parts left of zero shortened it.'

const LEFT = MARGIN + 130
const RIGHT = 36
const PLOT = plotWidth({ left: LEFT, right: RIGHT })
const BAR = 28
const LINE = 15

/** Stacks what is positive to the right of zero and what is negative to its left. */
export function stacked({ ideal, parts }: Breakdown): Segment[] {
  const all: Part[] = [
    { name: 'ideal', time: ideal },
    ...NAMES.map((name) => ({ name, time: parts[name] })),
  ]
  let up = 0
  let down = 0
  return all.flatMap((part) => {
    if (!Number.isFinite(part.time) || part.time === 0) return []
    const from = part.time > 0 ? up : down + part.time
    const to = part.time > 0 ? up + part.time : down
    if (part.time > 0) up = to
    else down = from
    return [{ ...part, from, to }]
  })
}

/** Px of a time. */
type At = (time: number) => number

/** Null without pools. */
export function breakdown(comparison: Comparison, title: string): Plot | null {
  const rows = comparison.cases.flatMap((case_): Row[] => {
    if (case_.breakdown === null) return []
    const segments = stacked(case_.breakdown)
    return [{ name: caseName(case_), mode: case_.mode, breakdown: case_.breakdown, segments }]
  })
  const every = rows.flatMap(({ segments }) => segments.flatMap(({ from, to }) => [from, to]))
  const ends = [...every, ...rows.map((row) => row.breakdown.makespan)]
  const low = Math.min(0, ...ends)
  const high = Math.max(0, ...ends)
  if (rows.length === 0 || high <= 0) return null
  const x = timeAxis([low, high * 1.02], [0, PLOT], 'time, averaged over the lanes')
  return {
    title,
    remarks: [low < 0 ? `${MEANING} ${NEGATIVE}` : MEANING, ...capacityRemarks(comparison)],
    legend: legendOf(rows),
    left: LEFT,
    right: RIGHT,
    bottom: 52,
    x: { ...x, grid: false },
    y: null,
    ...place(rows, x.at),
  }
}

function legendOf(rows: readonly Row[]): Entry[] {
  const modes = [...new Set(rows.map(({ mode }) => mode))]
  const used = NAMES.filter((name) =>
    rows.some(({ segments }) => segments.some((segment) => segment.name === name)),
  )
  const fills = modes.map((mode) => MODE_LOOKS[mode].colour)
  return [
    boxEntry('ideal', fills),
    ...used.map((part) => boxEntry(LOOKS[part].name, [LOOKS[part].fill], LOOKS[part].stroke)),
    lineEntry('makespan', { stroke: INK.text }),
  ]
}

/** Bars from the top down, each with a line above it and the parts too small for names below. */
function place(rows: readonly Row[], at: At): { marks: Svg[]; height: number } {
  let y = 0
  const marks = rows.flatMap((row) => {
    const top = y + 26
    const small = row.segments.filter((segment) => !hasRoom(segment, at))
    const under = wrapped(small.map(words).join(',  '), PLOT, SIZE.small)
    y = top + BAR + 6 + under.length * LINE
    return [
      ...row.segments.map((segment) => drawSegment(segment, row.mode, at, top)),
      ...drawMakespan(row, at, top),
      ...row.segments.filter((segment) => hasRoom(segment, at)).map((it) => nameOn(it, at, top)),
      ...under.map((line_, index) => {
        const below = { x: 0, y: top + BAR + 17 + index * LINE }
        return text({ ...below, text: line_, size: SIZE.small, fill: INK.muted })
      }),
    ]
  })
  return { marks, height: y + 14 }
}

function drawSegment({ name, from, to }: Segment, mode: Mode, at: At, top: number): Svg {
  const look = name === 'ideal' ? { fill: MODE_LOOKS[mode].colour } : LOOKS[name]
  return box({ x0: at(from), x1: at(to), y0: top, y1: top + BAR, ...look })
}

/** The case's name, its makespan in figures and as a line, and zero where parts lie left of it. */
function drawMakespan({ name, mode, breakdown: { makespan }, segments }: Row, at: At, top: number) {
  const figure = `makespan ${duration(makespan)}`
  const room = textWidth(figure, SIZE.small)
  const end = Math.min(PLOT + RIGHT - 8, Math.max(room, at(makespan) + 3))
  const short = fitted(name, LEFT - MARGIN - 10, SIZE.strong)
  const strong = { size: SIZE.strong, bold: true, fill: MODE_LOOKS[mode].colour }
  const upTo = (time: number) => upright(at(time), top - 5, top + BAR + 5)
  return [
    line(upTo(makespan), { stroke: INK.text, width: 2.5 }),
    ...(segments.some(({ from }) => from < 0) ? [line(upTo(0), { stroke: INK.muted })] : []),
    text({ x: MARGIN - LEFT, y: top + BAR / 2 + 5, text: short, ...strong }),
    text({ x: end, y: top - 9, text: figure, size: SIZE.small, anchor: 'end' }),
  ]
}

const words = ({ name, time }: Part): string =>
  `${name.replace('startup', 'start-up')} ${duration(time).replace('-', '−')}`

const hasRoom = (segment: Segment, at: At): boolean =>
  textWidth(words(segment), SIZE.small) <= at(segment.to) - at(segment.from) - 12

function nameOn(segment: Segment, at: At, top: number): Svg {
  const light = segment.name === 'imbalance' || segment.name === 'residual'
  const style = { size: SIZE.small, bold: true, fill: light ? INK.text : INK.onColour }
  return text({ x: at(segment.from) + 6, y: top + BAR / 2 + 4, text: words(segment), ...style })
}

/** Where each pool's time went, stacked; parts below zero stand left of it. */
import type { TopLevelSpec } from 'vega-lite'
import type { Breakdown, Comparison, Mode } from '../model.ts'
import { duration } from '../report/format.ts'
import type { Box, Line, Text } from './draw.ts'
import { boxes, lines, text, texts } from './draw.ts'
import type { Entry } from './frame.ts'
import { frame, plotWidth } from './frame.ts'
import { positionOn, timeScale } from './scale.ts'
import { fitted, textWidth, wrapped } from './text.ts'
import { INK, MARGIN, MODE_COLOURS, PART_COLOURS, SIZE } from './theme.ts'
import { capacityRemarks, caseName } from './words.ts'

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
  contention: { fill: PART_COLOURS.contention, name: 'contention: no core free' },
  residual: { fill: INK.paper, stroke: INK.faint, name: 'residual' },
}
const NAMES = Object.keys(LOOKS) as PartName[]

const MEANING = 'A makespan is the work shared evenly (ideal) and what comes on top.'
const NEGATIVE = 'Parts left of zero shortened it.'

const LEFT = MARGIN + 130
const RIGHT = 36
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

/** The specification; null without pools. */
export function breakdown(comparison: Comparison, title: string): TopLevelSpec | null {
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
  const scale = { ...timeScale(low, high * 1.02, 'time, averaged over the lanes'), grid: false }
  const width = plotWidth({ left: LEFT, right: RIGHT })
  const placed = place(rows, positionOn(scale, width), width)
  const axes = { x: scale, y: null }
  return frame({
    title,
    remarks: [low < 0 ? `${MEANING} ${NEGATIVE}` : MEANING, ...capacityRemarks(comparison)],
    legend: legendOf(rows),
    left: LEFT,
    right: RIGHT,
    height: placed.height,
    yTitle: '',
    bottom: 52,
    layers: [
      boxes(axes, placed.boxes),
      lines(axes, placed.lines, { width: 2.5 }),
      ...(low < 0 ? [lines(axes, placed.lines.map(zero))] : []),
      ...texts(placed.texts),
    ],
  })
}

const zero = (line: Line): Line => ({ ...line, x0: 0, x1: 0, stroke: INK.muted })

function legendOf(rows: readonly Row[]): Entry[] {
  const modes = [...new Set(rows.map(({ mode }) => mode))]
  const used = NAMES.filter((name) =>
    rows.some(({ segments }) => segments.some((segment) => segment.name === name)),
  )
  const fills = modes.map((mode) => MODE_COLOURS[mode])
  const parts = used.map((part): Entry => {
    const { name, ...look } = LOOKS[part]
    return { name, look: { kind: 'box', ...look } }
  })
  const makespan: Entry = { name: 'makespan', look: { kind: 'line', stroke: INK.text, dash: null } }
  return [{ name: 'ideal', look: { kind: 'stripes', fills } }, ...parts, makespan]
}

interface Placed {
  boxes: Box[]
  lines: Line[]
  texts: Text[]
  height: number
}

/** Bars from the top down, each with a line above it and the parts too small for names below. */
function place(rows: readonly Row[], at: (time: number) => number, width: number): Placed {
  const placed: Placed = { boxes: [], lines: [], texts: [], height: 0 }
  let y = 0
  for (const row of rows) {
    const top = y + 26
    const { written, small } = names(row.segments, at, top)
    const under = wrapped(smallWords(small), width, SIZE.small)
    placed.boxes.push(...row.segments.map((segment) => boxOf(segment, row.mode, top)))
    placed.lines.push(makespanLine(row, top))
    placed.texts.push(
      ...headTexts(row, top, at, width),
      ...written,
      ...under.map((words, index) =>
        text([0, top + BAR + 17 + index * LINE], words, { size: SIZE.small, fill: INK.muted }),
      ),
    )
    y = top + BAR + 6 + under.length * LINE
  }
  return { ...placed, height: y + 14 }
}

function boxOf({ name, from, to }: Segment, mode: Mode, top: number): Box {
  const look = name === 'ideal' ? { fill: MODE_COLOURS[mode] } : LOOKS[name]
  const stroke = 'stroke' in look && look.stroke !== undefined ? { stroke: look.stroke } : {}
  return { x0: from, x1: to, y0: top, y1: top + BAR, fill: look.fill, ...stroke }
}

const makespanLine = ({ breakdown: { makespan } }: Row, top: number): Line => ({
  x0: makespan,
  x1: makespan,
  y0: top - 5,
  y1: top + BAR + 5,
  stroke: INK.text,
})

function headTexts(row: Row, top: number, at: (time: number) => number, width: number): Text[] {
  const words = `makespan ${duration(row.breakdown.makespan)}`
  const x = at(row.breakdown.makespan)
  const room = textWidth(words, SIZE.small)
  const end = Math.min(width + RIGHT - 8, Math.max(room, x + 3))
  const name = fitted(row.name, LEFT - MARGIN - 10, SIZE.strong)
  const strong = { size: SIZE.strong, bold: true, fill: MODE_COLOURS[row.mode] }
  return [
    text([MARGIN - LEFT, top + BAR / 2 + 5], name, strong),
    text([end, top - 9], words, { size: SIZE.small, align: 'right' }),
  ]
}

const shortName = (name: Part['name']): string => name.replace('startup', 'start-up')

const words = ({ name, time }: Part): string =>
  `${shortName(name)} ${duration(time).replace('-', '−')}`

/** Names on the segments that have room for them, and the other segments. */
function names(segments: readonly Segment[], at: (time: number) => number, top: number) {
  const written: Text[] = []
  const small: Segment[] = []
  for (const segment of segments) {
    const room = at(segment.to) - at(segment.from) - 12
    if (textWidth(words(segment), SIZE.small) > room) small.push(segment)
    else {
      const light = segment.name === 'imbalance' || segment.name === 'residual'
      const style = { size: SIZE.small, bold: true, fill: light ? INK.text : INK.onColour }
      written.push(text([at(segment.from) + 6, top + BAR / 2 + 4], words(segment), style))
    }
  }
  return { written, small }
}

const smallWords = (small: readonly Segment[]): string => small.map(words).join(',  ')

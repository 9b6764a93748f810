/** What was left after each fault in each mode: three marks a cell, told apart by form. */
import type { FaultMatrix, Mode } from '../model.ts'
import { MODES } from '../modes.ts'
import type { Point } from './draw.ts'
import { across, box, line, mark, text } from './draw.ts'
import type { Plot } from './frame.ts'
import { plotWidth } from './frame.ts'
import { markEntry } from './legend.ts'
import type { Svg } from './svg.ts'
import { label, wrapped } from './text.ts'
import { INK, MARGIN, MODE_LOOKS, SIZE } from './theme.ts'

const LEFT = 170
const HEAD = 46
const ROW = 66
const SIDE = 9
const PLOT = plotWidth({ left: LEFT, right: MARGIN })

/** What may survive, in the order of the marks. */
export const PARTS = [
  { key: 'siblings', name: 'tasks' },
  { key: 'pool', name: 'pool' },
  { key: 'host', name: 'host' },
] as const

const LEGEND = [
  markEntry('survived', { shape: 'check', stroke: INK.text, fill: 'none' }),
  markEntry('lost', { shape: 'lost', stroke: INK.text }),
]

interface Grid {
  faults: string[]
  modes: Mode[]
  /** Width of a column, px. */
  column: number
}

/** Null without a cell. */
export function faults(matrix: FaultMatrix): Plot | null {
  const names = [...new Set(matrix.cells.map(({ fault }) => fault))]
  const modes = MODES.filter((mode) => matrix.cells.some((cell) => cell.mode === mode))
  if (names.length === 0) return null
  const grid: Grid = { faults: names, modes, column: PLOT / Math.max(2, modes.length) }
  return {
    title: matrix.title,
    remarks: [
      'After one task failed: did the tasks beside it give their results, did the pool run further ' +
        'tasks, was the host process still there?',
    ],
    legend: LEGEND,
    left: LEFT,
    right: MARGIN,
    height: HEAD + names.length * ROW,
    bottom: 16,
    x: null,
    y: null,
    marks: [
      ...modes.flatMap((mode) => drawHead(mode, grid)),
      ...names.flatMap((fault, row) => [
        ...drawFault(fault, row),
        ...modes.flatMap((mode) => drawCell(matrix, fault, mode, grid)),
      ]),
      rule(HEAD + names.length * ROW),
    ],
  }
}

const rule = (y: number): Svg => line(across(y, MARGIN - LEFT, PLOT), { stroke: INK.line })

/** Middle of one of the three marks of a column, px from the column's left. */
const middleOf = (part: number): number => 24 + part * 42

const QUIET = { size: SIZE.small, fill: INK.muted }

/** A mode, and the parts above its marks. */
function drawHead(mode: Mode, { modes, column }: Grid): Svg[] {
  const x = modes.indexOf(mode) * column
  const strong = { size: SIZE.strong, bold: true, fill: MODE_LOOKS[mode].colour }
  return [
    text({ x: x + middleOf(0) - SIDE, y: 14, text: mode, ...strong }),
    ...PARTS.map(({ name }, part) =>
      text({ x: x + middleOf(part), y: 36, text: name, anchor: 'middle', ...QUIET }),
    ),
  ]
}

/** A fault, left of its row. */
function drawFault(fault: string, row: number): Svg[] {
  const lines = wrapped(label(fault, 90), LEFT - MARGIN - 14, SIZE.normal, 3)
  const first = HEAD + (row + 0.5) * ROW + 4 - (lines.length - 1) * 8
  return [
    rule(HEAD + row * ROW),
    ...lines.map((words, index) => text({ x: MARGIN - LEFT, y: first + index * 16, text: words })),
  ]
}

function drawCell({ cells }: FaultMatrix, fault: string, mode: Mode, grid: Grid): Svg[] {
  const left = grid.modes.indexOf(mode) * grid.column
  const top = HEAD + grid.faults.indexOf(fault) * ROW
  const start = left + middleOf(0) - SIDE
  const cell = cells.find((each) => each.fault === fault && each.mode === mode)
  if (cell === undefined) {
    return [text({ x: start, y: top + ROW / 2 + 4, text: 'not tried', ...QUIET })]
  }
  const lines = wrapped(label(cell.outcome, 80), grid.column - 18, SIZE.small, 2)
  return [
    ...PARTS.flatMap(({ key }, part) =>
      drawPart(
        { x: left + middleOf(part), y: top + 19 },
        cell[key] ? MODE_LOOKS[mode].colour : null,
      ),
    ),
    ...lines.map((words, index) =>
      text({ x: start, y: top + 43 + index * 14, text: words, ...QUIET }),
    ),
  ]
}

/** @param colour null for what was lost */
function drawPart({ x, y }: Point, colour: string | null): Svg[] {
  const corners = { x0: x - SIDE, x1: x + SIDE, y0: y - SIDE, y1: y + SIDE }
  return colour === null
    ? [
        box({ ...corners, fill: INK.paper, stroke: INK.faint }),
        mark({ x, y }, 6, { shape: 'lost', stroke: INK.text }),
      ]
    : [
        box({ ...corners, fill: colour, stroke: colour }),
        mark({ x, y }, 6, { shape: 'check', stroke: INK.onColour, fill: 'none' }),
      ]
}

/** What was left after each fault in each mode: three marks a cell, told apart by form. */
import type { TopLevelSpec } from 'vega-lite'
import type { FaultCell, FaultMatrix, Mode } from '../model.ts'
import { MODES } from '../model.ts'
import type { Box, Line, Mark, Text } from './draw.ts'
import { PIXELS, boxes, lines, marks, text, texts } from './draw.ts'
import type { Entry } from './frame.ts'
import { frame, plotWidth } from './frame.ts'
import { label, wrapped } from './text.ts'
import { INK, MARGIN, MODE_COLOURS, SIZE } from './theme.ts'

const LEFT = 170
const HEAD = 46
const ROW = 66
const SIDE = 9

const CHECK = 'M-0.55,0.05L-0.15,0.45L0.6,-0.45'
const CROSS = 'M-0.45,-0.45L0.45,0.45M-0.45,0.45L0.45,-0.45'

/** What may survive, in the order of the marks. */
export const PARTS = [
  { key: 'siblings', name: 'tasks' },
  { key: 'pool', name: 'pool' },
  { key: 'host', name: 'host' },
] as const

const LEGEND: readonly Entry[] = [
  { name: 'survived', look: { kind: 'mark', fill: 'none', stroke: INK.text, shape: CHECK } },
  { name: 'lost', look: { kind: 'mark', fill: 'none', stroke: INK.text, shape: CROSS } },
]

interface Grid {
  faults: string[]
  modes: Mode[]
  /** Width of a column, px. */
  column: number
}

interface Drawn {
  boxes: Box[]
  marks: Mark[]
  texts: Text[]
}

/** The specification; null without a cell. */
export function faults(matrix: FaultMatrix): TopLevelSpec | null {
  const names = [...new Set(matrix.cells.map(({ fault }) => fault))]
  const modes = MODES.filter((mode) => matrix.cells.some((cell) => cell.mode === mode))
  if (names.length === 0) return null
  const width = plotWidth({ left: LEFT, right: MARGIN })
  const grid: Grid = { faults: names, modes, column: width / Math.max(2, modes.length) }
  const cells = matrix.cells.map((cell) => cellOf(cell, grid))
  return frame({
    title: matrix.title,
    remarks: [
      'After one task failed: did the tasks beside it give their results, did the pool run further ' +
        'tasks, was the host process still there?',
    ],
    legend: LEGEND,
    left: LEFT,
    right: MARGIN,
    height: HEAD + names.length * ROW,
    yTitle: '',
    bottom: 16,
    layers: [
      lines(PIXELS, rowLines(names.length, width)),
      boxes(
        PIXELS,
        cells.flatMap((cell) => cell.boxes),
      ),
      marks(
        PIXELS,
        cells.flatMap((cell) => cell.marks),
        150,
      ),
      ...texts([...heads(grid), ...missing(matrix, grid), ...cells.flatMap((cell) => cell.texts)]),
    ],
  })
}

const rowLines = (rows: number, width: number): Line[] =>
  Array.from({ length: rows + 1 }, (_, row) => {
    const y = HEAD + row * ROW
    return { x0: MARGIN - LEFT, x1: width, y0: y, y1: y, stroke: INK.line }
  })

/** Middle of one of the three marks of a column, px from the column's left. */
const middleOf = (part: number): number => 24 + part * 42

/** Modes and parts above the columns, faults beside the rows. */
function heads({ faults: names, modes, column }: Grid): Text[] {
  const small = { size: SIZE.small, fill: INK.muted }
  const above = modes.flatMap((mode, index) => {
    const x = index * column
    const style = { size: SIZE.strong, bold: true, fill: MODE_COLOURS[mode] }
    return [
      text([x + middleOf(0) - SIDE, 14], mode, style),
      ...PARTS.map(({ name }, part) =>
        text([x + middleOf(part), 36], name, { ...small, align: 'center' }),
      ),
    ]
  })
  const beside = names.flatMap((name, row) => {
    const words = wrapped(label(name, 90), LEFT - MARGIN - 14, SIZE.normal, 3)
    const first = HEAD + (row + 0.5) * ROW + 4 - (words.length - 1) * 8
    return words.map((line, index) => text([MARGIN - LEFT, first + index * 16], line))
  })
  return [...above, ...beside]
}

/** Cells that nobody measured. */
function missing({ cells }: FaultMatrix, { faults: names, modes, column }: Grid): Text[] {
  return names.flatMap((fault, row) =>
    modes.flatMap((mode, index) => {
      if (cells.some((cell) => cell.fault === fault && cell.mode === mode)) return []
      const at: [number, number] = [
        index * column + middleOf(0) - SIDE,
        HEAD + (row + 0.5) * ROW + 4,
      ]
      return [text(at, 'not tried', { size: SIZE.small, fill: INK.muted })]
    }),
  )
}

function cellOf(cell: FaultCell, { faults: names, modes, column }: Grid): Drawn {
  const left = modes.indexOf(cell.mode) * column
  const top = HEAD + names.indexOf(cell.fault) * ROW
  const y = top + 19
  const colour = MODE_COLOURS[cell.mode]
  const words = wrapped(label(cell.outcome, 80), column - 18, SIZE.small, 2)
  return {
    boxes: PARTS.map(({ key }, part) => {
      const x = left + middleOf(part)
      const look = cell[key]
        ? { fill: colour, stroke: colour }
        : { fill: INK.paper, stroke: INK.faint }
      return { x0: x - SIDE, x1: x + SIDE, y0: y - SIDE, y1: y + SIDE, ...look }
    }),
    marks: PARTS.map(({ key }, part) => ({
      x: left + middleOf(part),
      y,
      fill: 'none',
      stroke: cell[key] ? INK.onColour : INK.text,
      shape: cell[key] ? CHECK : CROSS,
    })),
    texts: words.map((line, index) =>
      text([left + middleOf(0) - SIDE, top + 43 + index * 14], line, {
        size: SIZE.small,
        fill: INK.muted,
      }),
    ),
  }
}

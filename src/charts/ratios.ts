/** Head against base, benchmark by benchmark, each with its interval. */
import type { TopLevelSpec } from 'vega-lite'
import { median } from '../stats/quantile.ts'
import type { RatioPicture, RatioRow, RatioVerdict } from '../report/gate/picture.ts'
import { percent } from '../report/gate/words.ts'
import { changeScale } from './change-scale.ts'
import type { Axes, Layer, Line, Mark, Text } from './draw.ts'
import { boxes, lines, marks, PIXELS, text, texts } from './draw.ts'
import type { Entry } from './frame.ts'
import { frame, plotWidth } from './frame.ts'
import { fitted, label, textWidth } from './text.ts'
import { INK, MARGIN, SIZE, VERDICT_LOOKS } from './theme.ts'
import { intervalRemarks } from './words.ts'

const NAMES = 265
const FIGURES = 176
/** Between the plot and what stands beside it. */
const GAP = 14
const LEFT = MARGIN + NAMES + GAP
const RIGHT = MARGIN + FIGURES + GAP

/** Height of a row, px, and area of its mark, by how many there are. */
const SIZES = [
  { upTo: 8, height: 34, mark: 80 },
  { upTo: 20, height: 27, mark: 60 },
  { upTo: Infinity, height: 22, mark: 45 },
] as const

/** An interval that ends further away than so many times the usual is cut off. */
const FAR = 4

const TICK = 'M0,-1V1'
const ARROW = { low: 'M1,-1L-1,0L1,1', high: 'M-1,-1L1,0L-1,1' }

/** What the legend tells; the mean is told in its row. */
const NAMED: Partial<Record<RatioVerdict, string>> = {
  regression: 'regression',
  acknowledged: 'acknowledged regression',
  improvement: 'improvement',
  unchanged: 'unchanged',
  inconclusive: 'inconclusive',
}

interface Placed {
  row: RatioRow
  /** Px from the top. */
  y: number
}

export function ratios(picture: RatioPicture): TopLevelSpec {
  const { rows, overall, margin } = picture
  const { height: size, mark } = SIZES.find(({ upTo }) => rows.length <= upTo) ?? SIZES[2]
  const placed = [...rows, ...(overall === null ? [] : [overall])].map((row, index): Placed => ({
    row,
    y: (index + 0.5) * size,
  }))
  const height = placed.length * size
  const width = plotWidth({ left: LEFT, right: RIGHT })
  const range = rangeOf(placed, margin)
  const title = 'change from base to head, log scale; to the right head is worse'
  const scale = changeScale(range.low, range.high, title, width)
  const cut = arrows(placed, range)
  return frame({
    title: picture.title,
    remarks: [
      ...picture.remarks,
      ...intervalRemarks(placed.map(({ row }) => row.change.note)),
      ...(cut.length > 0 ? ['Arrows: the interval goes on.'] : []),
    ],
    legend: legendOf(placed, margin),
    left: LEFT,
    right: RIGHT,
    height,
    yTitle: '',
    bottom: 52,
    layers: [
      ...ground(margin, { x: scale, y: null }, { width, height, rows: rows.length, size }),
      ...figures(placed, range, { x: scale, y: null }, mark),
      marks({ x: scale, y: null }, cut, 40),
      ...texts(placed.flatMap(rowTexts)),
    ],
  })
}

interface Range {
  low: number
  high: number
}

/** All points with their controls and the margin, and of the intervals what is not far away. */
function rangeOf(placed: readonly Placed[], margin: number): Range {
  const points = placed.flatMap(({ row }) => logs([row.change.value, row.control ?? 1]))
  const reaches = placed.map(({ row }) =>
    logs([row.change.interval?.low, row.change.interval?.high]),
  )
  const usual = median(reaches.map((ends) => Math.max(0, ...ends.map(Math.abs))))
  const own = Math.max(1.6 * Math.log1p(margin), 0.0005)
  const far = Math.max(FAR * usual, 1.6 * Math.max(...points.map(Math.abs)), own)
  const ends = reaches.flat().map((end) => Math.max(-far, Math.min(far, end)))
  const [low, high] = [Math.min(-own, ...points, ...ends), Math.max(own, ...points, ...ends)]
  const pad = 0.05 * (high - low)
  return { low: Math.exp(low - pad), high: Math.exp(high + pad) }
}

/** Logarithms of what is there and has one. */
const logs = (values: readonly (number | undefined)[]): number[] =>
  values
    .map((value) => (value === undefined ? Number.NaN : Math.log(value)))
    .filter(Number.isFinite)

const within = (value: number, { low, high }: Range): number => Math.max(low, Math.min(high, value))

interface Extent {
  width: number
  height: number
  rows: number
  size: number
}

/** The margin, the line of no change, and a line above the mean. */
function ground(margin: number, axes: Axes, { width, height, rows, size }: Extent): Layer[] {
  const [x0, x1] = [1 / (1 + margin), 1 + margin]
  const end = { x0: -LEFT + MARGIN, x1: width + GAP + FIGURES, y0: rows * size, y1: rows * size }
  return [
    ...(margin > 0 ? [boxes(axes, [{ x0, x1, y0: 0, y1: height, fill: INK.pale }])] : []),
    lines(axes, [{ x0: 1, x1: 1, y0: 0, y1: height, stroke: INK.faint }], { width: 1.5 }),
    ...(rows * size < height ? [lines(PIXELS, [{ ...end, stroke: INK.line }])] : []),
  ]
}

function figures(placed: readonly Placed[], range: Range, axes: Axes, size: number): Layer[] {
  const controls = placed.flatMap(({ row: { control }, y }): Mark[] =>
    control === null ? [] : [{ x: control, y, fill: INK.faint, stroke: INK.faint, shape: TICK }],
  )
  const intervals = placed.flatMap(({ row, y }): Line[] => {
    const { interval } = row.change
    if (interval === null) return []
    const [x0, x1] = [within(interval.low, range), within(interval.high, range)]
    return [{ x0, x1, y0: y, y1: y, stroke: VERDICT_LOOKS[row.verdict].colour }]
  })
  const points = placed.map(({ row, y }): Mark => {
    const { colour, shape } = VERDICT_LOOKS[row.verdict]
    const fill = row.change.interval === null ? INK.paper : colour
    return { x: row.change.value, y, fill, stroke: colour, shape }
  })
  return [
    marks(axes, controls, 2 * size),
    lines(axes, intervals, { width: 3 }),
    marks(axes, points, size),
  ]
}

/** Where intervals are cut off at the edge. */
function arrows(placed: readonly Placed[], range: Range): Mark[] {
  return placed.flatMap(({ row, y }): Mark[] => {
    const { interval } = row.change
    if (interval === null) return []
    const { colour } = VERDICT_LOOKS[row.verdict]
    const mark = (x: number, shape: string): Mark => ({ x, y, fill: colour, stroke: colour, shape })
    return [
      ...(interval.low < range.low ? [mark(range.low, ARROW.low)] : []),
      ...(interval.high > range.high ? [mark(range.high, ARROW.high)] : []),
    ]
  })
}

function legendOf(placed: readonly Placed[], margin: number): Entry[] {
  const used = new Set(placed.map(({ row }) => row.verdict))
  const verdicts = Object.entries(NAMED).flatMap(([verdict, name]): Entry[] => {
    if (!used.has(verdict as RatioVerdict)) return []
    const { colour, shape } = VERDICT_LOOKS[verdict as RatioVerdict]
    return [{ name, look: { kind: 'mark', fill: colour, stroke: colour, shape } }]
  })
  const control = { kind: 'mark', fill: INK.faint, stroke: INK.faint, shape: TICK } as const
  return [
    ...verdicts,
    ...(margin > 0
      ? [{ name: `margin of ${percent(margin)}`, look: { kind: 'box', fill: INK.pale } } as const]
      : []),
    ...(placed.some(({ row }) => row.control !== null)
      ? [{ name: 'second copy of base', look: control }]
      : []),
  ]
}

/** The name on the left, the figure on the right. */
function rowTexts({ row, y }: Placed): Text[] {
  const bold = row.verdict === 'regression' || row.verdict === 'overall'
  const size = SIZE.normal
  // bold letters are wider
  const name = shortened(label(row.name), bold ? size * 1.06 : size)
  const x = plotWidth({ left: LEFT, right: RIGHT }) + GAP
  return [
    text([MARGIN - LEFT, y + 4], name, { size, bold }),
    text([x, y + 4], figureText(row.figure, bold ? size * 1.06 : size), { size, bold }),
  ]
}

/** With its interval where there is room for it. */
function figureText(figure: string, size: number): string {
  const whole = figure.replaceAll('-', '−')
  if (textWidth(whole, size) <= FIGURES) return whole
  return fitted(whole.split(' [')[0] ?? whole, FIGURES, size)
}

/** Names differ at their ends: folders go first, then files and groups. */
function shortened(name: string, size: number): string {
  const parts = name.split(' › ')
  const file = (parts[0] ?? name).replace(/^.*\//, '…/')
  const shorter = [
    name,
    [file, ...parts.slice(1)].join(' › '),
    ...parts.slice(1).map((_, index) => ['…', ...parts.slice(index + 1)].join(' › ')),
  ]
  const fits = shorter.find((one) => textWidth(one, size) <= NAMES)
  return fits ?? fitted(shorter.at(-1) ?? name, NAMES, size)
}

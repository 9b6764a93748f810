/** Head against base, benchmark by benchmark, each with its interval. */
import type { Interval } from '../model.ts'
import { median } from '../stats/quantile.ts'
import type { RatioPicture, RatioRow, RatioVerdict } from './ratio-picture.ts'
import { exactPercent } from '../text/format.ts'
import type { Axis, Range } from './axis.ts'
import { changeAxis } from './change-axis.ts'
import type { Look } from './draw.ts'
import { across, box, line, mark, text, upright } from './draw.ts'
import type { Plot } from './frame.ts'
import { plotWidth } from './frame.ts'
import type { Entry } from './legend.ts'
import { boxEntry, markEntry } from './legend.ts'
import type { Svg } from './svg.ts'
import { fitted, label, textWidth } from './text.ts'
import { INK, MARGIN, SIZE, VERDICT_LOOKS } from './theme.ts'
import { intervalRemarks } from './captions.ts'

const NAMES = 265
const FIGURES = 176
/** Between the plot and what stands beside it. */
const GAP = 14
const LEFT = MARGIN + NAMES + GAP
const RIGHT = MARGIN + FIGURES + GAP
const PLOT = plotWidth({ left: LEFT, right: RIGHT })

/** Height of a row and half of its mark's width, px, by how many rows there are. */
const SIZES = [
  { upTo: 8, height: 34, radius: 4.5 },
  { upTo: 20, height: 27, radius: 3.9 },
  { upTo: Infinity, height: 22, radius: 3.4 },
] as const

/** An interval that ends further away than so many times the usual is cut off. */
const FAR = 4

const CONTROL: Look = { shape: 'tick', stroke: INK.faint }

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

export function ratios({ title, remarks, rows, overall, margin }: RatioPicture): Plot {
  const { height: size, radius } = SIZES.find(({ upTo }) => rows.length <= upTo) ?? SIZES[2]
  const placed = [...rows, ...(overall === null ? [] : [overall])].map((row, index): Placed => ({
    row,
    y: (index + 0.5) * size,
  }))
  const height = placed.length * size
  const range = rangeOf(placed, margin)
  const meaning = 'change from base to head, log scale; to the right head is worse'
  const x = changeAxis(range, [0, PLOT], meaning)
  const cut = placed.some(({ row: { change } }) => {
    const reach = change.interval === null ? null : reachOf(change.interval, x)
    return reach?.before === true || reach?.after === true
  })
  const mean = across(rows.length * size, MARGIN - LEFT, PLOT + GAP + FIGURES)
  return {
    title,
    remarks: [
      ...remarks,
      ...intervalRemarks(placed.map(({ row }) => row.change.note)),
      ...(cut ? ['Arrows: the interval goes on.'] : []),
    ],
    legend: legendOf(placed, margin),
    left: LEFT,
    right: RIGHT,
    height,
    bottom: 52,
    x,
    y: null,
    marks: [
      ...drawGround(margin, x, height),
      ...(overall === null ? [] : [line(mean, { stroke: INK.line })]),
      ...placed.flatMap((each) => drawRow(each, x, radius).concat(writeRow(each))),
    ],
  }
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
  return [Math.exp(low - pad), Math.exp(high + pad)]
}

/** Logarithms of what is there and has one. */
const logs = (values: readonly (number | undefined)[]): number[] =>
  values
    .map((value) => (value === undefined ? Number.NaN : Math.log(value)))
    .filter(Number.isFinite)

/** Px of both ends, and whether it goes on behind them. */
function reachOf({ low, high }: Interval, x: Axis) {
  const [x0, x1] = [x.at(low), x.at(high)]
  return { x0, x1, before: x0 <= 0, after: x1 >= PLOT }
}

/** The margin, and the line of no change. */
function drawGround(margin: number, x: Axis, height: number): Svg[] {
  const [x0, x1] = [x.at(1 / (1 + margin)), x.at(1 + margin)]
  return [
    ...(margin > 0 ? [box({ x0, x1, y0: 0, y1: height, fill: INK.pale })] : []),
    line(upright(x.at(1), 0, height), { stroke: INK.faint, width: 1.5 }),
  ]
}

function drawRow({ row, y }: Placed, x: Axis, radius: number): Svg[] {
  const { colour: stroke, shape } = VERDICT_LOOKS[row.verdict]
  const { value, interval } = row.change
  const fill = interval === null ? INK.paper : stroke
  return [
    ...(row.control === null ? [] : [mark({ x: x.at(row.control), y }, 1.4 * radius, CONTROL)]),
    ...(interval === null ? [] : drawInterval(interval, y, x, stroke)),
    mark({ x: x.at(value), y }, radius, { shape, stroke, fill }),
  ]
}

/** With an arrow where it is cut off at the edge. */
function drawInterval(interval: Interval, y: number, x: Axis, stroke: string): Svg[] {
  const { x0, x1, before, after } = reachOf(interval, x)
  return [
    line(across(y, x0, x1), { stroke, width: 3 }),
    ...(before ? [mark({ x: x0, y }, 3.2, { shape: 'triangle-left', stroke })] : []),
    ...(after ? [mark({ x: x1, y }, 3.2, { shape: 'triangle-right', stroke })] : []),
  ]
}

function legendOf(placed: readonly Placed[], margin: number): Entry[] {
  const used = new Set(placed.map(({ row }) => row.verdict))
  const verdicts = Object.entries(NAMED).flatMap(([verdict, name]): Entry[] => {
    if (!used.has(verdict as RatioVerdict)) return []
    const { colour, shape } = VERDICT_LOOKS[verdict as RatioVerdict]
    return [markEntry(name, { shape, stroke: colour })]
  })
  const controlled = placed.some(({ row }) => row.control !== null)
  return [
    ...verdicts,
    ...(margin > 0 ? [boxEntry(`margin of ${exactPercent(margin)}`, [INK.pale])] : []),
    ...(controlled ? [markEntry('second copy of base', CONTROL)] : []),
  ]
}

/** The name on the left, the figure on the right. */
function writeRow({ row, y }: Placed): Svg[] {
  const bold = row.verdict === 'regression' || row.verdict === 'overall'
  // bold letters are wider
  const size = SIZE.normal * (bold ? 1.06 : 1)
  const name = shortened(label(row.name), size)
  return [
    text({ x: MARGIN - LEFT, y: y + 4, text: name, bold }),
    text({ x: PLOT + GAP, y: y + 4, text: figureText(row.figure, size), bold }),
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

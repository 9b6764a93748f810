/** What surrounds every plot: title, remarks, legend, axes. */
import type { TopLevelSpec } from 'vega-lite'
import type { Box, Layer, Line, Mark, Text } from './draw.ts'
import { PIXELS, boxes, lines, marks, text, texts } from './draw.ts'
import { label, textWidth, wrapped } from './text.ts'
import { INK, MARGIN, SIZE, WIDTH } from './theme.ts'

/** One entry of a legend: how it is drawn, and its name. */
export interface Entry {
  name: string
  look:
    | { kind: 'box'; fill: string; stroke?: string }
    | { kind: 'stripes'; fills: readonly string[] }
    | { kind: 'line'; stroke: string; dash: number[] | null }
    | { kind: 'mark'; fill: string; stroke: string; shape: string }
}

export interface Plot {
  title: string
  /** Sentences under the title, each on lines of its own. */
  remarks: readonly string[]
  legend: readonly Entry[]
  /** Px for what stands beside the plot. */
  left: number
  right: number
  height: number
  /** What the y axis counts, written above it; empty without such an axis. */
  yTitle: string
  /** Px for what stands under the plot. */
  bottom: number
  layers: readonly Layer[]
}

const REMARK = 17
const ROW = 20
const SWATCH = 12

/** Px from the plot's left edge to its right edge. */
export const plotWidth = ({ left, right }: { left: number; right: number }): number =>
  WIDTH - left - right

interface Placed {
  entry: Entry
  x: number
  row: number
}

/** Entries in rows, from left to right. */
function placeLegend(entries: readonly Entry[]): Placed[] {
  let x = 0
  let row = 0
  return entries.map((entry) => {
    const width = SWATCH + 6 + textWidth(entry.name, SIZE.small) + 18
    if (x > 0 && x + width > WIDTH - 2 * MARGIN) {
      x = 0
      row++
    }
    const placed = { entry, x, row }
    x += width
    return placed
  })
}

function legendLayers(placed: readonly Placed[], left: number, top: number): Layer[] {
  const rects: Box[] = []
  const points: Mark[] = []
  const rules: Layer[] = []
  const names: Text[] = []
  for (const { entry, x, row } of placed) {
    const x0 = left + x
    const y0 = top + row * ROW
    const { look } = entry
    const middle = { x: x0 + SWATCH / 2, y: y0 + SWATCH / 2 }
    if (look.kind === 'box') rects.push({ ...look, x0, x1: x0 + SWATCH, y0, y1: y0 + SWATCH })
    else if (look.kind === 'stripes') rects.push(...stripes(look.fills, x0, y0))
    else if (look.kind === 'mark') points.push({ ...middle, ...look })
    else
      rules.push(rule({ x0, x1: x0 + SWATCH + 2, y0: middle.y, y1: middle.y, ...look }, look.dash))
    names.push(text([x0 + SWATCH + 6, y0 + 10], entry.name, { size: SIZE.small, fill: INK.muted }))
  }
  return [boxes(PIXELS, rects), ...rules, marks(PIXELS, points, 90), ...texts(names)]
}

/** One swatch of several colours. */
function stripes(fills: readonly string[], x0: number, y0: number): Box[] {
  const width = SWATCH / fills.length
  return fills.map((fill, index) => {
    const start = x0 + index * width
    return { x0: start, x1: start + width, y0, y1: y0 + SWATCH, fill }
  })
}

const rule = (line: Line, dash: number[] | null): Layer =>
  lines(PIXELS, [line], { width: 2, ...(dash === null ? {} : { dash }) })

/** Title, remarks and legend above the plot, with the height they need. */
function header(plot: Plot): { layers: Layer[]; height: number } {
  const room = WIDTH - 2 * MARGIN
  const title = wrapped(label(plot.title), room, SIZE.title * 1.06, 2)
  const remarks = plot.remarks.flatMap((remark) => wrapped(remark, room, SIZE.normal))
  const placed = placeLegend(plot.legend)
  const rows = (placed.at(-1)?.row ?? -1) + 1
  const above = title.length * 21 + remarks.length * REMARK
  const axis = plot.yTitle === '' ? 0 : 14
  const height = MARGIN + above + (rows > 0 ? 10 + rows * ROW : 0) + 14 + axis
  const left = MARGIN - plot.left
  const top = MARGIN - height
  const under = top + title.length * 21
  const words = [
    ...title.map((line, index) =>
      text([left, top + 14 + index * 21], line, { size: SIZE.title, bold: true }),
    ),
    ...remarks.map((line, index) =>
      text([left, under + 12 + index * REMARK], line, { fill: INK.muted }),
    ),
    ...(axis > 0 ? [text([left, -12], plot.yTitle, { size: SIZE.small, fill: INK.muted })] : []),
  ]
  const legend = legendLayers(placed, left, top + above + 10)
  return { layers: [...texts(words), ...(rows > 0 ? legend : [])], height }
}

const CONFIG: NonNullable<TopLevelSpec['config']> = {
  aria: false,
  font: 'sans-serif',
  view: { stroke: null },
  axis: {
    labelColor: INK.muted,
    labelFontSize: SIZE.small,
    labelLimit: 0,
    labelOverlap: false,
    labelFlush: false,
    titleColor: INK.muted,
    titleFontSize: SIZE.small,
    titleFontWeight: 'normal',
    titleLimit: 0,
    gridColor: INK.line,
    tickColor: INK.line,
    domainColor: INK.faint,
  },
  axisX: { titlePadding: 8 },
}

/** The whole specification. */
export function frame(plot: Plot): TopLevelSpec {
  const { layers, height } = header(plot)
  return {
    width: plotWidth(plot),
    height: plot.height,
    padding: { left: plot.left, right: plot.right, top: height, bottom: plot.bottom },
    autosize: { type: 'none' },
    background: INK.paper,
    config: CONFIG,
    layer: [...plot.layers, ...layers],
  }
}

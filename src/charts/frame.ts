/** What surrounds every plot: title, remarks, legend, axes. */
import type { Axis } from './axis.ts'
import { across, box, line, text, upright } from './draw.ts'
import type { Entry } from './legend.ts'
import { drawLegend } from './legend.ts'
import type { Svg } from './svg.ts'
import { element, figure, words } from './svg.ts'
import { label, wrapped } from './text.ts'
import { INK, MARGIN, SIZE, STYLE, WIDTH } from './theme.ts'

export interface Plot {
  title: string
  /** Sentences under the title, each on lines of its own. */
  remarks: readonly string[]
  legend: readonly Entry[]
  /** Px for what stands beside the plot. */
  left: number
  right: number
  height: number
  /** Px for what stands under the plot. */
  bottom: number
  /** None where rows or columns say what a place means. */
  x: Axis | null
  y: Axis | null
  /** In px from the plot's left and top, in the order of drawing. */
  marks: readonly Svg[]
}

const TITLE = 21
const REMARK = 17
const QUIET = { size: SIZE.small, fill: INK.muted } as const

/** Px from the plot's left edge to its right edge. */
export const plotWidth = ({ left, right }: { left: number; right: number }): number =>
  WIDTH - left - right

/** Title, remarks and legend above the plot, with the height they need. */
function header(plot: Plot): { svg: Svg[]; height: number } {
  const room = WIDTH - 2 * MARGIN
  const title = wrapped(label(plot.title), room, SIZE.title * 1.06, 2)
  const remarks = plot.remarks.flatMap((remark) => wrapped(remark, room, SIZE.normal))
  const under = MARGIN + title.length * TITLE
  const end = under + remarks.length * REMARK + (plot.legend.length === 0 ? 0 : 10)
  const legend = drawLegend(plot.legend, end)
  const svg = [
    ...title.map((line_, index) => {
      const y = MARGIN + 14 + index * TITLE
      return text({ x: MARGIN, y, text: line_, size: SIZE.title, bold: true })
    }),
    ...remarks.map((line_, index) => {
      const y = under + 12 + index * REMARK
      return text({ x: MARGIN, y, text: line_, fill: INK.muted })
    }),
    ...legend.svg,
  ]
  return { svg, height: end + legend.height + (plot.y === null ? 14 : 28) }
}

/** Lines of one px are sharp between two px. */
const sharp = (place: number): number => Math.floor(place) + 0.5

function drawX({ ticks, title, grid }: Axis, width: number, height: number): Svg[] {
  const below = { y: height + 16.5, anchor: 'middle' } as const
  return [
    ...ticks.flatMap(({ at, text: name }) => [
      line(upright(sharp(at), grid ? 0 : height, height + 5.5), { stroke: INK.line }),
      text({ x: at, ...below, text: name, ...QUIET }),
    ]),
    text({ ...below, x: width / 2, y: height + 35.5, text: title, ...QUIET }),
  ]
}

function drawY({ ticks, title, grid }: Axis, width: number, left: number): Svg[] {
  return [
    ...ticks.flatMap(({ at, text: name }) => [
      line(across(sharp(at), -5, grid ? width : 0), { stroke: INK.line }),
      text({ x: -8, y: at + 4, anchor: 'end', text: name, ...QUIET }),
    ]),
    text({ x: MARGIN - left, y: -12, text: title, ...QUIET }),
  ]
}

/** The axes' own lines lie on those of the ticks. */
function drawAxes({ x, y, left, right, height }: Plot): Svg[] {
  const width = plotWidth({ left, right })
  return [
    ...(x === null ? [] : drawX(x, width, height)),
    ...(y === null ? [] : drawY(y, width, left)),
    ...(x === null ? [] : [line(across(sharp(height), 0, width + 0.5), { stroke: INK.faint })]),
    ...(y === null ? [] : [line(upright(0.5, 0, height + 0.5), { stroke: INK.faint })]),
  ]
}

/**
 * The whole picture, as an SVG that stands alone; the same data give the same bytes.
 *
 * @param alt what it shows, in sentences, for those who do not see it
 */
export function drawSvg(plot: Plot, alt: string): string {
  const head = header(plot)
  const height = head.height + plot.height + plot.bottom
  const picture = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${figure(height)}`,
    },
    element('title', {}, words(label(plot.title))),
    element('desc', {}, words(alt)),
    element('style', {}, words(STYLE)),
    box({ x0: 0, x1: WIDTH, y0: 0, y1: height, fill: INK.paper }),
    ...head.svg,
    element(
      'g',
      { transform: `translate(${figure(plot.left)},${figure(head.height)})` },
      ...drawAxes(plot),
      ...plot.marks,
    ),
  )
  return `${picture}\n`
}

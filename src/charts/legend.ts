/** What colours and shapes mean: swatches with their names, in rows. */
import type { Look, Stroke } from './draw.ts'
import { box, line, mark, text } from './draw.ts'
import type { Svg } from './svg.ts'
import { textWidth } from './text.ts'
import { INK, MARGIN, SIZE, WIDTH } from './theme.ts'

const ROW = 20
const SWATCH = 12

export interface Entry {
  name: string
  /** Draws it, `SWATCH` px wide and high, from the corner at the top left. */
  swatch: (x: number, y: number) => Svg[]
}

/** A swatch of one colour, or of several beside each other. */
export const boxEntry = (name: string, fills: readonly string[], stroke?: string): Entry => ({
  name,
  swatch: (x, y) => {
    const width = SWATCH / fills.length
    return fills.map((fill, index) => {
      const x0 = x + index * width
      return box({ x0, x1: x0 + width, y0: y, y1: y + SWATCH, fill, stroke })
    })
  },
})

export const lineEntry = (name: string, stroke: Stroke): Entry => ({
  name,
  swatch: (x, y) => {
    const middle = y + SWATCH / 2
    return [line({ x0: x, x1: x + SWATCH + 2, y0: middle, y1: middle }, { width: 2, ...stroke })]
  },
})

export const markEntry = (name: string, look: Look): Entry => ({
  name,
  swatch: (x, y) => [mark({ x: x + SWATCH / 2, y: y + SWATCH / 2 }, 4.7, look)],
})

/** Entries from left to right, row under row, and the height that they take. */
export function drawLegend(entries: readonly Entry[], top: number): { svg: Svg[]; height: number } {
  let x = MARGIN
  let y = top
  const svg = entries.flatMap(({ name, swatch }) => {
    const width = SWATCH + 6 + textWidth(name, SIZE.small) + 18
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN
      y += ROW
    }
    const place = { x: x + SWATCH + 6, y: y + 10 }
    const drawn = swatch(x, y)
    x += width
    return [...drawn, text({ ...place, text: name, size: SIZE.small, fill: INK.muted })]
  })
  return { svg, height: entries.length === 0 ? 0 : y + ROW - top }
}

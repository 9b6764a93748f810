/** What pictures are made of: boxes, lines, marks and texts, all in px. */
import type { Shape } from './shapes.ts'
import { SHAPES } from './shapes.ts'
import type { Svg } from './svg.ts'
import { element, figure, words } from './svg.ts'
import { INK, SIZE } from './theme.ts'

export interface Ends {
  x0: number
  x1: number
  y0: number
  y1: number
}

export const across = (y: number, x0: number, x1: number): Ends => ({ x0, x1, y0: y, y1: y })

export const upright = (x: number, y0: number, y1: number): Ends => ({ x0: x, x1: x, y0, y1 })

/** `x0` is left of `x1`, `y0` above `y1`; without a stroke there is no outline. */
export interface Box extends Ends {
  fill: string
  stroke?: string | undefined
}

export const box = ({ x0, x1, y0, y1, fill, stroke }: Box): Svg =>
  element('rect', { x: x0, y: y0, width: x1 - x0, height: y1 - y0, fill, stroke })

export interface Stroke {
  stroke: string
  width?: number
  /** Px drawn and px left out, in turns. */
  dash?: string | undefined
}

const strokeOf = ({ stroke, width = 1, dash }: Stroke) => ({
  stroke,
  'stroke-width': width,
  'stroke-dasharray': dash,
})

export const line = ({ x0, x1, y0, y1 }: Ends, stroke: Stroke): Svg =>
  element('line', { x1: x0, y1: y0, x2: x1, y2: y1, ...strokeOf(stroke) })

export interface Point {
  x: number
  y: number
}

/** One line through all points. */
export const path = (points: readonly Point[], stroke: Stroke): Svg => {
  const corners = points.map(({ x, y }) => `${figure(x)},${figure(y)}`)
  return element('path', { d: `M${corners.join('L')}`, fill: 'none', ...strokeOf(stroke) })
}

export interface Look {
  shape: Shape
  stroke: string
  /** The default is the stroke's colour. */
  fill?: string
}

/** @param radius half of its width, px */
export const mark = (
  { x, y }: Point,
  radius: number,
  { shape, stroke, fill = stroke }: Look,
): Svg =>
  element('path', {
    transform: `translate(${figure(x)},${figure(y)}) scale(${figure(radius)})`,
    d: SHAPES[shape],
    fill,
    stroke,
    // the scale widens it again
    'stroke-width': 2 / radius,
  })

export interface Measured {
  at: Point
  /** Half of its mark's width, px. */
  radius: number
  look: Look
  /** Null without an interval. */
  interval: Ends | null
  /** Of the interval's line, px. */
  width: number
}

/** A measured point on its interval, hollow without one. */
export const measured = ({ at, radius, look, interval, width }: Measured): Svg[] =>
  interval === null
    ? [mark(at, radius, { ...look, fill: INK.paper })]
    : [line(interval, { stroke: look.stroke, width }), mark(at, radius, look)]

export interface Text extends Point {
  text: string
  fill?: string
  size?: number
  anchor?: 'middle' | 'end'
  bold?: boolean
}

export const text = (it: Text): Svg =>
  element(
    'text',
    {
      x: it.x,
      y: it.y,
      'font-size': it.size ?? SIZE.normal,
      'font-weight': it.bold === true ? 600 : undefined,
      'text-anchor': it.anchor,
      fill: it.fill ?? INK.text,
    },
    words(it.text),
  )

/** What pictures are made of: boxes, lines, marks and texts as layers of a Vega-Lite view. */
import type { TopLevelSpec } from 'vega-lite'
import type { Scale } from './scale.ts'
import { INK, SIZE } from './theme.ts'

export type Layer = Extract<TopLevelSpec, { layer: unknown[] }>['layer'][number]

/** Both axes of a plot; null: px from the plot's left or top. */
export interface Axes {
  x: Scale | null
  y: Scale | null
}

export const PIXELS: Axes = { x: null, y: null }

export interface Box {
  x0: number
  x1: number
  y0: number
  y1: number
  fill: string
  /** An outline; without, none. */
  stroke?: string
}

export interface Line {
  x0: number
  x1: number
  y0: number
  y1: number
  stroke: string
}

export interface Mark {
  x: number
  y: number
  fill: string
  stroke: string
  /** A name that Vega knows, or a path between -1 and 1. */
  shape: string
}

export interface Text {
  x: number
  y: number
  text: string
  fill: string
  size: number
  align: 'left' | 'center' | 'right'
  bold: boolean
}

/** A text with everything that is not said taken as usual. */
export const text = (
  at: readonly [number, number],
  words: string,
  rest: Partial<Text> = {},
): Text => ({
  x: at[0],
  y: at[1],
  text: words,
  fill: INK.text,
  size: SIZE.normal,
  align: 'left',
  bold: false,
  ...rest,
})

interface Raw {
  field: string
  type: 'nominal'
  scale: null
}

/** A field that holds the colour, shape or text itself. */
const raw = (field: string): Raw => ({ field, type: 'nominal', scale: null })

interface Channel {
  field: string
  type: 'quantitative'
  scale: { type: 'linear' | 'log'; domain: number[]; nice: false; zero?: false } | null
  axis: { title: string; values: number[]; labelExpr: string; grid: boolean } | null
}

function along(field: string, scale: Scale | null): Channel {
  if (scale === null) return { field, type: 'quantitative', scale: null, axis: null }
  const names = Object.fromEntries(scale.ticks.map(({ at, text: name }) => [at, name]))
  const zero = scale.type === 'log' ? {} : { zero: false as const }
  return {
    field,
    type: 'quantitative',
    scale: { type: scale.type, domain: [...scale.domain], nice: false, ...zero },
    axis: {
      title: scale.title,
      values: scale.ticks.map(({ at }) => at),
      labelExpr: `(${JSON.stringify(names)})[datum.value]`,
      grid: scale.grid ?? true,
    },
  }
}

const ends = ({ x, y }: Axes) => ({
  x: along('x0', x),
  x2: { field: 'x1' },
  y: along('y0', y),
  y2: { field: 'y1' },
})

export const boxes = (axes: Axes, values: readonly Box[]): Layer => ({
  data: { values: [...values] },
  mark: { type: 'rect' },
  encoding: {
    ...ends(axes),
    fill: raw('fill'),
    ...(values.some(({ stroke }) => stroke !== undefined) ? { stroke: raw('stroke') } : {}),
  },
})

export interface LineStyle {
  width?: number
  dash?: number[]
}

export const lines = (axes: Axes, values: readonly Line[], style: LineStyle = {}): Layer => ({
  data: { values: [...values] },
  mark: { type: 'rule', strokeWidth: style.width ?? 1, strokeDash: style.dash ?? [1, 0] },
  encoding: { ...ends(axes), stroke: raw('stroke') },
})

/** One line through all points. */
export const path = (
  axes: Axes,
  values: readonly { x: number; y: number }[],
  { stroke, width = 2, dash = [1, 0] }: LineStyle & { stroke: string },
): Layer => ({
  data: { values: [...values] },
  mark: { type: 'line', stroke, strokeWidth: width, strokeDash: dash },
  encoding: { x: along('x', axes.x), y: along('y', axes.y) },
})

export const marks = (axes: Axes, values: readonly Mark[], size = 60): Layer => ({
  data: { values: [...values] },
  mark: { type: 'point', size, strokeWidth: 2, opacity: 1 },
  encoding: {
    x: along('x', axes.x),
    y: along('y', axes.y),
    fill: raw('fill'),
    stroke: raw('stroke'),
    shape: raw('shape'),
  },
})

/** Texts at px positions, a layer for each way of setting them. */
export function texts(values: readonly Text[]): Layer[] {
  const groups = Map.groupBy(values, ({ align, bold, size }) => `${align} ${bold} ${size}`)
  return [...groups.values()].map((group): Layer => ({
    data: { values: group.map(({ x, y, text: words, fill }) => ({ x, y, text: words, fill })) },
    mark: {
      type: 'text',
      align: group[0]?.align ?? 'left',
      baseline: 'alphabetic',
      fontSize: group[0]?.size ?? SIZE.normal,
      fontWeight: group[0]?.bold === true ? 600 : 400,
    },
    encoding: { x: along('x', null), y: along('y', null), text: raw('text'), fill: raw('fill') },
  }))
}

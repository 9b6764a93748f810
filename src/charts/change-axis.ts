/** A log axis of ratios whose ticks say per cent: equal factors up and down are equally far away. */
import { scaleLinear, scaleLog } from 'd3-scale'
import type { Axis, Range } from './axis.ts'
import { axisOf } from './axis.ts'
import { textWidth } from './text.ts'
import { SIZE } from './theme.ts'

/** Wider axes have ticks at factors, not at even steps; the widest at powers of ten. */
const NARROW = 1.6
const WIDE = 1000
const STEPS = 8

const FACTORS = { up: [1.2, 1.5, 2, 3, 5, 10, 20, 50], down: [0.8, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02] }
const POWERS = Array.from({ length: 15 }, (_, index) => 10 ** (index + 1))
const TENS = { up: POWERS, down: POWERS.map((power) => 1 / power) }

/** Space between two labels, px. */
const GAP = 10

/** `+2.5 %`, `−20 %`, `0 %`. */
function changeName(ratio: number): string {
  const figure = Number((100 * (ratio - 1)).toPrecision(6))
  if (figure > 1e6)
    return `${Number(ratio.toPrecision(3)).toExponential().replace('e+', 'e')} times`
  const sign = figure > 0 ? '+' : figure < 0 ? '−' : ''
  return `${sign}${Math.abs(figure).toLocaleString('en', { maximumFractionDigits: 4 })} %`
}

/** Whether the labels of two ratios stand apart. */
type Apart = (one: number, other: number) => boolean

/** Even steps, as many as have room. */
function steps([low, high]: Range, apart: Apart): number[] {
  const shares = scaleLinear([low - 1, high - 1], [0, 1])
  for (let count = STEPS; count > 1; count--) {
    const ratios = shares.ticks(count).map((share) => 1 + share)
    if (ratios.slice(1).every((ratio, index) => apart(ratio, ratios[index]!))) return ratios
  }
  return [1]
}

/** Factors up and down, from 1 outwards, those that have room. */
function factors([low, high]: Range, apart: Apart): number[] {
  const side = (ratios: readonly number[]): number[] => {
    const kept = [1]
    for (const ratio of ratios) {
      if (ratio >= low && ratio <= high && apart(ratio, kept.at(-1)!)) kept.push(ratio)
    }
    return kept.slice(1)
  }
  const { up, down } = high / low < WIDE ? FACTORS : TENS
  return [...side(down).toReversed(), 1, ...side(up)]
}

/** Ratios around 1; only ticks whose labels have room are kept. */
export function changeAxis(domain: Range, range: Range, title: string): Axis {
  const scale = scaleLog(domain, range)
  const half = (ratio: number): number => textWidth(changeName(ratio), SIZE.small) / 2
  const apart: Apart = (one, other) =>
    Math.abs(scale(one) - scale(other)) >= half(one) + half(other) + GAP
  const ratios = (domain[1] / domain[0] < NARROW ? steps : factors)(domain, apart)
  return axisOf(scale, ratios, changeName, title)
}

/** The writing on a row: inputs on or beside their bars, and how long the worker was idle. */
import { duration } from '../../text/format.ts'
import type { Text } from '../draw.ts'
import { text } from '../draw.ts'
import type { Svg } from '../svg.ts'
import { fitted, textWidth } from '../text.ts'
import { INK, SIZE } from '../theme.ts'
import type { Bar } from './bars.ts'
import type { Row } from './rows.ts'

const PAD = 6
/** Room from which on a cut name still says something. */
const ENOUGH = 46
/** A name beside its bar is not longer than this. */
const BESIDE = 150
/** In rows with more bars there are names on wide ones only. */
const FEW = 12
const WIDE = 44
/** Near the plot's end bars that go on are interrupted. */
const CUT = 16

/** Space between two places, px. */
interface Space {
  x0: number
  x1: number
}

const room = ({ x0, x1 }: Space): number => x1 - x0

const width = (words: string): number => textWidth(words, SIZE.small)

/** The most of a bar's name and time that fits; null for nothing. */
function most({ label, from, to }: Bar, space: number): string | null {
  const time = ` · ${duration(to - from)}`
  if (width(label + time) <= space) return label + time
  if (space > ENOUGH + width(time)) return fitted(label, space - width(time), SIZE.small) + time
  if (width(label) <= space) return label
  return space > ENOUGH ? fitted(label, space, SIZE.small) : null
}

/** What is left of and right of a line that no writing may cross, the wider one first. */
function around(space: Space, avoid: number | null): Space[] {
  if (avoid === null || avoid <= space.x0 || avoid >= space.x1) return [space]
  const sides = [
    { ...space, x1: avoid },
    { ...space, x0: avoid },
  ]
  return sides.toSorted((a, b) => room(b) - room(a))
}

/** The name on its bar. */
function onBar(bar: Bar, spaces: readonly Space[]): Omit<Text, 'y'> | null {
  for (const space of spaces) {
    const words = most(bar, room(space) - 2 * PAD)
    if (words !== null) return { x: space.x0 + PAD, text: words, fill: INK.onColour, bold: true }
  }
  return null
}

/** The name beside its bar, where neither the next bar nor the line to be avoided is in the way. */
function besideBar(
  { label }: Bar,
  { x0, x1 }: Space,
  avoid: number | null,
): Omit<Text, 'y'> | null {
  const short = fitted(label, BESIDE, SIZE.small)
  const end = x0 + 4 + width(short) + PAD
  if (end > x1 || (avoid !== null && avoid > x0 - 1 && avoid < end)) return null
  return { x: x0 + 4, text: short }
}

/** From the end of what follows a bar at once until the next one. */
function gapAfter(bars: readonly Bar[], index: number): { from: number; to: number | null } {
  let from = bars[index]?.to ?? 0
  for (const { kind, ...next } of bars.slice(index + 1)) {
    if (kind === 'run' || next.from > from) return { from, to: next.from }
    from = Math.max(from, next.to)
  }
  return { from, to: null }
}

/**
 * @param idle the lane's time without tasks at the end; null without any
 * @param bound where a line stands that no writing may cross, ms; null without one
 * @param ground px of a time, and the time at the plot's end
 */
export function writeRow(
  row: Row,
  idle: { from: number; to: number } | null,
  bound: number | null,
  { at, end }: { at: (time: number) => number; end: number },
): Svg[] {
  const avoid = bound === null ? null : at(bound)
  const few = row.bars.filter(({ kind }) => kind === 'run').length <= FEW
  const texts: Omit<Text, 'y'>[] = []
  let written = 0
  row.bars.forEach((bar, index) => {
    if (bar.kind !== 'run' || bar.from >= end) return
    const on = { x0: at(bar.from), x1: at(bar.to) - (bar.to > end ? CUT : 0) }
    if (!few && room(on) < WIDE) return
    const { from, to } = gapAfter(row.bars, index)
    const beside = { x0: at(from), x1: at(to ?? idle?.to ?? from) }
    const inside = onBar(bar, around(on, avoid))
    const name = inside ?? besideBar(bar, beside, avoid)
    if (name === null) return
    if (inside === null) written = name.x + width(name.text)
    texts.push(name)
  })
  if (idle !== null)
    texts.push(...writeIdle(idle, { x0: Math.max(at(idle.from), written), x1: at(idle.to) }, avoid))
  const y = row.top + row.height / 2 + 4
  return texts.map((it) => text({ size: SIZE.small, y, ...it }))
}

/** At the right, or left of the line that is to be avoided. */
function writeIdle(
  { from, to }: { from: number; to: number },
  { x0, x1 }: Space,
  avoid: number | null,
): Omit<Text, 'y'>[] {
  const words = `idle ${duration(to - from)}`
  const crossed = avoid !== null && avoid > x1 - width(words) - 2 * PAD && avoid < x1
  const end = (crossed ? avoid : x1) - PAD
  return end - x0 - PAD < width(words)
    ? []
    : [{ x: end, text: words, fill: INK.muted, anchor: 'end' }]
}

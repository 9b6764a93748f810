/** The writing on a lane: inputs on or beside their bars, and how long the worker was idle. */
import { duration } from '../../report/format.ts'
import type { Text } from '../draw.ts'
import { text } from '../draw.ts'
import { fitted, textWidth } from '../text.ts'
import { INK, SIZE } from '../theme.ts'

/** A task as drawn, px. */
export interface Bar {
  /** Leaving the queue. */
  from: number
  /** The run. */
  x0: number
  x1: number
  /** The caller had the result. */
  to: number
  input: string
  /** Of the run, ms. */
  took: number
}

export interface LaneWriting {
  bars: readonly Bar[]
  /** Where the lane's idle time begins and ends, px; null without any. */
  idle: { x0: number; x1: number; took: number } | null
  /** A line that no writing may cross, px. */
  avoid: number | null
  /** The baseline of all writing. */
  y: number
}

const PAD = 6
/** Room from which on a cut name still says something. */
const ENOUGH = 46
/** A name beside its bar is not longer than this. */
const BESIDE = 150
/** In lanes with more bars there are names on wide ones only. */
const FEW = 12
const WIDE = 44

const width = (words: string): number => textWidth(words, SIZE.small)

/** The most of a bar's name and time that fits into the room; null for nothing. */
function most({ input, took }: Bar, room: number): string | null {
  const time = ` · ${duration(took)}`
  if (width(input + time) <= room) return input + time
  if (room > ENOUGH + width(time)) return fitted(input, room - width(time), SIZE.small) + time
  if (width(input) <= room) return input
  return room > ENOUGH ? fitted(input, room, SIZE.small) : null
}

/** The name on the bar, before the line that is to be avoided or after it, where more room is. */
function onBar(bar: Bar, y: number, avoid: number | null): Text | null {
  const crossed = avoid !== null && avoid > bar.x0 && avoid < bar.x1
  const rooms = crossed
    ? [
        [bar.x0, avoid],
        [avoid, bar.x1],
      ].toSorted(([a0 = 0, a1 = 0], [b0 = 0, b1 = 0]) => b1 - b0 - (a1 - a0))
    : [[bar.x0, bar.x1]]
  for (const [x0 = 0, x1 = 0] of rooms) {
    const words = most(bar, x1 - x0 - 2 * PAD)
    const style = { size: SIZE.small, fill: INK.onColour, bold: true }
    if (words !== null) return text([x0 + PAD, y], words, style)
  }
  return null
}

/** The name beside its bar, where neither the next bar nor the line to be avoided is in the way. */
function besideBar(bar: Bar, until: number, { y, avoid }: LaneWriting): Text | null {
  const short = fitted(bar.input, BESIDE, SIZE.small)
  const start = bar.to + 4
  const end = start + width(short) + PAD
  if (end > until || (avoid !== null && avoid > bar.to - 1 && avoid < end)) return null
  return text([start, y], short, { size: SIZE.small })
}

/** Names of one lane's bars, from left to right, and where the last one beside a bar ends. */
function names(lane: LaneWriting): { texts: Text[]; end: number } {
  const { bars, idle, avoid, y } = lane
  const texts: Text[] = []
  let end = 0
  bars.forEach((bar, index) => {
    if (bars.length > FEW && bar.x1 - bar.x0 < WIDE) return
    const inside = onBar(bar, y, avoid)
    const until = bars[index + 1]?.from ?? idle?.x1 ?? bar.to
    const beside = inside === null ? besideBar(bar, until, lane) : null
    if (beside !== null) end = beside.x + width(beside.text)
    const name = inside ?? beside
    if (name !== null) texts.push(name)
  })
  return { texts, end }
}

/** All writing of one lane. */
export function laneTexts(lane: LaneWriting): Text[] {
  const { texts, end } = names(lane)
  if (lane.idle === null) return texts
  const { x0, x1, took } = lane.idle
  const words = `idle ${duration(took)}`
  const from = Math.max(x0, end) + PAD
  const { avoid } = lane
  const crossed = avoid !== null && avoid > x1 - width(words) - 2 * PAD && avoid < x1
  const until = (crossed ? avoid : x1) - PAD
  if (until - from < width(words)) return texts
  const style = { size: SIZE.small, fill: INK.muted, align: 'right' } as const
  return [...texts, text([until, lane.y], words, style)]
}

/** Many workers are done so early that on a whole axis nobody could see them: a shorter axis. */
import { livesOf } from './life.ts'
import type { CaseResult } from '../../model.ts'
import { isPool } from '../../report/words.ts'
import type { Box } from '../draw.ts'
import { INK } from '../theme.ts'
import type { Drawing } from './lanes.ts'
import type { Group } from './layout.ts'
import { endOf } from './rows.ts'

/** With the pools done this many times earlier the axis is cut, at this many times their end. */
const EARLY = 8
const SHOWN = 4

/** Where the axis ends, ms. */
export function cutEnd(cases: readonly CaseResult[], all: number): number {
  const pools = cases.filter(isPool).map((case_) => endOf(livesOf(case_)))
  const last = Math.max(0, ...pools)
  return last > 0 && last * EARLY < all ? last * SHOWN : all
}

/** What lies before the end, with two gaps near it where the lane goes on. */
export function cutAt(
  drawing: Drawing,
  { case_, rows }: Group,
  end: number,
  perMs: number,
): Drawing {
  if (endOf(livesOf(case_)) <= end) return drawing
  const inside = drawing.boxes.filter(({ x0 }) => x0 < end)
  const boxes = inside.map(({ x0, x1, y0, y1, fill }): Box => ({
    x0,
    x1: Math.min(x1, end),
    y0,
    y1,
    fill,
  }))
  const texts = drawing.texts.filter(({ x }) => x < end * perMs - 60)
  const gaps = rows.flatMap(({ top, height }) =>
    [14, 8].map((before): Box => {
      const x0 = end - before / perMs
      return { x0, x1: x0 + 3 / perMs, y0: top, y1: top + height, fill: INK.paper }
    }),
  )
  return { ...drawing, boxes: [...boxes, ...gaps], texts }
}

/** A case's rows: bars with their writing, shares of time, or numbers of tasks. */
import { overlaps } from '../../modes.ts'
import type { Box } from '../draw.ts'
import { box } from '../draw.ts'
import type { Svg } from '../svg.ts'
import { INK, MODE_LOOKS } from '../theme.ts'
import type { Bar, Kind } from './bars.ts'
import { loads } from './bins.ts'
import { colourOf } from './overheads.ts'
import { writeRow } from './labels.ts'
import type { Group, Row } from './rows.ts'
import { endOf } from './rows.ts'

/** What all lanes share. */
export interface Ground {
  /** Px of a time; not further right than the plot's end. */
  at: (time: number) => number
  /** The time at the plot's end, ms. */
  end: number
  /** Most boxes for one case. */
  budget: number
}

export interface Drawing {
  marks: Svg[]
  /** Whether tasks are drawn as shares of time instead of bars. */
  thinned: boolean
}

/** Bars narrower than this are left out, px; what runs gets this much at least. */
const LEAST = 0.5
const LEAST_RUN = 1
/** Idle time narrower than this is left out, px. */
const LEAST_IDLE = 2
/** Rows lower than this carry no writing, px. */
const WRITABLE = 15
/** From this many tasks on in a lane, bars would run into each other. */
const MANY = 150

export function drawGroup(group: Group, ground: Ground): Drawing {
  const gaps = group.end > ground.end ? group.rows.flatMap((row) => drawCut(row, ground)) : []
  if (group.crowd) return { marks: [...drawCrowd(group, ground), ...gaps], thinned: true }
  const many = group.rows.some((row) => row.bars.filter(isRun).length >= MANY)
  const visible = group.rows.flatMap(({ bars }) => bars.filter((bar) => isSeen(bar, ground)))
  const thinned = many || visible.length > ground.budget
  const rows = group.rows.flatMap((row) =>
    thinned ? drawShares(row, group, ground) : drawBars(row, group, ground),
  )
  return { marks: [...rows, ...gaps], thinned }
}

const isRun = ({ kind }: Bar): boolean => kind === 'run'

const isSeen = ({ kind, from, to }: Bar, { at, end }: Ground): boolean =>
  from < end && (kind === 'run' || at(to) - at(from) >= LEAST)

/** Top and bottom of a row. */
const heightOf = ({ top, height }: Row): Pick<Box, 'y0' | 'y1'> => ({ y0: top, y1: top + height })

/** Two gaps near the plot's end: the lane goes on behind it. */
function drawCut(row: Row, { at, end }: Ground): Svg[] {
  return [14, 8].map((before) => {
    const x0 = at(end) - before
    return box({ x0, x1: x0 + 3, ...heightOf(row), fill: INK.paper })
  })
}

/** From a lane's last task until the other lanes were done as well, ms. */
function idleOf(row: Row, { case_, end }: Group): { from: number; to: number } | null {
  const from = endOf(row.bars)
  return overlaps(case_) || end <= from ? null : { from, to: end }
}

function drawBars(row: Row, group: Group, ground: Ground): Svg[] {
  const { at } = ground
  const idle = idleOf(row, group)
  const bars = row.bars.filter((bar) => isSeen(bar, ground))
  return [
    ...(idle === null ? [] : drawIdle(row, at(idle.from), at(idle.to))),
    ...bars.map(({ kind, from, to }) => {
      const [x0, x1] = [at(from), at(to)]
      // a narrow gap tells one task from the next
      const end = x1 - x0 > 4 ? x1 - 1 : Math.max(x1, x0 + LEAST_RUN)
      return box({ x0, x1: end, ...heightOf(row), fill: colourOf(kind, group.case_.mode) })
    }),
    ...(row.height < WRITABLE ? [] : writeRow(row, idle, group.bound, ground)),
  ]
}

function drawIdle({ top, height }: Row, x0: number, x1: number): Svg[] {
  if (x1 - x0 < LEAST_IDLE) return []
  return [box({ x0, x1, y0: top + 0.5, y1: top + height - 0.5, fill: INK.pale })]
}

const STACK: readonly Kind[] = ['run', 'startup', 'serialise', 'deserialise', 'message']

function drawShares(row: Row, { case_, end, rows }: Group, ground: Ground): Svg[] {
  const until = Math.min(end, ground.end)
  const most = Math.floor(ground.budget / rows.length / 3)
  const count = Math.max(8, Math.min(160, most, Math.floor(ground.at(until) / 3)))
  const heights = Array.from({ length: count }, () => 0)
  const { y0, y1 } = heightOf(row)
  const boxes = STACK.flatMap((kind) => {
    const bars = row.bars.filter((bar) => bar.kind === kind)
    return loads(bars, count, until).flatMap((load, bin) => {
      const under = heights[bin] ?? 0
      const height = Math.min(load * row.height, row.height - under)
      heights[bin] = under + height
      if (height < LEAST) return []
      const y = { y0: y1 - under - height, y1: y1 - under }
      const fill = colourOf(kind, case_.mode)
      return [box({ ...binAt(bin, count, until, ground), ...y, fill })]
    })
  })
  return [box({ x0: 0, x1: ground.at(until), y0, y1, fill: INK.pale }), ...boxes]
}

/** A bin's place; it reaches under the next one, so that no gap shines through. */
const binAt = (bin: number, count: number, end: number, { at }: Ground) => ({
  x0: at((bin * end) / count),
  x1: at((Math.min(count, bin + 1.2) * end) / count),
})

/** One event loop with very many tasks at once: how many. */
function drawCrowd({ case_, rows, end }: Group, ground: Ground): Svg[] {
  const until = Math.min(end, ground.end)
  return rows.flatMap(({ bars, top, height }) => {
    const tasks = loads(bars, 150, until)
    const most = Math.max(1, ...tasks)
    return tasks.flatMap((at, bin) => {
      const part = (at / most) * height
      const y = { y0: top + height - part, y1: top + height }
      const fill = MODE_LOOKS[case_.mode].colour
      return part < LEAST ? [] : [box({ ...binAt(bin, tasks.length, until, ground), ...y, fill })]
    })
  })
}

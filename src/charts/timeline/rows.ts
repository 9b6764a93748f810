/** Where each case and each of its rows stands, px from the top. */
import type { CaseResult } from '../../model.ts'
import { count } from '../../text/format.ts'
import { isPool, overlaps } from '../../modes.ts'
import type { Bar, Lane } from './bars.ts'

/** Rows of overlapping tasks from which on only their number is drawn. */
const CROWD = 8
/** Most lanes that are drawn for a case: fewer where there are many cases. */
const LANES = { few: 16, many: 8 } as const
const MANY = 6
const LEAST_GROUP = 32
/** Above a pool there is room for the name of its bound. */
const GAP = { pool: 26, other: 14 } as const

/** A case with what was traced of it. */
export interface Traced {
  case_: CaseResult
  lanes: readonly Lane[]
  /** When the last of its tasks was done, ms. */
  end: number
  /** Least time that any schedule needs, ms; null where there are no workers. */
  bound: number | null
}

/** A lane, or some of a lane's bars that do not overlap. */
export interface Row extends Lane {
  top: number
  height: number
}

export interface Group extends Traced {
  top: number
  bottom: number
  rows: Row[]
  /** Too many tasks at once for rows: their number is drawn. */
  crowd: boolean
}

/** Bars that overlap, each in the first row that is free. */
export function packed(bars: readonly Bar[]): Bar[][] {
  const rows: Bar[][] = []
  for (const bar of bars) {
    const free = rows.find((row) => (row.at(-1)?.to ?? 0) <= bar.from)
    if (free === undefined) rows.push([bar])
    else free.push(bar)
  }
  return rows
}

export const endOf = (bars: readonly Bar[]): number =>
  bars.reduce((end, { to }) => Math.max(end, to), 0)

/** Of very many lanes every so many, from those done first to the one done last. */
function some(lanes: readonly Lane[], most: number): Lane[] {
  if (lanes.length <= most) return [...lanes]
  const sorted = lanes.toSorted((a, b) => endOf(a.bars) - endOf(b.bars))
  const step = (sorted.length - 1) / (most - 1)
  const chosen = new Set(
    Array.from({ length: most }, (_, index) => sorted[Math.round(index * step)]),
  )
  return lanes.filter((lane) => chosen.has(lane))
}

interface Content {
  lanes: Lane[]
  crowd: boolean
}

function contentOf({ case_, lanes }: Traced, most: number): Content {
  if (!overlaps(case_)) return { lanes: some(lanes, most), crowd: false }
  const bars = lanes.flatMap((lane) => lane.bars)
  const rows = packed(bars)
  if (rows.length > CROWD) {
    return { lanes: [{ name: `${count(rows.length)} at once`, bars }], crowd: true }
  }
  const named = rows.map((row, index) => ({ name: index === 0 ? 'main' : '', bars: row }))
  return { lanes: named, crowd: false }
}

interface RowSize {
  height: number
  /** After it. */
  gap: number
}

/** By how many rows there are. */
function rowSize(rows: number): RowSize {
  if (rows <= 10) return { height: 20, gap: 4 }
  if (rows <= 18) return { height: 16, gap: 3 }
  return rows <= 34 ? { height: 12, gap: 3 } : { height: 8, gap: 2 }
}

export function layout(cases: readonly Traced[]): { groups: Group[]; height: number } {
  const most = cases.length > MANY ? LANES.many : LANES.few
  const contents = cases.map((traced) => contentOf(traced, most))
  const size = rowSize(contents.reduce((sum, { lanes }) => sum + lanes.length, 0))
  let y = 0
  const groups = cases.map((traced, index): Group => {
    const top = y + (isPool(traced.case_) ? GAP.pool : GAP.other)
    const { lanes, crowd } = contents[index] ?? { lanes: [], crowd: false }
    const placed = place(lanes, top, crowd ? { height: 40, gap: 0 } : size)
    y = placed.bottom
    return { ...traced, ...placed, top, crowd }
  })
  return { groups, height: y + 10 }
}

function place(lanes: readonly Lane[], top: number, size: RowSize): Pick<Group, 'rows' | 'bottom'> {
  const height = lanes.length === 1 ? Math.max(24, size.height) : size.height
  const needed = lanes.length * (height + size.gap) - size.gap
  const first = top + Math.max(0, (LEAST_GROUP - needed) / 2)
  const rows = lanes.map((lane, index) => ({
    ...lane,
    top: first + index * (height + size.gap),
    height,
  }))
  return { rows, bottom: top + Math.max(LEAST_GROUP, needed) }
}

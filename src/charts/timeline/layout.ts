/** Where each case and each of its rows stands, px from the top. */
import { livesOf } from './life.ts'
import type { CaseResult } from '../../model.ts'
import { count } from '../../report/format.ts'
import { isPool } from '../../report/words.ts'
import { packed, rowsOf } from './rows.ts'
import type { Row } from './rows.ts'

/** Rows of overlapping tasks from which on only their number is drawn. */
const CROWD = 8
/** Most lanes that are drawn for a case: fewer where there are many cases. */
const LANES = { few: 16, many: 8 } as const
const MANY = 6
const LEAST_GROUP = 32
/** Above a pool there is room for the name of its bound. */
const GAP = { pool: 26, other: 14 } as const

export interface PlacedRow extends Row {
  top: number
  height: number
}

export interface Group {
  case_: CaseResult
  top: number
  bottom: number
  rows: PlacedRow[]
  /** All lanes, drawn or not. */
  lanes: number
  /** Too many tasks at once for rows: their number is drawn. */
  crowd: boolean
}

/** Height of a row and of the gap after it, by how many there are. */
function rowSize(rows: number): { height: number; gap: number } {
  if (rows <= 10) return { height: 20, gap: 4 }
  if (rows <= 18) return { height: 16, gap: 3 }
  return rows <= 34 ? { height: 12, gap: 3 } : { height: 8, gap: 2 }
}

interface Content {
  case_: CaseResult
  rows: Row[]
  lanes: number
  crowd: boolean
}

function contentOf(case_: CaseResult, most: number): Content {
  const atOnce = case_.mode === 'concurrent' ? packed(livesOf(case_)).length : 1
  if (atOnce <= CROWD) return { case_, crowd: false, ...rowsOf(case_, most) }
  const rows = [{ name: `${count(atOnce)} at once`, tasks: livesOf(case_) }]
  return { case_, crowd: true, rows, lanes: 1 }
}

export function layout(cases: readonly CaseResult[]): { groups: Group[]; height: number } {
  const most = cases.length > MANY ? LANES.many : LANES.few
  const contents = cases.map((case_) => contentOf(case_, most))
  const size = rowSize(contents.reduce((sum, { rows }) => sum + rows.length, 0))
  let y = 0
  const groups = contents.map((content) => {
    const top = y + (isPool(content.case_) ? GAP.pool : GAP.other)
    const group = place(content, top, size)
    y = group.bottom
    return group
  })
  return { groups, height: y + 10 }
}

function place(content: Content, top: number, size: { height: number; gap: number }): Group {
  const { rows, crowd } = content
  const alone = rows.length === 1
  const height = crowd ? 40 : alone ? Math.max(24, size.height) : size.height
  const needed = rows.length * (height + size.gap) - size.gap
  const first = top + Math.max(0, (LEAST_GROUP - needed) / 2)
  const placed = rows.map((row, index) => ({
    name: row.name,
    tasks: row.tasks,
    top: first + index * (height + size.gap),
    height,
  }))
  return { ...content, top, bottom: top + Math.max(LEAST_GROUP, needed), rows: placed }
}

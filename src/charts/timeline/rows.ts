/** A case's tasks in rows in which nothing overlaps. */
import type { Life } from './life.ts'
import { livesOf } from './life.ts'
import type { CaseResult, Mode, WorkerId } from '../../model.ts'

export interface Row {
  /** The worker's name; empty where a row continues the one above. */
  name: string
  /** By time. */
  tasks: Life[]
}

export interface Rows {
  rows: Row[]
  /** Lanes in all; more than the rows where not all of them are drawn. */
  lanes: number
}

const byStart = (a: Life, b: Life): number => a.dispatched - b.dispatched

/** When the last of the tasks was done. */
export const endOf = (tasks: readonly Life[]): number =>
  tasks.reduce((end, { done }) => Math.max(end, done), 0)

function nameOf(mode: Mode, worker: WorkerId | undefined): string {
  if (mode === 'serial' || mode === 'concurrent') return 'main'
  if (worker === undefined) return 'no task'
  return mode === 'threads' ? `thread ${worker.threadId}` : `pid ${worker.pid}`
}

/** Tasks that overlap on one event loop, each in the first row that is free. */
export function packed(tasks: readonly Life[]): Life[][] {
  const rows: Life[][] = []
  for (const task of tasks.toSorted(byStart)) {
    const free = rows.find((row) => (row.at(-1)?.done ?? 0) <= task.dispatched)
    if (free === undefined) rows.push([task])
    else free.push(task)
  }
  return rows
}

/** Of very many lanes every so many, from those done first to the one done last. */
function some(rows: readonly Row[], most: number): Row[] {
  if (rows.length <= most) return [...rows]
  const sorted = rows.toSorted((a, b) => endOf(a.tasks) - endOf(b.tasks))
  const step = (sorted.length - 1) / (most - 1)
  const chosen = new Set(
    Array.from({ length: most }, (_, index) => sorted[Math.round(index * step)]),
  )
  return rows.filter((row) => chosen.has(row))
}

/** @param most lanes that are drawn */
export function rowsOf(case_: CaseResult, most: number): Rows {
  const { mode, workers } = case_
  const lives = livesOf(case_)
  if (mode === 'concurrent') {
    const rows = packed(lives).map((tasks, index) => ({ name: index === 0 ? 'main' : '', tasks }))
    return { rows, lanes: rows.length }
  }
  const lanes = Map.groupBy(lives, ({ lane }) => lane)
  const count = Math.max(workers, ...[...lanes.keys()].map((lane) => lane + 1))
  const rows = Array.from({ length: count }, (_, lane) => {
    const tasks = (lanes.get(lane) ?? []).toSorted(byStart)
    return { name: nameOf(mode, tasks[0]?.worker), tasks }
  })
  return { rows: some(rows, most), lanes: count }
}

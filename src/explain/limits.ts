/** What the tasks themselves allow: the parts of the bound, so that the report can work it through. */
import type { TaskTime } from '../model.ts'
import { lowerBound } from './bound.ts'

/** From this share of the bound on, sharing evenly is called what limits the pool. */
const NEARLY = 0.95

export interface Limits {
  workers: number
  /** Sum of all tasks. */
  total: number
  /** The sum shared evenly by the workers. */
  even: number
  longest: TaskTime
  /** Of the W + 1 longest tasks two share a worker: at least these two. Null for W tasks or fewer. */
  pair: { longer: TaskTime; shorter: TaskTime; duration: number } | null
  /** The least time that any schedule needs. */
  least: number
  /** total / least. */
  best: number
  /** Which of the three decides. */
  decides: 'even' | 'longest' | 'pair'
}

function pairOf(sorted: readonly TaskTime[], workers: number): Limits['pair'] {
  const longer = sorted[workers - 1]
  const shorter = sorted[workers]
  if (longer === undefined || shorter === undefined) return null
  return { longer, shorter, duration: longer.duration + shorter.duration }
}

/** The limits for a number of workers; null when there are no tasks or they took no time. */
export function limits(tasks: readonly TaskTime[], workers: number): Limits | null {
  const sorted = tasks.toSorted((a, b) => b.duration - a.duration)
  const longest = sorted[0]
  if (longest === undefined || longest.duration <= 0) return null
  const total = sorted.reduce((sum, task) => sum + task.duration, 0)
  const even = total / workers
  const pair = pairOf(sorted, workers)
  const durations = sorted.map(({ duration }) => duration)
  const least = lowerBound(durations, workers)
  const other = longest.duration >= (pair?.duration ?? 0) ? 'longest' : 'pair'
  const decides = even >= NEARLY * least ? 'even' : other
  return { workers, total, even, longest, pair, least, best: total / least, decides }
}

/** What another order of the tasks, or smaller tasks, would have given. Pure arithmetic. */
import { lowerBound } from './bound.ts'

/** Into how many pieces a report tries to split the longest task. */
export const PIECES: readonly number[] = [2, 3, 4, 8]

/**
 * Makespan when every free worker takes the next task of the list, in the unit of the durations.
 * (List scheduling, Graham 1966: at most 2 - 1/W times the optimum.)
 */
export function listSchedule(durations: readonly number[], workers: number): number {
  const free = Array.from({ length: workers }, () => 0)
  for (const duration of durations) {
    const first = free.indexOf(Math.min(...free))
    free[first] = (free[first] ?? 0) + duration
  }
  return Math.max(...free)
}

/** The same with the longest task first: at most 4/3 - 1/(3W) times the optimum (Graham 1969). */
export function longestFirst(durations: readonly number[], workers: number): number {
  return listSchedule(
    durations.toSorted((one, other) => other - one),
    workers,
  )
}

export interface Split {
  /** Into how many equal pieces the longest task is cut. */
  pieces: number
  /** Least makespan of any schedule then. */
  least: number
}

/** What cutting the longest task into k equal pieces would allow, for each k asked. */
export function splitLongest(
  durations: readonly number[],
  workers: number,
  pieces: readonly number[],
): Split[] {
  const [longest = 0, ...others] = durations.toSorted((one, other) => other - one)
  return pieces.map((count) => {
    const parts = Array.from({ length: count }, () => longest / count)
    return { pieces: count, least: lowerBound([...parts, ...others], workers) }
  })
}

/** What any schedule could reach at best with the tasks as they are. */
import { sum } from '../stats/mean.ts'

/**
 * The shortest possible makespan of independent tasks on `workers` workers that each run one task
 * at a time, in the unit of the durations:
 * `max(sum / W, max, p_W + p_(W+1))` for p sorted from long to short. The last term: of the W + 1
 * longest tasks two share a worker. (Graham 1969; Lawler et al. 1993, "Sequencing and scheduling".)
 */
export function lowerBound(durations: readonly number[], workers: number): number {
  const sorted = durations.toSorted((one, other) => other - one)
  const pair = (sorted[workers - 1] ?? 0) + (sorted[workers] ?? 0)
  // over the sorted ones: the same sum to the last digit, whatever the tasks' order
  return Math.max(sum(sorted) / workers, sorted[0] ?? 0, sorted.length > workers ? pair : 0)
}

/**
 * One event loop: what computes adds up, what awaits overlaps freely. Same unit.
 *
 * @param busy per task the time it holds the loop: all of it, or for a promise its CPU time
 */
export function eventLoopBound(durations: readonly number[], busy: readonly number[]): number {
  return Math.max(sum(busy), ...durations)
}

/** `sum / bound`: the best speedup over running one after another; 1 for no work at all. */
export function bestSpeedup(durations: readonly number[], bound: number): number {
  return bound > 0 ? sum(durations) / bound : 1
}

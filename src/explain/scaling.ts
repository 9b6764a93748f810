/** How the speedup grows with the workers, and how small a task may be. */

/** Only where the tasks themselves allow nearly all workers to be used does the fraction mean them. */
const BOUND_NEAR_WORKERS = 0.95

/**
 * The serial fraction that a measured speedup amounts to, `(1/S - 1/W) / (1 - 1/W)`: 0 for a perfect
 * one, 1 for none. (Karp, Flatt 1990, "Measuring parallel processor performance".)
 *
 * @returns null for one worker, and where uneven tasks bound the speedup well below the workers
 */
export function karpFlatt(speedup: number, workers: number, bound: number): number | null {
  if (workers < 2 || bound < BOUND_NEAR_WORKERS * workers) return null
  return (1 / speedup - 1 / workers) / (1 - 1 / workers)
}

/**
 * The task duration from which a pool pays: below it, getting a task to a worker and back costs more
 * than sharing the work saves, `overhead / (1 - 1/best)`, in the overhead's unit.
 *
 * @param overhead per task: everything on the way that is not the task itself
 * @param best the best speedup that the tasks allow
 * @returns null where nothing can be gained
 */
export function breakEvenDuration(overhead: number, best: number): number | null {
  return best > 1 ? overhead / (1 - 1 / best) : null
}

/**
 * The bytes per task, both ways together, at which a pool stops paying for tasks of this duration.
 *
 * @param duration of a task, ms
 * @param perByte ms that a byte costs on its way
 */
export function breakEvenBytes(duration: number, perByte: number, best: number): number | null {
  return best > 1 && perByte > 0 ? (duration * (1 - 1 / best)) / perByte : null
}

/** How the speedup grows with the workers. */

/** Only where the tasks themselves allow nearly all workers to be used does the fraction mean them. */
const BOUND_NEAR_WORKERS = 0.95

/** A law of scaling has two free parameters or more; on fewer worker counts it would fit anything. */
export const COUNTS_TO_FIT = 6

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

/** A figure, and how sure it is. */

/** A range that holds the true value with the stated confidence. */
export interface Interval {
  low: number
  high: number
  /** The confidence that the method really reached, all looks together: 0.95 or a little above. */
  confidence: number
}

/** A figure with its interval, or with the reason why there is none. */
export interface Estimate {
  value: number
  interval: Interval | null
  /** How many independent values (rounds) it rests on. */
  n: number
  /** Why there is no interval, e.g. "n = 2, no interval yet, needs 6"; null when there is one. */
  note: string | null
}

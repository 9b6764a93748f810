/** How many calls are timed between two readings of the clock. */
import type { Clock } from '../model.ts'

/** Largest share of what is measured that the clock may have. */
const SHARE = 0.005

/** Calls from this duration on, ms, are timed one by one where the clock allows. */
const SINGLE = 0.02

/** Shorter calls are timed together for so long, ms: 10,000 samples a second. */
const TOGETHER = 0.1

/** A batch grows at most by this factor, so that one odd reading cannot make it endless. */
const GROWTH = 16

/** Calls become faster while they are compiled; so much more keeps the batch long enough. */
const RESERVE = 1.2

export interface BatchRule {
  /** Ms from which one call is enough. */
  single: number
  /** Ms that a batch takes at least. */
  together: number
}

/** The rule for a clock: it has at most `SHARE` of every batch, by its cost and by its resolution. */
export function batchRule({ cost, resolution }: Clock): BatchRule {
  const least = Math.max(cost, resolution) / SHARE
  return { single: Math.max(SINGLE, least), together: Math.max(TOGETHER, least) }
}

/** No call is shorter, ms: an empty one takes as long as a turn of its loop. */
const SHORTEST = 1e-7

/** The size of a batch for calls of so many ms. */
export function callsFor(duration: number, { single, together }: BatchRule): number {
  if (duration >= single) return 1
  return Math.ceil((RESERVE * together) / Math.max(duration, SHORTEST))
}

/**
 * The size of the next batch after one of `calls` calls took `elapsed` ms: the same, or larger where
 * that was too short. It never shrinks within a turn, where a pause would make it small.
 */
export function grown(calls: number, elapsed: number, rule: BatchRule): number {
  if (elapsed >= (calls === 1 ? rule.single : rule.together)) return calls
  return Math.max(calls, Math.min(calls * GROWTH, callsFor(elapsed / calls, rule)))
}

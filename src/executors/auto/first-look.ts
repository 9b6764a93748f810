/** What a call has seen of its tasks on the caller's thread, and whether others may be sent away by that. Pure. */
import type { Known } from './choice.ts'
import type { Slice } from './tap.ts'

export interface FirstLook {
  /** Ms that went by on this thread, and in how many slices. */
  duration: number
  slices: number
  /** Ms of the last slice, of each of its tasks, and that as a multiple of the slice before. */
  last: number
  task: number
  change: number
}

export const UNSEEN: FirstLook = { duration: 0, slices: 0, last: 0, task: Infinity, change: 0 }

/**
 * Cold calls say little. Nobody leaves before so many ms, or so many slices of which the last one took a
 * while and its tasks about as long as those before, or so many slices of whatever length.
 */
const ENOUGH = 100
const SLICES = { some: 3, while: 1, many: 12 }
const STEADY = { least: 0.7, most: 1.4 }
/** Tasks of so few ms are compiled in the middle of a call: of so many calls each is looked at first. */
const TINY = { task: 0.02, calls: 3 }

export function andSlice(seen: FirstLook, { duration, count }: Slice): FirstLook {
  const task = duration / count
  return {
    duration: seen.duration + duration,
    slices: seen.slices + 1,
    last: duration,
    task,
    change: task / seen.task,
  }
}

export function isEnough({ duration, slices, last, change }: FirstLook): boolean {
  const { some, while: aWhile, many } = SLICES
  if (duration >= ENOUGH || slices >= many) return true
  return slices >= some && last >= aWhile && change >= STEADY.least && change <= STEADY.most
}

/** Whether too little is known of the kernel to send its tasks away before some have run here. */
export function looksFirst({ calls, alone, crossing }: Known, seen: FirstLook): boolean {
  if (alone === null) return false
  const isTiny = alone.task < TINY.task
  if (isTiny && calls < TINY.calls && !isEnough(seen)) return true
  return crossing.threads === undefined && seen.slices === 0
}

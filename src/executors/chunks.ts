/**
 * How many tasks travel together: enough that the trip does not count, few enough that all workers
 * end together. Guided self-scheduling (Polychronopoulos, Kuck 1987): a share of what is left, here
 * held between two durations. Pure.
 */

/** Chunks that a worker has at a time: the one under way, and the next. */
export const UNDER_WAY = 2

/** What has been learned of a kernel's tasks in a pool. */
export interface Pace {
  /** Ms that a task takes in its worker, unpacking and packing included; null: not known yet. */
  task: number | null
  /** Bytes that a task takes on its way, input and result together. */
  bytes: number
  /** Tasks of the largest chunk so far: the time of a few cold calls says little of many warm ones. */
  largest: number
}

export const UNKNOWN: Pace = { task: null, bytes: 0, largest: 0 }

/** No chunk is meant to take longer, ms: the trip is some 0.1 ms, and progress is to be seen. */
const LONGEST = 50
/** Nor shorter, ms: below that the trip would count. */
const SHORTEST = 2
/** A chunk is this share of what each worker will still have to do. */
const SHARE = 1 / 2
/** A chunk is at most so many times as large as the largest one before. */
const GROWTH = 8
/**
 * Bytes of a chunk, both ways together. Its values live until it is answered: of more of them, each
 * collection of young garbage in between would move what is soon dead.
 */
const HEAVIEST = 2 ** 17
/** Ms of a trip, and of each byte on it: objects are read and written at some 100 MB a second. */
const TRIP = { each: 0.1, byte: 1e-5 }
/** Of a chunk: ms it is not meant to be over or under, and bytes. */
export interface ChunkLimits {
  longest: number
  shortest: number
  heaviest: number
}

const LIMITS: ChunkLimits = { longest: LONGEST, shortest: SHORTEST, heaviest: HEAVIEST }

/** A task that takes so many times its trip travels alone and waits for no other. */
const LONG = 100
/** Ms that a chunk may wait for another one at the end: the gap between two takes as long. */
const BRIEF = 0.5
/** How much the last chunk counts against all before it. */
const WEIGHT = 0.5

/**
 * Tasks of the next chunk, at least 1.
 *
 * @param left tasks that no worker has yet; null: nobody knows
 */
export function chunkSize(
  pace: Pace,
  left: number | null,
  workers: number,
  { longest, shortest, heaviest }: ChunkLimits = LIMITS,
): number {
  if (pace.task === null) return 1
  const fitting = (duration: number): number => duration / Math.max(pace.task ?? 0, 1e-6)
  const shared = left === null ? Infinity : Math.max((left * SHARE) / workers, fitting(shortest))
  const light = heaviest / Math.max(pace.bytes, 1)
  const size = Math.min(fitting(longest), shared, light, GROWTH * pace.largest, left ?? Infinity)
  return Math.max(1, Math.floor(size))
}

/**
 * Whether a worker that is busy may be given its next chunk already: it then begins without a gap.
 * Not where tasks are long, nor at the end, where a worker that is done first can take them, unless
 * that costs more than it would save.
 */
export function mayQueue(pace: Pace, left: number | null, workers: number): boolean {
  if (pace.task === null || pace.task >= LONG * (TRIP.each + TRIP.byte * pace.bytes)) return false
  if (left === null || left * pace.task >= workers * SHORTEST) return true
  return chunkSize(pace, left, workers) * pace.task <= BRIEF
}

/**
 * What a chunk of `count` tasks teaches.
 *
 * @param busy ms that they took in their worker
 * @param bytes of them all, both ways together
 */
export function learn(pace: Pace, count: number, busy: number, bytes: number): Pace {
  const blend = (old: number, latest: number): number => old + WEIGHT * (latest - old)
  // a larger chunk than ever says more than all before it
  const first = pace.task === null || count > pace.largest
  return {
    task: first ? busy / count : blend(pace.task ?? 0, busy / count),
    bytes: first ? bytes / count : blend(pace.bytes, bytes / count),
    largest: Math.max(pace.largest, count),
  }
}

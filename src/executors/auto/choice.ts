/**
 * Which mode a call takes: a time for each, from what is known of the kernel, and the least of them. Of
 * modes that take about the same it is the one that asks least of a program. Pure.
 */
import type { Mode } from '../../model.ts'
import { MODES, POOLS } from '../../modes.ts'
import type { PoolMode } from '../../modes.ts'

/** What calls of a kernel have shown so far. */
export interface Known {
  /** On the caller's own thread; null: none has run there. */
  alone: Alone | null
  /** Ms that the caller spends on a task's way to a worker and back; Infinity: it cannot cross. */
  crossing: Partial<Record<PoolMode, number>>
  /** Bytes of shared memory that each process is given once. */
  memory: number
  /** What whole calls took, by mode. */
  took: Partial<Record<Mode, Took>>
  /** Whether a worker thread ran out of memory. */
  outOfMemory: boolean
  /** Calls so far: of a kernel that is called again and again, more are to be expected. */
  calls: number
}

/** A task on the caller's own thread. */
export interface Alone {
  /** Ms. */
  task: number
  /** Share of that in which the thread computes, and cores that compute elsewhere meanwhile. */
  busy: number
  background: number
  async: boolean
}

/** Whole calls of about so many tasks. */
export interface Took {
  count: number
  /** Ms a task, wall-clock time of the call, of the last few calls. */
  tasks: number[]
}

/** What is to be done, and with what. */
export interface Situation {
  /** Tasks of the call, and those of them that are to come. */
  count: number
  left: number
  workers: number
  /** Ms that a pool must be able to save before it is found out what sending its values costs. */
  worth: number
  /** Whether workers can share a single task. */
  divisible: boolean
  /** Ms until a pool is past a kernel's first tasks: 0 where it has run some, Infinity where it does not come up. */
  starts: Record<PoolMode, number>
}

export interface Choice {
  mode: Mode
  /** Ms that the tasks to come are expected to take, by mode, as far as that can be told. */
  expected: Partial<Record<Mode, number>>
}

/** Ms of a pool's first and last trip, in which not all workers have work. */
const TRIP = 0.4
/** A mode that takes so many times the least is as good where it asks less. */
const SAME = 1.05
/** Calls of so many times as many tasks tell of each other. */
const ALIKE = 1.5
/**
 * Cold calls take longer than all that follow: those may take so much of what a few took. Where all of
 * them take so few ms it costs nothing to see, and so little that most of it was cold.
 */
const WARM = 0.7
const BRIEF = { all: 10, warm: 0.3 }
/** Ms that a byte of shared memory takes on its one way to a process. */
const COPIED = 1e-5
/** Ms of a task that is hardly worth being divided. */
const SMALL = 5
/** A pool does not work out worse than this times its model, nor better than this part of it. */
const OFF = { worst: 4, best: 0.5 }
/** Wall-clock times that are kept of each mode; a busy machine only adds, so the least one counts. */
const KEPT = 3

export function choose(known: Known, situation: Situation): Choice {
  const expected: Choice['expected'] = {}
  const isNew = known.alone === null && Object.keys(known.took).length === 0
  if (isNew) return { mode: firstMode(known, situation), expected }
  for (const mode of MODES) {
    const time = timeIn(mode, known, situation)
    if (time !== null && Number.isFinite(time)) expected[mode] = time
  }
  const least = Math.min(...Object.values(expected))
  const mode = MODES.find((name) => (expected[name] ?? Infinity) <= SAME * least)
  return { mode: mode ?? 'serial', expected }
}

/** Tasks are to be seen on this thread first; but of a call that divides even the first one is shared. */
function firstMode(known: Known, situation: Situation): Mode {
  const { divisible, workers } = situation
  if (!divisible || workers === 1) return 'serial'
  return POOLS.find((mode) => isUsable(mode, known, situation)) ?? 'serial'
}

const isUsable = (mode: PoolMode, { outOfMemory }: Known, { starts }: Situation): boolean =>
  Number.isFinite(starts[mode]) && !(mode === 'threads' && outOfMemory)

/** Ms for all tasks to come; null: not known. */
function timeIn(mode: Mode, known: Known, situation: Situation): number | null {
  const { alone } = known
  if (mode === 'serial') return serially(known, situation)
  if (mode === 'concurrent') return alone === null ? null : atOnce(known, alone, situation)
  const pool = POOLS.find((name) => name === mode)
  return pool === undefined ? null : inPool(pool, known, situation)
}

function serially({ alone, took, calls }: Known, { count, left, workers }: Situation): number {
  const seen = like(took.serial, count)
  if (seen !== null) return seen * left
  if (alone !== null) {
    const cold = alone.task * left
    if (calls === 0) return cold
    return cold * (cold < BRIEF.all ? BRIEF.warm : WARM)
  }
  // it has run in pools only: at the most they have shared it evenly
  const shared = Math.min(...Object.values(took).flatMap(({ tasks }) => tasks))
  return left * shared * (shared < SMALL ? WARM : workers)
}

/** Waiting overlaps, and so does what Node computes in the background; computing here does not. */
function atOnce({ took }: Known, alone: Alone, { count, left, workers }: Situation): number | null {
  if (!alone.async) return null
  const seen = like(took.concurrent, count)
  if (seen !== null) return seen * left
  const share = Math.max(alone.busy, alone.background / workers)
  return Math.max(alone.task, left * alone.task * share)
}

function inPool(mode: PoolMode, known: Known, situation: Situation): number | null {
  const { took, calls } = known
  const { count, left, workers, starts } = situation
  if (!isUsable(mode, known, situation) || workers === 1) return Infinity
  const start = starts[mode] / (calls + 1)
  const own = took[mode]
  const seen = like(own, count)
  if (seen !== null) return start + seen * left
  const model = modelOf(mode, known, situation, left)
  if (model === null) return null
  if (own !== undefined) return start + model * offOf(mode, own, known, situation)
  const once = mode === 'processes' ? known.memory * COPIED * workers : 0
  const other = POOLS.find((name) => name !== mode && took[name] !== undefined)
  // what held one pool up is likely to hold up the other as well, but not to be all the same there
  const off = other === undefined ? 1 : offOf(other, took[other] as Took, known, situation)
  return start + once + model * Math.max(1, Math.sqrt(off))
}

/** What calls took, as a multiple of what the model says of them. */
function offOf(mode: PoolMode, took: Took, known: Known, situation: Situation): number {
  const model = modelOf(mode, known, situation, took.count) ?? Infinity
  const off = (Math.min(...took.tasks) * took.count) / model
  return Math.min(OFF.worst, Math.max(OFF.best, off))
}

/** Workers compute at once; the caller packs and unpacks for all of them. */
function modelOf(
  mode: PoolMode,
  { alone, crossing }: Known,
  { workers, worth, divisible }: Situation,
  count: number,
): number | null {
  if (alone === null) return null
  const way = crossing[mode] ?? 0
  const unknown = crossing[mode] === undefined ? worth : 0
  const longest = divisible ? 0 : alone.task
  return TRIP + unknown + Math.max(longest, (count * (alone.task + way)) / workers, count * way)
}

/** Ms a task, where calls of about so many were seen. */
function like(took: Took | undefined, count: number): number | null {
  if (took === undefined || !isAlike(took.count, count)) return null
  return Math.min(...took.tasks)
}

const isAlike = (one: number, other: number): boolean =>
  Math.max(one, other) <= ALIKE * Math.min(one, other)

/** With a whole call of `count` tasks that took `duration` ms. */
export function tookWith(took: Took | undefined, count: number, duration: number): Took {
  const task = duration / count
  if (took === undefined || !isAlike(took.count, count)) return { count, tasks: [task] }
  return { count, tasks: [...took.tasks, task].slice(-KEPT) }
}

/**
 * What decides a comparison, from its figures alone. The rules are asked from the most telling to
 * the least; the first that holds is the cause.
 */
import type { CaseResult, Comparison, TaskTime } from '../model.ts'
import { isApart, isPool, isWithin, overlaps } from '../modes.ts'
import { sum } from '../stats/mean.ts'
import { bytesOf, callCost, serialisingOf } from './break-even.ts'
import type { CallCost } from './break-even.ts'
import { limits, type Limits } from './limits.ts'
import { workingOf } from './runs.ts'
import { HEAVY as HEAVY_SYSTEM, systemShare } from './system.ts'

/** The way of the tasks to their workers and back, as a share of the tasks' own time: too much. */
const COSTLY = 0.2
/** From this size on it can be the payload that makes the way costly, and from that it surely is. */
const HEAVY = 32 * 1024
const VERY_HEAVY = 1024 * 1024
/** Between the two: when serialising is this share of the way. */
const CODING = 0.25
/** Tasks count as slowed down by running side by side from this growth on. */
const SLOWED = 1.15
/** Tasks that keep their own thread less busy than this wait, or work elsewhere. */
const MOSTLY = 0.5
/** A single thread that overlaps work as far as this above the cores is not computing. */
const BEYOND_CORES = 1.25

export type Cause =
  | { kind: 'one-task' }
  /** All tasks together are so little, ms, that not every worker was given some. */
  | { kind: 'little'; total: number; workers: number }
  /** Getting the tasks to workers and back costs much of what they take themselves; ms a task. */
  | { kind: 'tiny'; overhead: number; duration: number; cost: CallCost; workers: number }
  /** The same because of what has to cross. */
  | { kind: 'payload'; overhead: number; duration: number; bytes: number }
  /** The tasks wait more than they compute. */
  | { kind: 'waits' }
  /** The tasks compute outside their thread, several at a time, in every mode. */
  | { kind: 'parallel-already'; overlap: number }
  /**
   * Tasks take this many times as long on threads, and do not in processes; `system` is the operating
   * system's share of their CPU time on threads, null where that is little or not known.
   */
  | { kind: 'threads-hinder'; threads: number; processes: number; system: number | null }
  /** One task is most of the work. */
  | { kind: 'longest'; limit: Limits }
  /** Too few tasks for the workers. */
  | { kind: 'pair'; limit: Limits }
  /**
   * Tasks take this many times as long side by side, however they run; `pace` is what the machine
   * leaves a thread of its speed then, even one that only computes; `system` as above.
   */
  | { kind: 'slowed'; growth: number; pace: number; system: number | null }
  /** Nothing stands in the way. */
  | { kind: 'even' }

/** The cause; null where neither a pool nor an event loop was measured beside serial. */
export function causeOf(comparison: Comparison): Cause | null {
  const { cases, tasks } = comparison
  const pool = fastest(cases, isPool)
  const loop = fastest(cases, overlaps)
  if (tasks.length === 0 || (pool ?? loop) === undefined) return null
  if (tasks.length === 1) return { kind: 'one-task' }
  const waiting = waitCause(comparison, loop)
  if (waiting !== null || pool === undefined) return waiting
  const limit = limits(tasks, pool.workers)
  return (
    littleCause(pool, tasks) ??
    wayCause(pool, tasks) ??
    hinderCause(cases, tasks) ??
    (limit === null ? null : limitCause(limit)) ??
    slowCause(pool, comparison)
  )
}

function fastest(
  cases: readonly CaseResult[],
  wanted: (one: CaseResult) => boolean,
): CaseResult | undefined {
  return cases.filter(wanted).toSorted((a, b) => a.makespan.value - b.makespan.value)[0]
}

const durations = (tasks: readonly TaskTime[]): number[] => tasks.map(({ duration }) => duration)

/** Promises that leave their thread idle: do they only wait, or does something else compute? */
function waitCause(comparison: Comparison, loop: CaseResult | undefined): Cause | null {
  const { tasks, cores } = comparison
  const busy = sum(tasks.map((task) => task.cpu ?? task.duration))
  if (!tasks.every((task) => task.async) || busy >= MOSTLY * sum(durations(tasks))) return null
  const overlap = loop?.speedup?.value
  if (loop === undefined || overlap === undefined) return { kind: 'waits' }
  const limited = overlap < BEYOND_CORES * cores && loop.bound > BEYOND_CORES ** 2 * cores
  return limited ? { kind: 'parallel-already', overlap } : { kind: 'waits' }
}

/** A few short tasks travel in a single chunk, and the other workers have nothing to do. */
function littleCause({ trips, workers }: CaseResult, tasks: readonly TaskTime[]): Cause | null {
  const busy = new Set(trips.map(({ lane }) => lane)).size
  if (busy === 0 || busy >= Math.min(workers, tasks.length)) return null
  return { kind: 'little', total: sum(durations(tasks)), workers }
}

function wayCause(pool: CaseResult, tasks: readonly TaskTime[]): Cause | null {
  const { trips, workers } = pool
  const cost = callCost(trips)
  if (pool.breakdown === null || cost === null) return null
  const { serialisation, queueing } = pool.breakdown.parts
  // what the workers missed of their time; what happens beside their work costs them nothing
  const way = workers * (serialisation + queueing)
  const work = sum(durations(tasks))
  if (way < COSTLY * work) return null
  const duration = work / tasks.length
  const overhead = way / tasks.length
  const bytes = sum(trips.map(bytesOf)) / tasks.length
  const heavy =
    bytes >= VERY_HEAVY || (bytes >= HEAVY && sum(trips.map(serialisingOf)) >= CODING * way)
  return heavy
    ? { kind: 'payload', overhead, duration, bytes }
    : { kind: 'tiny', overhead, duration, cost, workers }
}

/** How many times as long as alone the tasks took in a pool; 1 where that is not known. */
function growthIn(pool: CaseResult, tasks: readonly TaskTime[]): number {
  const before = sum(durations(tasks))
  return before > 0 && pool.trips.length > 0 ? sum(pool.trips.map(workingOf)) / before : 1
}

function hinderCause(cases: readonly CaseResult[], tasks: readonly TaskTime[]): Cause | null {
  const threads = fastest(cases, isWithin)
  const processes = fastest(cases, isApart)
  if (threads === undefined || processes === undefined) return null
  const [there, here] = [growthIn(threads, tasks), growthIn(processes, tasks)]
  const halved = here - 1 < (there - 1) / 2
  const same = threads.workers === processes.workers
  if (!same || there < SLOWED || !halved) return null
  return { kind: 'threads-hinder', threads: there, processes: here, system: heavyShare(threads) }
}

/** The operating system's share of the CPU time, where it is one to reckon with. */
function heavyShare({ usage }: CaseResult): number | null {
  const share = systemShare(usage)
  return share !== null && share >= HEAVY_SYSTEM ? share : null
}

function limitCause(limit: Limits): Cause | null {
  return limit.decides === 'even' ? null : { kind: limit.decides, limit }
}

function slowCause(pool: CaseResult, { tasks, capacity: { pace } }: Comparison): Cause {
  const growth = growthIn(pool, tasks)
  return growth >= SLOWED
    ? { kind: 'slowed', growth, pace, system: heavyShare(pool) }
    : { kind: 'even' }
}

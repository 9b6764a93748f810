/**
 * Where a pool's time went. Every moment of every lane between the call of `map` and the last result
 * belongs to one part, so the parts add up to the gap between the makespan and perfect sharing,
 * `sum / W`, where `sum` is the serial time of the same tasks.
 */
import type { Breakdown, LaneUse, Trip } from '../model.ts'
import { sum } from '../stats/mean.ts'
import { cpuOf, totalOf, tripsByLane, workingOf } from './runs.ts'

/**
 * @param trips one pool's chunks in one round, in any order
 * @param serial the trips of the same tasks in the serial mode of the same round
 * @param makespan of the pool's round, ms
 */
export function breakdown(
  trips: readonly Trip[],
  serial: readonly Trip[],
  workers: number,
  makespan: number,
): Breakdown {
  const byLane = tripsByLane(trips)
  const lanes = Array.from({ length: workers }, (_, lane) =>
    laneUse(lane, byLane.get(lane) ?? [], makespan),
  )
  const growth = growthOf(trips, serial)
  const share = (time: number): number => time / workers
  const over = (part: (lane: LaneUse) => number): number => share(sum(lanes.map(part)))
  return {
    makespan,
    ideal: share(sum(serial.map(workingOf))),
    parts: {
      startup: over((lane) => lane.startup),
      serialisation: over((lane) => lane.serialising),
      queueing: over((lane) => lane.waiting),
      imbalance: over((lane) => lane.idle),
      inflation: share(growth.inflation),
      system: share(growth.system),
      contention: share(growth.contention),
      residual: share(growth.rest),
    },
    lanes,
  }
}

/**
 * One lane's time from 0 to the makespan, in parts that add up to it. What the caller does for a
 * chunk while the lane still works on the one before costs the lane nothing.
 */
function laneUse(lane: number, trips: readonly Trip[], makespan: number): LaneUse {
  const use: LaneUse = {
    lane,
    worker: trips[0]?.worker ?? null,
    tasks: sum(trips.map(({ count }) => count)),
    startup: 0,
    serialising: 0,
    waiting: 0,
    working: 0,
    idle: makespan,
  }
  for (const [place, trip] of trips.entries()) {
    const gap = gapBefore(trip, trips[place - 1])
    use.serialising += gap.serialising + trip.started - trip.loaded + trip.packing
    use.serialising += trip.replied - trip.ended
    use.waiting += gap.waiting
    use.startup += trip.loaded - trip.received
    use.working += workingOf(trip)
  }
  const last = trips.at(-1)
  if (last === undefined) return use
  // nobody works on while the last results are on their way
  use.serialising += last.decode
  use.waiting += last.done - last.replied - last.decode
  return { ...use, idle: makespan - last.done }
}

/** What the lane was without work for: the caller unpacks and packs, or messages are under way. */
function gapBefore(trip: Trip, before: Trip | undefined) {
  const from = before?.replied ?? 0
  const during = (begin: number, end: number): number =>
    overlap([from, trip.received], [begin, end])
  const packed = during(trip.dispatched, trip.sent)
  const unpacked = before === undefined ? 0 : during(before.done - before.decode, before.done)
  const gap = trip.received - from
  const serialising = Math.min(gap, packed + unpacked)
  return { serialising, waiting: gap - serialising }
}

const overlap = (
  [from, to]: readonly [number, number],
  [begin, end]: readonly [number, number],
): number => Math.max(0, Math.min(to, end) - Math.max(from, begin))

/**
 * The system counts CPU time exactly and tells what of it was its own only by looking now and then, a
 * hundred times a second or more: below so much CPU time, ms, that says too little about one round.
 */
const TOLD_APART = 100

/** Why the tasks themselves took longer than alone: more CPU time, waiting for a core, the rest. */
function growthOf(trips: readonly Trip[], alone: readonly Trip[]) {
  const grown = (figure: (trip: Trip) => number | null): number | null =>
    minus(totalOf(trips, figure), totalOf(alone, figure))
  const all = grown(workingOf) ?? 0
  const contention = grown(({ wait }) => wait) ?? 0
  // without CPU times all growth that is not waiting counts as inflation
  const used = grown(cpuOf) ?? all - contention
  const isToldApart = (totalOf(alone, cpuOf) ?? 0) >= TOLD_APART
  const system = isToldApart ? (grown((trip) => trip.system) ?? 0) : 0
  return { contention, system, inflation: used - system, rest: all - contention - used }
}

const minus = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one - other

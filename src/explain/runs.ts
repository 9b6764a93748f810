/** Tasks one by one, from the trips that they travelled in. */
import type { CaseResult, TaskTimes, Trip } from '../model.ts'
import { sum } from '../stats/mean.ts'

/** One task in its trip; ms after the call. */
export interface TaskRun {
  index: number
  trip: Trip
  started: number
  ended: number
}

type Recorded = Pick<CaseResult, 'trips' | 'times'>

/** In the order of the inputs. Where only trips were timed, their tasks share them evenly. */
export function taskRuns({ trips, times }: Recorded): TaskRun[] {
  const runs = times === null ? trips.flatMap(sharesOf) : runsOf(trips, times)
  return runs.toSorted((one, other) => one.index - other.index)
}

function runsOf(trips: readonly Trip[], { trip, started, ended }: TaskTimes): TaskRun[] {
  return trip.flatMap((number, index) => {
    const own = trips[number]
    if (own === undefined) return []
    return [{ index, trip: own, started: started[index] as number, ended: ended[index] as number }]
  })
}

function sharesOf(trip: Trip): TaskRun[] {
  const each = workingOf(trip) / trip.count
  return Array.from({ length: trip.count }, (_, position) => {
    const started = trip.started + position * each
    return { index: trip.first + position, trip, started, ended: started + each }
  })
}

/** Each lane's trips in the order in which they ran. */
export function tripsByLane(trips: readonly Trip[]): Map<number, Trip[]> {
  const inOrder = trips.toSorted(
    (one, other) => one.received - other.received || one.replied - other.replied,
  )
  return Map.groupBy(inOrder, ({ lane }) => lane)
}

/** Time that a trip spent in the kernel. */
export const workingOf = ({ started, ended, packing }: Trip): number => ended - started - packing

/** The least that a message took there, and one back; a chunk may have waited for its turn. */
export function leastWay(trips: readonly Trip[]): number {
  const least = (way: (trip: Trip) => number): number =>
    trips.reduce((one, trip) => Math.min(one, Math.max(0, way(trip))), Infinity)
  if (trips.length === 0) return 0
  const there = least(({ sent, received }) => received - sent)
  return there + least(({ replied, done, decode }) => done - replied - decode)
}

/** CPU time of a trip, in the program and in the system; null where the platform does not tell. */
export const cpuOf = ({ user, system }: Pick<Trip, 'user' | 'system'>): number | null =>
  user === null || system === null ? null : user + system

/** The task's share of its trip's CPU time, by its time. */
export function cpuShare({ trip, started, ended }: TaskRun): number | null {
  const cpu = cpuOf(trip)
  const working = workingOf(trip)
  if (cpu === null || working <= 0) return cpu
  return cpu * Math.min(1, (ended - started) / working)
}

/** A figure over all trips; null where one does not tell it. */
export function totalOf(
  trips: readonly Trip[],
  figure: (trip: Trip) => number | null,
): number | null {
  const figures = trips.map(figure)
  return figures.includes(null) ? null : sum(figures as number[])
}

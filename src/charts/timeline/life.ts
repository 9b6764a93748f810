/** Tasks as a timeline draws them: each one's share of its trip's life. */
import { taskRuns } from '../../explain/runs.ts'
import type { TaskRun } from '../../explain/runs.ts'
import type { CaseResult, Trip } from '../../model.ts'

/** Moments of one task, ms after the call; see `Trip`. */
export interface Life extends Pick<
  Trip,
  | 'worker'
  | 'lane'
  | 'dispatched'
  | 'sent'
  | 'received'
  | 'loaded'
  | 'started'
  | 'ended'
  | 'replied'
  | 'done'
  | 'decode'
> {
  index: number
}

/** The way there belongs to a trip's first task, the way back to its last one. */
export function livesOf(case_: Pick<CaseResult, 'trips' | 'times'>): Life[] {
  const busyUntil = new Map<Trip, number>()
  const ends = new Map<number, number>()
  for (const trip of case_.trips.toSorted((one, other) => one.received - other.received)) {
    busyUntil.set(trip, ends.get(trip.lane) ?? 0)
    ends.set(trip.lane, trip.replied)
  }
  const last = new Map<Trip, number>()
  const first = new Map<Trip, number>()
  const runs = taskRuns(case_)
  for (const { trip, started, ended } of runs) {
    first.set(trip, Math.min(first.get(trip) ?? Infinity, started))
    last.set(trip, Math.max(last.get(trip) ?? 0, ended))
  }
  return runs.map((run) => lifeOf(run, busyUntil.get(run.trip) ?? 0, { first, last }))
}

function lifeOf(
  { index, trip, started, ended }: TaskRun,
  busyUntil: number,
  { first, last }: Record<'first' | 'last', ReadonlyMap<Trip, number>>,
): Life {
  const { worker, lane } = trip
  const before = first.get(trip) === started
  const behind = last.get(trip) === ended
  // what happens while the lane still works on the chunk before is not seen
  const there = (moment: number): number =>
    before ? Math.min(started, Math.max(moment, busyUntil)) : started
  const back = (moment: number): number => (behind ? Math.max(moment, ended) : ended)
  return {
    index,
    worker,
    lane,
    dispatched: there(trip.dispatched),
    sent: there(trip.sent),
    received: there(trip.received),
    loaded: there(trip.loaded),
    started,
    ended,
    replied: back(trip.replied),
    done: back(trip.done),
    decode: behind ? trip.decode : 0,
  }
}

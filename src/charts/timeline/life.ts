/** Tasks as a timeline draws them: each one's share of its trip's life. */
import { lanesOf, taskRuns } from '../../explain/runs.ts'
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

/** What a trip shows of itself: its lane's time between its neighbours, and whose are its ends. */
interface Share {
  /** The lane was done with the trip before, and is given the one behind. */
  from: number
  to: number
  first: TaskRun
  last: TaskRun
}

/** The way there belongs to a trip's first task, the way back to its last one. */
export function livesOf(case_: Pick<CaseResult, 'trips' | 'times'>): Life[] {
  const runs = taskRuns(case_)
  const shares = sharesOf(case_.trips, runs)
  return runs.map((run) => lifeOf(run, shares.get(run.trip) as Share))
}

function sharesOf(trips: readonly Trip[], runs: readonly TaskRun[]): Map<Trip, Share> {
  const tasks = Map.groupBy(runs, ({ trip }) => trip)
  const shares = new Map<Trip, Share>()
  for (const lane of lanesOf(trips).values()) {
    for (const [place, trip] of lane.entries()) {
      const own = tasks.get(trip)
      if (own === undefined) continue
      shares.set(trip, {
        from: lane[place - 1]?.replied ?? 0,
        to: Math.max(trip.replied, lane[place + 1]?.dispatched ?? Infinity),
        first: own.reduce((one, other) => (other.started < one.started ? other : one)),
        last: own.reduce((one, other) => (other.ended >= one.ended ? other : one)),
      })
    }
  }
  return shares
}

/** What happens to a trip while its lane works on another one is not seen. */
function lifeOf(run: TaskRun, { from, to, first, last }: Share): Life {
  const { index, trip, started, ended } = run
  const { worker, lane } = trip
  const there = (moment: number): number =>
    run === first ? Math.min(started, Math.max(moment, from)) : started
  const back = (moment: number): number =>
    run === last ? Math.max(ended, Math.min(moment, to)) : ended
  return {
    index,
    worker,
    lane,
    dispatched: there(trip.dispatched),
    // the call that sends can return after the chunk was received
    sent: there(Math.min(trip.sent, trip.received)),
    received: there(trip.received),
    loaded: there(trip.loaded),
    started,
    ended,
    replied: back(trip.replied),
    done: back(trip.done),
    decode: run === last ? Math.max(0, trip.decode - (trip.done - back(trip.done))) : 0,
  }
}

/** A case as bars in lanes: of the timeline's files the only one that reads what was traced. */
import { taskRuns, tripsByLane } from '../../explain/runs.ts'
import type { CaseResult, Mode, Trip, WorkerId } from '../../model.ts'
import { chooses, isPool } from '../../modes.ts'

export type Kind = 'startup' | 'deserialise' | 'run' | 'serialise' | 'message'

export interface Bar {
  kind: Kind
  /** Milliseconds after the call; `to` is later. */
  from: number
  to: number
  /** Of what runs, the input; else empty. */
  label: string
}

/** One worker, or the main thread, whose tasks may overlap. */
export interface Lane {
  name: string
  /** By time. */
  bars: readonly Bar[]
}

/** @param inputs by index, as text */
export function lanesOf(case_: CaseResult, inputs: ReadonlyMap<number, string>): Lane[] {
  const { mode, workers, trips } = case_
  const lanes = tripsByLane(trips)
  const runs = Map.groupBy(taskRuns(case_), ({ trip }) => trip.lane)
  const count = Math.max(workers, ...[...lanes.keys()].map((lane) => lane + 1))
  return Array.from({ length: count }, (_, index) => {
    const own = lanes.get(index) ?? []
    const tasks = (runs.get(index) ?? []).map((task): Bar => {
      const label = inputs.get(task.index) ?? `#${task.index}`
      return { kind: 'run', from: task.started, to: task.ended, label }
    })
    const bars = [...tasks, ...waysOf(own)].filter(({ from, to }) => to > from)
    return {
      name: nameOf(mode, own),
      bars: bars.toSorted((a, b) => a.from - b.from),
    }
  })
}

function nameOf(mode: Mode, trips: readonly Trip[]): string {
  if (!isPool({ mode }) && !chooses({ mode })) return 'main'
  const [first] = trips
  if (first === undefined) return 'no task'
  return isPool({ mode }) ? workerName(first.worker) : [...new Set(trips.map(whereOf))].join(', ')
}

/** Tasks of a mode that chooses run on the caller's own thread as well, to which nothing has to be sent. */
const whereOf = ({ worker, sent, received }: Trip): string =>
  sent === received ? 'main' : workerName(worker)

function workerName(worker: WorkerId): string {
  // processes of different machines may have one number
  const at = worker.machine === undefined ? '' : `${worker.machine} `
  return `${at}${worker.threadId === 0 ? `pid ${worker.pid}` : `thread ${worker.threadId}`}`
}

/**
 * What a lane's trips took beside their tasks, as far as the lane had nothing else to do: what
 * happens to a chunk while the one before still runs, or the next one is there already, is not seen.
 */
function waysOf(trips: readonly Trip[]): Bar[] {
  return trips.flatMap((trip, index) => {
    const from = trips[index - 1]?.replied ?? 0
    const there = (moment: number): number => Math.min(Math.max(moment, from), trip.received)
    const until = trips[index + 1]?.dispatched ?? trip.done
    const back = (moment: number): number => Math.min(moment, Math.max(until, trip.replied))
    const decoding = Math.max(trip.replied, trip.done - trip.decode)
    return [
      way('serialise', there(trip.dispatched), there(trip.sent)),
      way('message', there(trip.sent), trip.received),
      way('startup', trip.received, trip.loaded),
      way('deserialise', trip.loaded, trip.started),
      way('serialise', trip.ended, trip.replied),
      way('message', trip.replied, back(decoding)),
      way('deserialise', back(decoding), back(trip.done)),
    ]
  })
}

const way = (kind: Kind, from: number, to: number): Bar => ({ kind, from, to, label: '' })

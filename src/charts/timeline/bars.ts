/** A case as bars in lanes: of the timeline's files the only one that reads what was traced. */
import { taskRuns } from '../../explain/runs.ts'
import type { CaseResult, Mode, Trip, WorkerId } from '../../model.ts'

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
  const lanes = Map.groupBy(trips, ({ lane }) => lane)
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
      name: nameOf(mode, own[0]?.worker),
      bars: bars.toSorted((a, b) => a.from - b.from),
    }
  })
}

function nameOf(mode: Mode, worker: WorkerId | undefined): string {
  if (mode === 'serial' || mode === 'concurrent') return 'main'
  if (worker === undefined) return 'no task'
  return mode === 'threads' ? `thread ${worker.threadId}` : `pid ${worker.pid}`
}

/** What a lane's trips took beside their tasks, as far as the lane had nothing else to do. */
function waysOf(trips: readonly Trip[]): Bar[] {
  const bars: Bar[] = []
  const add = (kind: Kind, from: number, to: number): void => {
    bars.push({ kind, from, to, label: '' })
  }
  let at = 0
  for (const trip of trips.toSorted((a, b) => a.received - b.received)) {
    const seen = (moment: number): number => Math.min(Math.max(moment, at), trip.received)
    add('serialise', seen(trip.dispatched), seen(trip.sent))
    add('message', seen(trip.sent), trip.received)
    add('startup', trip.received, trip.loaded)
    add('deserialise', trip.loaded, trip.started)
    add('serialise', trip.ended, trip.replied)
    at = trip.replied
  }
  const last = trips.find(({ replied }) => replied === at)
  if (last === undefined) return bars
  const decoding = Math.max(last.replied, last.done - last.decode)
  add('message', last.replied, decoding)
  add('deserialise', decoding, last.done)
  return bars
}

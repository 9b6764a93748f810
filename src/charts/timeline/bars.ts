/** A case as bars in lanes: of the timeline's files the only one that reads what was traced. */
import type { CaseResult, Mode, Trace, WorkerId } from '../../model.ts'

export type Kind = 'startup' | 'deserialise' | 'run' | 'serialise' | 'message'

export interface Bar {
  kind: Kind
  /** Milliseconds after the call of `map`; `to` is later. */
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
export function lanesOf(
  { mode, workers, traces }: CaseResult,
  inputs: ReadonlyMap<number, string>,
): Lane[] {
  const lanes = Map.groupBy(traces, ({ lane }) => lane)
  const count = Math.max(workers, ...[...lanes.keys()].map((lane) => lane + 1))
  return Array.from({ length: count }, (_, index) => {
    const tasks = lanes.get(index) ?? []
    const bars = tasks.flatMap((task) => barsOf(task, inputs.get(task.index) ?? `#${task.index}`))
    return {
      name: nameOf(mode, tasks[0]?.worker),
      bars: bars.toSorted((a, b) => a.from - b.from),
    }
  })
}

function nameOf(mode: Mode, worker: WorkerId | undefined): string {
  if (mode === 'serial' || mode === 'concurrent') return 'main'
  if (worker === undefined) return 'no task'
  return mode === 'threads' ? `thread ${worker.threadId}` : `pid ${worker.pid}`
}

/** From leaving the queue until the caller has the result. */
function barsOf(trace: Trace, label: string): Bar[] {
  const decoding = Math.max(trace.replied, trace.done - trace.decode)
  const bars: Bar[] = [
    { kind: 'serialise', from: trace.dispatched, to: trace.sent, label: '' },
    { kind: 'message', from: trace.sent, to: trace.received, label: '' },
    { kind: 'startup', from: trace.received, to: trace.loaded, label: '' },
    { kind: 'deserialise', from: trace.loaded, to: trace.started, label: '' },
    { kind: 'run', from: trace.started, to: trace.ended, label },
    { kind: 'serialise', from: trace.ended, to: trace.replied, label: '' },
    { kind: 'message', from: trace.replied, to: decoding, label: '' },
    { kind: 'deserialise', from: decoding, to: trace.done, label: '' },
  ]
  return bars.filter(({ from, to }) => to > from)
}

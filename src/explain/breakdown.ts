/**
 * Where a pool's time went. Every moment of every lane between the call of `map` and the last result
 * belongs to one part, so the parts add up to the gap between the makespan and perfect sharing,
 * `sum / W`, where `sum` is the serial time of the same tasks.
 */
import type { Breakdown, LaneUse, Trace } from '../model.ts'

/**
 * @param traces one pool's tasks in one round, in any order
 * @param serial the same tasks in the serial mode of the same round
 * @param makespan of the pool's round, ms
 */
export function breakdown(
  traces: readonly Trace[],
  serial: readonly Trace[],
  workers: number,
  makespan: number,
): Breakdown {
  const lanes = Array.from({ length: workers }, (_, lane) => {
    const tasks = traces.filter((trace) => trace.lane === lane)
    return laneUse(
      lane,
      tasks.toSorted((one, other) => one.dispatched - other.dispatched),
      makespan,
    )
  })
  const alone = new Map(serial.map((trace) => [trace.index, trace]))
  const growth = growthOf(traces, alone)
  const share = (total: number): number => total / workers
  const over = (part: (lane: LaneUse) => number): number =>
    share(lanes.reduce((sum, lane) => sum + part(lane), 0))
  const ideal = share(serial.reduce((sum, trace) => sum + run(trace), 0))
  return {
    makespan,
    ideal,
    parts: {
      startup: over((lane) => lane.startup),
      serialisation: over((lane) => lane.serialising),
      queueing: over((lane) => lane.waiting),
      imbalance: over((lane) => lane.idle),
      inflation: share(growth.inflation),
      contention: share(growth.contention),
      residual: share(growth.rest),
    },
    lanes,
  }
}

const run = (trace: Trace): number => trace.ended - trace.started

/** One lane's time from 0 to the makespan, in parts that add up to it. */
function laneUse(lane: number, tasks: readonly Trace[], makespan: number): LaneUse {
  const use: LaneUse = {
    lane,
    worker: tasks[0]?.worker ?? null,
    tasks: tasks.length,
    startup: 0,
    serialising: 0,
    waiting: 0,
    working: 0,
    idle: makespan,
  }
  let at = 0
  for (const task of tasks) {
    const coding =
      task.sent - task.dispatched + (task.started - task.loaded) + (task.replied - task.ended)
    const messages = task.received - task.sent + (task.done - task.replied - task.decode)
    use.startup += task.loaded - task.received
    use.serialising += coding + task.decode
    use.waiting += task.dispatched - at + messages
    use.working += run(task)
    at = task.done
  }
  return { ...use, idle: makespan - at }
}

/** Why the tasks themselves took longer than alone: more CPU time, waiting for a core, the rest. */
function growthOf(traces: readonly Trace[], alone: ReadonlyMap<number, Trace>) {
  const growth = { inflation: 0, contention: 0, rest: 0 }
  for (const trace of traces) {
    const base = alone.get(trace.index)
    if (base === undefined) continue
    const total = run(trace) - run(base)
    const waited = minus(trace.wait, base.wait) ?? 0
    // without CPU times all growth that is not waiting counts as inflation
    const grown = minus(trace.cpu, base.cpu) ?? total - waited
    growth.contention += waited
    growth.inflation += grown
    growth.rest += total - waited - grown
  }
  return growth
}

const minus = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : one - other

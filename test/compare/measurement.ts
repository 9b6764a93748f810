/** Measurements made by hand: tasks one after another on each lane, in whole milliseconds. */
import type { CaseRounds, Measurement, Recorded } from '../../src/compare/comparison.ts'
import { taskRuns } from '../../src/explain/runs.ts'
import type { Mode, TaskTime, Trip } from '../../src/model.ts'
import { isPool } from '../../src/modes.ts'

interface Task {
  index: number
  lane?: number
  started: number
  ended: number
  cpu?: number | null
  async?: boolean
}

/** A task that travels alone. */
export function trip({ index, lane = 0, started, ended, cpu, async = false }: Task): Trip {
  const user = cpu === undefined ? ended - started : cpu
  return {
    worker: { pid: 100 + lane, threadId: 0 },
    lane,
    first: index,
    count: 1,
    dispatched: started,
    sent: started,
    received: started,
    loaded: started,
    started,
    ended,
    replied: ended,
    done: ended,
    bytesIn: 0,
    bytesOut: 0,
    decode: 0,
    packing: 0,
    user,
    system: user === null ? null : 0,
    wait: 0,
    async,
  }
}

/** A round of tasks that travel alone, in the order of the inputs. */
export function roundOf(makespan: number, trips: Trip[]): Recorded {
  const times = {
    trip: [...trips.keys()],
    started: trips.map(({ started }) => started),
    ended: trips.map(({ ended }) => ended),
  }
  return { makespan, trips, times, faults: 10 }
}

/** A round in which the tasks run one after another on one lane. */
export function inRow(durations: readonly number[]): Recorded {
  const trips: Trip[] = []
  let at = 0
  for (const [index, duration] of durations.entries()) {
    trips.push(trip({ index, started: at, ended: at + duration }))
    at += duration
  }
  return roundOf(at, trips)
}

/** The same as a single trip: with the time of each task, or only the trip's. */
export function together(durations: readonly number[], times: 'tasks' | 'chunks'): Recorded {
  const { makespan, trips, times: own } = inRow(durations)
  const [first] = trips
  if (first === undefined || own === null) throw new Error('no tasks')
  const all = { ...first, count: trips.length, ended: makespan, replied: makespan, done: makespan }
  return {
    makespan,
    trips: [{ ...all, user: makespan }],
    times: times === 'tasks' ? { ...own, trip: trips.map(() => 0) } : null,
    faults: 10,
  }
}

export const caseOf = (
  mode: Mode,
  workers: number,
  rounds: Recorded[],
  label: string = mode,
): CaseRounds => ({
  label,
  mode,
  workers,
  rounds,
  startup: isPool({ mode }) ? [20, 21].slice(0, workers) : [],
  machines: null,
})

export const input = (text: string): Pick<TaskTime, 'input' | 'result'> => ({
  input: text,
  result: { type: 'number', size: '3 bytes', sha256: '0'.repeat(64), digestOf: 'bytes' },
})

export function measurement(parts: Pick<Measurement, 'cases'> & Partial<Measurement>): Measurement {
  const rounds = parts.cases[0]?.rounds ?? []
  return {
    name: 'by hand',
    kernel: { module: 'kernels/by-hand.ts', export: 'default', kind: 'function' },
    cores: 2,
    seed: 1,
    order: rounds.map(() => parts.cases.map(({ label }) => label)),
    equality: 'untimed pass',
    instrument: { cost: 0.00005, times: 'tasks' },
    warmup: { duration: 0, rounds: 0 },
    ending: { reason: 'asked', budget: null, ceiling: null, looks: 1 },
    references: [],
    divided: null,
    decision: null,
    repeats: null,
    notes: [],
    inputs: rounds
      .slice(0, 1)
      .flatMap((round) => taskRuns(round).map(({ index }) => input(String(index)))),
    probes: rounds.map((_, round) => ({ round, before: 'serial', capacity: 2, pace: 1 })),
    probed: 2,
    putOff: 0,
    ...parts,
  }
}

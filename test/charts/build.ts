/** Comparisons as a small simulation would measure them: exact, the same in every run. */
import { breakdown } from '../../src/explain/breakdown.ts'
import { bestSpeedup, eventLoopBound, lowerBound } from '../../src/explain/bound.ts'
import type { CaseResult, Comparison, Estimate, Mode, Report, TaskTime } from '../../src/model.ts'
import { isPool } from '../../src/modes.ts'
import { schedule, type Chunks, type Schedule } from '../explain/schedules.ts'

export interface Kernel {
  /** Name and serial time of each task, ms. */
  inputs: readonly (readonly [string, number])[]
  /** Whether the kernel waits, so that its tasks overlap on one event loop. */
  async?: boolean
  /** How the calls travel in pools; each alone if not told. */
  chunks?: Chunks
  /** `chunks` where calls are so short that only chunks are timed. */
  times?: 'tasks' | 'chunks'
}

/** What a mode adds to each task, ms. */
interface Overhead {
  startup: number
  coding: number
  message: number
  /** The tasks' own time is multiplied by this. */
  slower: number
}

const OVERHEADS: Record<Mode, Overhead> = {
  serial: { startup: 0, coding: 0, message: 0, slower: 1 },
  concurrent: { startup: 0, coding: 0, message: 0, slower: 1.008 },
  threads: { startup: 22, coding: 0.2, message: 0.05, slower: 1.03 },
  processes: { startup: 31, coding: 0.5, message: 0.15, slower: 1.01 },
  machines: { startup: 60, coding: 0.5, message: 1, slower: 1 },
  auto: { startup: 0, coding: 0, message: 0, slower: 1 },
}

export const estimate = (value: number, spread = 0.02, n = 12): Estimate =>
  spread === 0
    ? { value, interval: null, n, note: `n = ${n}, no interval yet, needs 6` }
    : {
        value,
        interval: { low: value * (1 - spread), high: value * (1 + spread), confidence: 0.9614 },
        n,
        note: null,
      }

type Recorded = Pick<CaseResult, 'trips' | 'times'>

/** What the mode's workers did. */
function pooled(mode: Mode, workers: number, kernel: Kernel): Schedule {
  const { startup, coding, message, slower } = OVERHEADS[mode]
  const runs = kernel.inputs.map(([, time]) => time * slower)
  const bytes = coding === 0 ? 0 : 4108
  const way = { encode: coding / 2, decode: coding / 2, message, load: startup, bytes }
  const made = schedule(runs, workers, way, mode === 'serial' ? {} : kernel.chunks)
  for (const trip of made.trips) {
    const threadId = mode === 'threads' ? trip.lane + 1 : 0
    trip.worker = { pid: mode === 'processes' ? 6951 + trip.lane : 6900, threadId }
  }
  return made
}

/** All at once, in one trip: those that wait overlap, those that compute go on in turns. */
function overlapping({ inputs, async = false }: Kernel): Schedule {
  const worker = { pid: 6900, threadId: 0 }
  const times: Schedule['times'] = { trip: [], started: [], ended: [] }
  let busy = 0
  for (const [index, [, time]] of inputs.entries()) {
    const started = index * (async ? 0.05 : 0.4)
    busy += time
    times.trip.push(0)
    times.started.push(started)
    times.ended.push(started + (async ? time : busy * OVERHEADS.concurrent.slower))
  }
  const { trips } = schedule([Math.max(...times.ended)], 1, {})
  for (const trip of trips) Object.assign(trip, { worker, count: inputs.length, async })
  return { trips, times }
}

export interface Wanted {
  mode: Mode
  workers?: number
  label?: string
}

const endOf = ({ trips }: Recorded): number => Math.max(...trips.map(({ done }) => done))

function boundOf(mode: Mode, workers: number, { inputs, async = false }: Kernel): number {
  const times = inputs.map(([, time]) => time)
  if (mode === 'concurrent') {
    const busy = async ? times.map((time) => time / 50) : times
    return bestSpeedup(times, eventLoopBound(times, busy))
  }
  return bestSpeedup(times, lowerBound(times, workers))
}

function caseOf(
  { mode, workers = 1, label = mode }: Wanted,
  kernel: Kernel,
  n: number,
): CaseResult {
  const serial = pooled('serial', 1, kernel)
  const { trips, times } =
    mode === 'concurrent' ? overlapping(kernel) : pooled(mode, workers, kernel)
  const makespan = endOf({ trips, times })
  const spread = n < 6 ? 0 : 0.02
  const speedup = mode === 'serial' ? null : endOf(serial) / makespan
  const bound = boundOf(mode, workers, kernel)
  const pool = isPool({ mode })
  return {
    label,
    mode,
    workers,
    makespans: Array.from({ length: n }, () => makespan),
    makespan: estimate(makespan, spread, n),
    speedup: speedup === null ? null : estimate(speedup, spread * 1.5, n),
    bound,
    attained: speedup === null ? null : speedup / bound,
    tracedRound: 0,
    trips,
    times: kernel.times === 'chunks' ? null : times,
    usage: { user: null, system: null, faults: null },
    breakdown: pool ? breakdown(trips, serial.trips, workers, makespan) : null,
    startup: pool ? trips.slice(0, workers).map(() => 40) : [],
  }
}

/** Serial, concurrent, threads and processes. */
export const ALL = (workers: number): Wanted[] => [
  { mode: 'serial' },
  { mode: 'concurrent' },
  { mode: 'threads', workers },
  { mode: 'processes', workers },
]

export function simulated(
  name: string,
  kernel: Kernel,
  wanted: readonly Wanted[],
  rounds = 12,
): Comparison {
  const cases = wanted.map((each) => caseOf(each, kernel, rounds))
  const workers = Math.max(...wanted.map((each) => each.workers ?? 1))
  return {
    name,
    kernel: { module: 'bench/kernels/kernel.ts', export: 'kernel', kind: 'function' },
    tasks: kernel.inputs.map((input, index) => taskOf(input, index, kernel)),
    cores: workers,
    seed: 20_261_122,
    order: Array.from({ length: rounds }, () => cases.map(({ label }) => label)),
    equality: 'untimed pass',
    instrument: { cost: 0.00005, times: kernel.times ?? 'tasks' },
    warmup: { duration: 0, rounds: 0 },
    ending: { reason: 'asked', budget: null, ceiling: null, looks: 1, open: [] },
    capacity: {
      workers,
      pace: 1,
      threshold: 0.9 * workers,
      probes: [],
      shortRounds: [],
      counted: Array.from({ length: rounds }, (_, round) => round),
      median: 0.98 * workers,
      putOff: 0,
    },
    cases,
    references: [],
    repeats: null,
    notes: [],
    warnings: [],
  }
}

function taskOf([input, time]: readonly [string, number], index: number, kernel: Kernel): TaskTime {
  const waits = kernel.async === true
  return {
    index,
    input,
    duration: time,
    cpu: waits ? time / 50 : time,
    async: waits,
    result: { type: 'bigint', size: '8 bytes', sha256: '0'.repeat(64), digestOf: 'UTF-8 text' },
  }
}

export const report = (parts: Partial<Report>): Report => ({
  file: 'bench/document.bench.ts',
  command: 'npx vitest bench --run bench/document.bench.ts',
  environment: {
    cpu: 'a chip',
    cores: 2,
    quota: null,
    os: 'linux',
    node: 'v24.21.0',
    v8: '13.6',
    vitest: '5.1.1',
    lanemark: '0.1.0',
    date: '2026-11-22T08:15:42.120Z',
  },
  comparisons: [],
  benches: [],
  claims: [],
  ...parts,
})

/** Short ways to write the parts of a report by hand. */
import { capacityOf } from '../../src/compare/capacity.ts'
import { bestSpeedup, lowerBound } from '../../src/explain/bound.ts'
import { breakdown } from '../../src/explain/breakdown.ts'
import type {
  Capacity,
  CaseResult,
  Comparison,
  Environment,
  Estimate,
  Report,
  TaskTime,
  Trip,
  Usage,
} from '../../src/model.ts'
import { isPool } from '../../src/modes.ts'
import type { PoolMode } from '../../src/modes.ts'
import { schedule, type Chunks, type Way } from '../explain/schedules.ts'

export const ENVIRONMENT: Environment = {
  cpu: 'Intel(R) Xeon(R) Processor @ 2.60GHz',
  cores: 2,
  quota: null,
  os: 'linux 6.1.0 x64',
  node: 'v24.21.0',
  v8: '13.6.233.17-node.37',
  vitest: '5.1.1',
  lanemark: '0.1.0',
  date: '2026-11-22T08:15:42.120Z',
}

/** An estimate from too few rounds. */
export const bare = (value: number, n: number): Estimate => ({
  value,
  interval: null,
  n,
  note: `n = ${n}, no interval yet, needs 6`,
})

export const ranged = (value: number, low: number, high: number, n = 12): Estimate => ({
  value,
  interval: { low, high, confidence: 0.9614 },
  n,
  note: null,
})

/** One task from `started` to `ended` by itself, with a little of everything around it. */
export function trip(
  first: number,
  [pid, threadId, lane]: readonly [number, number, number],
  [started, ended]: readonly [number, number],
): Trip {
  return {
    worker: { pid, threadId },
    lane,
    first,
    count: 1,
    dispatched: Math.max(0, started - 0.4),
    sent: Math.max(0, started - 0.3),
    received: Math.max(0, started - 0.2),
    loaded: Math.max(0, started - 0.1),
    started,
    ended,
    replied: ended + 0.1,
    done: ended + 0.3,
    bytesIn: 12,
    bytesOut: 409_600,
    decode: 0.1,
    packing: 0,
    user: ended - started,
    system: 0,
    wait: 0,
    async: false,
  }
}

/** Trips of one task each, in the order of the inputs, with the times of the tasks. */
export const alone = (trips: Trip[]): Pick<CaseResult, 'trips' | 'times'> => ({
  trips,
  times: {
    trip: [...trips.keys()],
    started: trips.map(({ started }) => started),
    ended: trips.map(({ ended }) => ended),
  },
})

/** Every digest is made of one digit. */
export const digest = (digit: string): string => digit.repeat(64)

export function task(
  index: number,
  input: string,
  duration: number,
  size = '8 bytes',
  cpu = duration,
): TaskTime {
  const sha256 = digest((index % 16).toString(16))
  return {
    index,
    input,
    duration,
    cpu,
    async: false,
    result: { type: 'bigint', size, sha256, digestOf: 'hexadecimal digits' },
  }
}

/** Two readings a round, on a machine whose two cores are its own. */
export function capacity(rounds: readonly number[]): Capacity {
  const probes = rounds.flatMap((value, round) => [
    { round, before: null, capacity: value, pace: 1 },
    { round, before: 'threads', capacity: Math.min(2, value + 0.01), pace: 1 },
  ])
  return capacityOf(probes, 2, rounds.length)
}

/** Of a platform that does not tell it. */
export const NO_USAGE: Usage = { user: null, system: null, faults: null }

export function serialCase(
  makespans: number[],
  makespan: Estimate,
  recorded: Pick<CaseResult, 'trips' | 'times'>,
): CaseResult {
  return {
    label: 'serial',
    mode: 'serial',
    workers: 1,
    makespans,
    makespan,
    speedup: null,
    bound: 1,
    attained: null,
    tracedRound: 0,
    ...recorded,
    usage: NO_USAGE,
    breakdown: null,
    startup: [],
  }
}

/** The case with the breakdown of its trips, if it is a pool's. */
function explained(case_: CaseResult, serial: readonly Trip[]): CaseResult {
  const { trips, workers, makespans, tracedRound } = case_
  if (!isPool(case_) || trips.length === 0) return case_
  return { ...case_, breakdown: breakdown(trips, serial, workers, makespans[tracedRound] ?? 0) }
}

/** The parts of a comparison that most fixtures share. */
export function comparison(
  parts: Pick<Comparison, 'name' | 'tasks' | 'capacity' | 'cases'> & Partial<Comparison>,
): Comparison {
  const labels = parts.cases.map((each) => each.label)
  const serial = parts.cases.find((each) => each.mode === 'serial')
  const rounds = parts.cases[0]?.makespans.length ?? 0
  return {
    kernel: { module: 'bench/kernels/digest.ts', export: 'digest', kind: 'function' },
    cores: 2,
    seed: 20_261_122,
    order: Array.from({ length: rounds }, (_, round) =>
      round % 2 === 0 ? labels : labels.toReversed(),
    ),
    equality: 'untimed pass',
    instrument: { cost: 0.00005, times: 'tasks' },
    warmup: { duration: 412, rounds: 2 },
    ending: { reason: 'asked', budget: null, ceiling: null, looks: 1, open: [] },
    references: [],
    repeats: null,
    notes: [],
    warnings: [],
    ...parts,
    cases: parts.cases.map((each) => explained(each, serial?.trips ?? [])),
  }
}

export interface PoolPlan extends Partial<CaseResult>, Chunks {
  mode: PoolMode
  workers: number
  /** Times of the calls in the pool, by index. */
  runs: readonly number[]
  way: Partial<Way> | ((index: number) => Partial<Way>)
}

/** A case as it follows from a made-up schedule, with an interval of one percent around it. */
export function planned(tasks: readonly TaskTime[], plan: PoolPlan): CaseResult {
  const { mode, workers, runs, way, sizes = [1], ahead = false, ...rest } = plan
  const { trips, times } = schedule(runs, workers, way, { sizes, ahead })
  for (const each of trips) {
    const { lane } = each
    const thread = { pid: 6900, threadId: lane + 1 }
    each.worker = mode === 'threads' ? thread : { pid: 6951 + lane, threadId: 0 }
  }
  const makespan = Math.max(...trips.map(({ done }) => done))
  const durations = tasks.map(({ duration }) => duration)
  const total = durations.reduce((sum, each) => sum + each, 0)
  const speedup = total / makespan
  const bound = bestSpeedup(durations, lowerBound(durations, workers))
  return {
    label: mode,
    mode,
    workers,
    makespans: Array.from({ length: 12 }, () => makespan),
    makespan: ranged(makespan, makespan * 0.99, makespan * 1.01),
    speedup: ranged(speedup, speedup * 0.99, speedup * 1.01),
    bound,
    attained: speedup / bound,
    tracedRound: 0,
    trips,
    times,
    usage: NO_USAGE,
    breakdown: null,
    startup: Array.from({ length: workers }, (_, lane) => (mode === 'threads' ? 24 : 48) + lane),
    ...rest,
  }
}

/** The serial case of the same tasks, whose CPU time is theirs; a trip each if not told. */
export function plannedSerial(tasks: readonly TaskTime[], sizes = [1]): CaseResult {
  const runs = tasks.map(({ duration }) => duration)
  const { trips, times } = schedule(runs, 1, {}, { sizes })
  for (const each of trips) {
    const cpu = tasks.slice(each.first, each.first + each.count).map((own) => own.cpu ?? Number.NaN)
    each.worker = { pid: 6900, threadId: 0 }
    each.user = cpu.reduce((sum, time) => sum + time, 0)
  }
  const makespan = Math.max(...trips.map(({ done }) => done))
  const makespans = Array.from({ length: 12 }, () => makespan)
  const estimate = ranged(makespan, makespan * 0.99, makespan * 1.01)
  return serialCase(makespans, estimate, { trips, times })
}

export function report(parts: Partial<Report>): Report {
  const file = parts.file ?? 'bench/digest.bench.ts'
  return {
    file,
    command: `LANEMARK_SEED=20261122 npx vitest bench --run ${file}`,
    environment: ENVIRONMENT,
    comparisons: [],
    benches: [],
    claims: [],
    ...parts,
  }
}

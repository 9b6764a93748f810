/** Data that pictures must cope with: the document's, and the corners. */
import type { Claim, Comparison, FaultCell, Mode, PayloadPoint, Report } from '../../src/model.ts'
import { ALL, estimate, report, simulated } from './build.ts'

const times = (count: number, value: (index: number) => number): [string, number][] =>
  Array.from({ length: count }, (_, index) => [String(index), value(index)])

/** Inputs 50, 63, 32: one of them is most of the work. */
export const documentComparison: Comparison = simulated(
  'the document > cpu_bound over 50, 63, 32',
  {
    inputs: [
      ['50', 3610],
      ['63', 21_240],
      ['32', 92],
    ],
  },
  ALL(2),
  2,
)

export const equal: Comparison = simulated(
  'twelve equal tasks',
  { inputs: times(12, () => 100) },
  ALL(2),
)

export const single: Comparison = simulated('one task', { inputs: [['the only one', 37]] }, ALL(2))

export const tiny: Comparison = simulated(
  'tiny times',
  { inputs: times(6, (index) => 0.0004 + index * 0.0001) },
  ALL(2),
)

const LONG = 'https://example.org/a/very/long/address/of/a/page?with=many&parameters=in&it='

/** Long names, uneven times, twelve workers. */
export const twelve: Comparison = simulated(
  'sixty pages of very different length, whose names are long, on a machine with twelve cores, measured with care',
  { inputs: times(60, (index) => 20 + ((index * 37) % 23) ** 2).map(([i, t]) => [LONG + i, t]) },
  ALL(12),
)

export const waiting: Comparison = simulated(
  'a hundred requests that wait 20 ms',
  { inputs: times(100, (index) => 21 + (index % 3) / 10), async: true },
  ALL(2),
)

/** Few calls that wait: each can be seen. */
export const fewWaiting: Comparison = simulated(
  'six requests',
  { inputs: times(6, (index) => 21 + index * 6), async: true },
  ALL(2),
)

export const thousands: Comparison = simulated(
  'five thousand small tasks',
  { inputs: times(5000, (index) => 0.05 + ((index * 7919) % 101) / 200) },
  ALL(4),
)

/** Chunks of several tasks, the next one there before one ends. */
export const chunked: Comparison = simulated(
  'three hundred pages in chunks',
  {
    inputs: times(300, (index) => 1 + ((index * 37) % 23) / 10),
    chunks: { sizes: [1, 1, 8, 8, 12, 12, 10, 8, 6, 5], ahead: true },
  },
  ALL(2),
)

/** Calls too short to be timed one by one. */
export const untimed: Comparison = simulated(
  'ten thousand very small tasks',
  {
    inputs: times(10_000, () => 0.001),
    chunks: { sizes: [1, 8, 64, 512, 400, 300, 200], ahead: true },
    times: 'chunks',
  },
  ALL(2),
)

/** Several numbers of workers. */
export const scaling: Comparison = simulated(
  'forty tasks on 1 to 12 workers',
  { inputs: times(40, (index) => 60 + ((index * 31) % 17) * 12) },
  [
    { mode: 'serial' },
    ...[1, 2, 4, 8, 12].map((workers) => ({
      mode: 'threads' as const,
      workers,
      label: `threads x${workers}`,
    })),
    ...[1, 2, 4, 8, 12].map((workers) => ({
      mode: 'processes' as const,
      workers,
      label: `processes x${workers}`,
    })),
  ],
)

/** So many workers that not all lanes are drawn, and small numbers stand close together. */
export const many: Comparison = simulated(
  'a large machine',
  { inputs: times(640, (index) => 20 + ((index * 31) % 17)) },
  [
    { mode: 'serial' },
    { mode: 'concurrent' },
    ...[1, 2, 4, 8, 16, 32, 64].map((workers) => ({
      mode: 'threads' as const,
      workers,
      label: `threads x${workers}`,
    })),
    { mode: 'processes', workers: 64 },
  ],
)

/** The parts of a breakdown as they never should be, and are: some negative. */
export const negative: Comparison = {
  ...equal,
  name: 'faster in the pool than alone',
  cases: equal.cases.map((case_) =>
    case_.breakdown === null
      ? case_
      : {
          ...case_,
          breakdown: {
            ...case_.breakdown,
            makespan: 610,
            ideal: 600,
            parts: {
              startup: 24,
              serialisation: 31,
              queueing: 6,
              imbalance: 52,
              inflation: -80,
              system: -8,
              contention: -21,
              residual: 6,
            },
          },
        },
  ),
}

export const short: Comparison = {
  ...documentComparison,
  name: 'a machine without its cores',
  capacity: {
    workers: 2,
    pace: 1,
    threshold: 1.8,
    probes: [],
    shortRounds: [0, 1],
    counted: null,
    median: 0.97,
    putOff: 0,
  },
}

export const HOSTILE =
  '<script>alert(1)</script> & "quoted" \'single\' ]]> <!-- \u202Eesrever\u0000\u001b[31m\uFFFE\uD800 日本語 💥'

export const hostile: Comparison = {
  ...equal,
  name: HOSTILE.repeat(3),
  tasks: equal.tasks.map((task) => ({ ...task, input: HOSTILE })),
  cases: equal.cases.map((case_) => ({ ...case_, label: `${case_.mode} ${HOSTILE}` })),
}

const KINDS: readonly [string, number, number][] = [
  ['BigInt', 0.9, 1.6],
  ['ArrayBuffer, copied', 1, 2.4],
  ['ArrayBuffer, moved', 0.1, 2.4],
  ['string', 0.7, 1.2],
  ['nested objects', 28, 30],
]

function points(): PayloadPoint[] {
  const sizes = [1, 64, 1024, 16_384, 262_144, 1_048_576, 16_777_216, 67_108_864]
  return KINDS.flatMap(([payload, thread, process]) =>
    sizes.flatMap((size): PayloadPoint[] => {
      const mib = size / 1_048_576
      const point = (mode: Mode, base: number, perMib: number): PayloadPoint => ({
        mode,
        payload,
        size,
        bytes: size * 2,
        roundTrip: estimate(base + perMib * mib, 0.12),
      })
      return [point('threads', 0.016, thread), point('processes', 0.05, process)]
    }),
  )
}

const FAULTS: readonly (readonly [string, ...[string, string][]])[] = [
  [
    'throw',
    ['task-threw', '111'],
    ['task-threw', '111'],
    ['task-threw', '111'],
    ['task-threw', '111'],
  ],
  [
    'process.exit',
    ['nothing: the host died', '000'],
    ['nothing: the host died', '000'],
    ['worker-died (exit 1)', '111'],
    ['worker-died (exit 1)', '111'],
  ],
  [
    'process.abort',
    ['nothing: the host died', '000'],
    ['nothing: the host died', '000'],
    ['nothing: the host died', '000'],
    ['worker-died (SIGABRT)', '111'],
  ],
  [
    'endless loop',
    ['nothing within 5 s', '001'],
    ['nothing within 5 s', '001'],
    ['task-timeout', '111'],
    ['task-timeout', '111'],
  ],
  [
    'heap overflow: small objects',
    ['nothing: the host died', '000'],
    ['nothing: the host died', '000'],
    ['worker-died (ERR_WORKER_OUT_OF_MEMORY)', '101'],
    ['worker-died (SIGABRT)', '111'],
  ],
]

const cells = (): FaultCell[] =>
  FAULTS.flatMap(([fault, ...modes]) =>
    (['serial', 'concurrent', 'threads', 'processes'] as const).flatMap((mode, index) => {
      const [outcome, left] = modes[index] ?? ['', '']
      const [siblings, pool, host] = Array.from(left, (digit) => digit === '1')
      if (siblings === undefined || pool === undefined || host === undefined) return []
      return [{ fault, mode, outcome, siblings, pool, host }]
    }),
  )

export const claims: Claim[] = [
  {
    id: '1',
    statement: 'Threads share a fate, processes do not.',
    verdict: 'holds in part',
    because: 'See the matrix.',
    evidence: [{ kind: 'faults', title: 'What survives a fault', cells: cells() }],
  },
  {
    id: '5',
    statement: 'Serialisation is the price of processes.',
    verdict: 'holds',
    because: 'See the curves.',
    evidence: [{ kind: 'payloads', title: 'There and back, by payload', points: points() }],
  },
]

export const documentReport: Report = report({ comparisons: [documentComparison] })
export const claimsReport: Report = report({ file: 'bench/claims.bench.ts', claims })

/** Every comparison by a short name. */
export const COMPARISONS: Record<string, Comparison> = {
  document: documentComparison,
  equal,
  single,
  tiny,
  twelve,
  waiting,
  fewWaiting,
  thousands,
  chunked,
  untimed,
  scaling,
  many,
  negative,
  short,
  hostile,
}

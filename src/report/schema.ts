/** The versioned schema of a report's file. What it takes over as it is, is documented in model.ts. */
import * as v from 'valibot'
import type { Comparison, Report } from '../model.ts'
import {
  amount,
  estimate,
  finite,
  mode,
  positive,
  whole,
  environment,
  usage,
} from '../json/values.ts'
import { claim } from './schema-claims.ts'
import { answers } from './schema-answers.ts'
import { reference } from './schema-references.ts'
import { resultNote, sample, tasks, times, trips } from './schema-tasks.ts'

/** What this version of lanemark writes and reads. */
export const SCHEMA = 'lanemark/report@2'

const workerId = v.strictObject({
  pid: whole,
  threadId: whole,
  machine: v.optional(v.string()),
})

const remote = v.strictObject({
  machines: v.array(
    v.strictObject({ name: v.string(), cores: amount, memory: amount, workers: positive }),
  ),
  way: amount,
})

const laneUse = v.strictObject({
  lane: whole,
  worker: v.nullable(workerId),
  tasks: whole,
  startup: finite,
  serialising: finite,
  waiting: finite,
  working: finite,
  idle: finite,
})

/** The parts can be negative: a pool's tasks may use less CPU time than the serial ones. */
const breakdown = v.strictObject({
  makespan: amount,
  ideal: amount,
  parts: v.strictObject({
    startup: finite,
    serialisation: finite,
    queueing: finite,
    imbalance: finite,
    inflation: finite,
    system: finite,
    contention: finite,
    residual: finite,
  }),
  lanes: v.array(laneUse),
})

const caseResult = v.strictObject({
  label: v.string(),
  mode,
  workers: positive,
  makespans: v.array(amount),
  makespan: estimate,
  speedup: v.nullable(estimate),
  bound: amount,
  attained: v.nullable(amount),
  tracedRound: whole,
  tripCount: whole,
  trips,
  times: v.nullable(times),
  usage,
  breakdown: v.nullable(breakdown),
  startup: v.array(amount),
  remote: v.optional(remote),
})

const divided = v.strictObject({
  parts: whole,
  inputs: v.array(v.strictObject({ input: v.string(), calls: whole, result: resultNote })),
  whole: v.strictObject({
    of: v.nullable(v.string()),
    makespans: v.array(amount),
    makespan: estimate,
  }),
  gains: v.array(v.strictObject({ label: v.string(), gain: estimate })),
})

const choice = v.strictObject({
  label: v.string(),
  mode,
  sentence: v.string(),
  best: v.string(),
  ratio: estimate,
})

const capacity = v.strictObject({
  workers: positive,
  pace: amount,
  threshold: amount,
  probes: v.array(
    v.strictObject({
      round: whole,
      before: v.nullable(v.string()),
      capacity: amount,
      pace: amount,
    }),
  ),
  shortRounds: v.array(whole),
  counted: v.nullable(v.array(whole)),
  median: amount,
  putOff: whole,
})

const warning = v.variant('code', [
  v.strictObject({
    code: v.literal('capacity-short'),
    rounds: whole,
    of: whole,
    leftOut: v.boolean(),
    median: amount,
    workers: positive,
  }),
  v.strictObject({ code: v.literal('few-rounds'), rounds: whole, needed: whole }),
  v.strictObject({
    code: v.literal('beyond-bound'),
    labels: v.array(v.string()),
    most: amount,
  }),
  v.strictObject({
    code: v.literal('oversubscribed'),
    label: v.string(),
    workers: positive,
    cores: amount,
  }),
  v.strictObject({ code: v.literal('cpu-untold') }),
])

const comparison = v.strictObject({
  name: v.string(),
  kernel: v.strictObject({
    module: v.string(),
    export: v.string(),
    kind: v.picklist(['function', 'async function', 'generator function']),
  }),
  sample,
  tasks,
  cores: amount,
  seed: finite,
  order: v.array(v.array(v.string())),
  equality: v.picklist(['untimed pass', 'first round']),
  instrument: v.strictObject({ cost: amount, times: v.picklist(['tasks', 'chunks']) }),
  warmup: v.strictObject({ duration: amount, rounds: whole }),
  ending: v.strictObject({
    reason: v.picklist(['asked', 'slow', 'settled', 'ceiling']),
    budget: v.nullable(amount),
    ceiling: v.nullable(amount),
    looks: whole,
    open: v.array(v.string()),
  }),
  capacity,
  cases: v.array(caseResult),
  references: v.array(reference),
  repeats: v.nullable(v.strictObject({ name: v.string(), shares: amount, bounds: amount })),
  divided: v.exactOptional(divided),
  choice: v.exactOptional(choice),
  notes: v.array(v.string()),
  warnings: v.array(warning),
})

const latency = v.variant('state', [
  v.strictObject({ state: v.literal('told'), median: estimate, mean: amount }),
  v.strictObject({
    state: v.literal('under'),
    limit: amount,
    against: v.picklist(['loop', 'clock']),
  }),
])

const benchGroup = v.strictObject({
  name: v.string(),
  seed: finite,
  rounds: whole,
  sample: v.literal('mean of a batch'),
  clock: v.strictObject({ name: v.string(), resolution: amount, cost: amount }),
  loop: v.nullable(estimate),
  tasks: v.array(
    v.strictObject({
      name: v.string(),
      latency,
      ratio: v.nullable(estimate),
      calls: whole,
      samples: whole,
      batch: amount,
      turns: v.array(finite),
      garbage: v.nullable(amount),
      bytes: v.nullable(estimate),
      ended: v.nullable(amount),
    }),
  ),
})

/** A report, whole and in itself consistent as far as it can be seen field by field. */
export const ReportSchema = v.strictObject({
  schema: v.literal(SCHEMA),
  file: v.string(),
  command: v.string(),
  environment,
  answers,
  comparisons: v.array(comparison),
  benches: v.array(benchGroup),
  claims: v.array(claim),
  omitted: v.exactOptional(v.array(v.strictObject({ name: v.string(), reason: v.string() }))),
})

export type ReportData = v.InferOutput<typeof ReportSchema>
export type ComparisonData = ReportData['comparisons'][number]
export type CaseData = ComparisonData['cases'][number]

/** Deferred, a conditional type is compared as it is written: optional and readonly count too. */
// oxlint-disable typescript/no-unnecessary-type-parameters -- the parameter is what defers it
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
// oxlint-enable typescript/no-unnecessary-type-parameters

/** Fails to compile where the schema and the model part. */
true satisfies Same<
  Omit<ReportData, 'schema' | 'answers' | 'comparisons'>,
  Omit<Report, 'comparisons'>
>
true satisfies Same<
  Omit<ComparisonData, 'sample' | 'tasks' | 'cases'>,
  Omit<Comparison, 'tasks' | 'cases'>
>

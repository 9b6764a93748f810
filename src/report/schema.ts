/** The versioned schema of a report's JSON file. Its fields are documented in model.ts. */
import * as v from 'valibot'
import { MODES, type Estimate, type Report } from '../model.ts'

/** What this version of lanemark writes and reads. */
export const SCHEMA = 'lanemark/report@1'

/** JSON has no NaN and no infinity, but `1e999` is read as one. */
const finite = v.pipe(v.number(), v.finite())
const amount = v.pipe(finite, v.minValue(0))
const whole = v.pipe(finite, v.safeInteger(), v.minValue(0))
const positive = v.pipe(whole, v.minValue(1))
const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
const mode = v.picklist(MODES)
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits'))

const interval = v.pipe(
  v.strictObject({ low: finite, high: finite, confidence: share }),
  v.check(({ low, high }) => low <= high, 'the low end is above the high end'),
)

const reasoned = ({ interval: range, note }: Estimate): boolean =>
  (range === null) !== (note === null)

const estimate = v.pipe(
  v.strictObject({
    value: finite,
    interval: v.nullable(interval),
    n: whole,
    note: v.nullable(v.string()),
  }),
  v.check(reasoned, 'expected either an interval or a note that says why there is none'),
)

const trace = v.strictObject({
  index: whole,
  worker: v.strictObject({ pid: whole, threadId: whole }),
  lane: whole,
  queued: finite,
  dispatched: finite,
  sent: finite,
  received: finite,
  loaded: finite,
  started: finite,
  ended: finite,
  replied: finite,
  done: finite,
  bytesIn: whole,
  bytesOut: whole,
  decode: amount,
  cpu: v.nullable(amount),
  wait: v.nullable(amount),
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
  traces: v.array(trace),
  startup: v.array(amount),
})

const capacity = v.strictObject({
  workers: positive,
  threshold: amount,
  probes: v.array(
    v.strictObject({ round: whole, before: v.nullable(v.string()), capacity: amount }),
  ),
  shortRounds: v.array(whole),
  median: amount,
})

const task = v.strictObject({
  index: whole,
  input: v.string(),
  duration: amount,
  cpu: v.nullable(amount),
  result: v.strictObject({ type: v.string(), size: v.string(), sha256, digestOf: v.string() }),
})

const referenceCase = v.strictObject({
  name: v.string(),
  makespan: amount,
  lines: v.array(v.string()),
})

const reference = v.strictObject({
  label: v.string(),
  source: v.string(),
  modes: v.strictObject({
    serial: v.exactOptional(referenceCase),
    concurrent: v.exactOptional(referenceCase),
    threads: v.exactOptional(referenceCase),
    processes: v.exactOptional(referenceCase),
  }),
  missing: v.nullable(v.string()),
  digests: v.array(sha256),
})

const warning = v.variant('code', [
  v.strictObject({
    code: v.literal('capacity-short'),
    rounds: whole,
    of: whole,
    median: amount,
    workers: positive,
  }),
  v.strictObject({ code: v.literal('few-rounds'), rounds: whole, needed: whole }),
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
  tasks: v.array(task),
  cores: amount,
  seed: finite,
  order: v.array(v.array(v.string())),
  equality: v.picklist(['untimed pass', 'first round']),
  warmup: v.strictObject({ duration: amount, rounds: whole }),
  capacity,
  cases: v.array(caseResult),
  references: v.array(reference),
  warnings: v.array(warning),
})

const benchGroup = v.strictObject({
  name: v.string(),
  seed: finite,
  rounds: whole,
  tasks: v.array(
    v.strictObject({
      name: v.string(),
      latency: estimate,
      ratio: v.nullable(estimate),
      samples: whole,
    }),
  ),
})

const environment = v.strictObject({
  cpu: v.string(),
  cores: amount,
  quota: v.nullable(amount),
  os: v.string(),
  node: v.string(),
  v8: v.string(),
  vitest: v.string(),
  lanemark: v.string(),
  date: v.string(),
})

/** A report, whole and in itself consistent as far as it can be seen field by field. */
export const ReportSchema = v.strictObject({
  schema: v.literal(SCHEMA),
  file: v.string(),
  command: v.string(),
  environment,
  comparisons: v.array(comparison),
  benches: v.array(benchGroup),
})

/** Deferred, a conditional type is compared as it is written: optional and readonly count too. */
// oxlint-disable typescript/no-unnecessary-type-parameters -- the parameter is what defers it
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
// oxlint-enable typescript/no-unnecessary-type-parameters

/** Fails to compile where the schema and the model part. */
true satisfies Same<v.InferOutput<typeof ReportSchema>, Report>

/** What a gate run leaves behind: the versioned content of `gate.json`. */
import * as v from 'valibot'
import { amount, environment, positive, whole } from '../../json/values.ts'
import { entry, metric, picked, stage } from './facts.ts'
import { screenPlan, testPlan } from './plans.ts'
import { decision, outcome } from './verdicts.ts'

export const GATE_SCHEMA = 'lanemark/gate@1'

const texts = v.array(v.string())

/** Ms a call, by round. */
const durations = v.strictObject({
  base: v.array(amount),
  head: v.array(amount),
  /** Null in blocks without the third arm. */
  copy: v.nullable(v.array(amount)),
})
export type Durations = v.InferOutput<typeof durations>

/** One function's slices. */
const functionRecord = v.strictObject({ name: v.string(), mean: durations, fastest: durations })
export type FunctionRecord = v.InferOutput<typeof functionRecord>

const groupRecord = v.strictObject({
  unit: v.string(),
  group: whole,
  /** All arms, warm-up included, ms. */
  took: amount,
  functions: v.array(functionRecord),
})
export type GroupRecord = v.InferOutput<typeof groupRecord>

/** Cores' worth of work that the machine delivered just before, and of how many. */
export const delivered = v.strictObject({ delivered: amount, of: positive })

export const blockRecord = v.strictObject({
  stage,
  /** Ms, start-up included. */
  took: amount,
  capacity: delivered,
  /** Share of all cores' time that the host took meanwhile; null where the system does not say. */
  stolen: v.nullable(amount),
  groups: v.array(groupRecord),
  failures: v.array(v.strictObject({ arm: v.string(), unit: v.string(), error: v.string() })),
})
export type BlockRecord = v.InferOutput<typeof blockRecord>

/** What the system offered to keep the arms' turns alike. */
export const steady = v.strictObject({
  /** The core on which functions that need only one took their turns; null: anywhere. */
  core: v.nullable(whole),
  /** Whether the arms' processes had the same addresses. */
  addresses: v.boolean(),
})
export type Steady = v.InferOutput<typeof steady>

/** Where an entry's durations are found in the blocks. */
export const figureRecord = v.strictObject({
  id: v.string(),
  unit: v.string(),
  group: whole,
  /** The function, or the mode. */
  name: v.string(),
  metric,
})
export type FigureRecord = v.InferOutput<typeof figureRecord>

/** What is told wherever base's figures come from. */
export const shared = {
  /** Runs the same again, seed included. */
  command: v.string(),
  seed: whole,
  head: v.strictObject({
    /** Null before a repository's first one. */
    commit: v.nullable(v.string()),
    /** Null with a detached head. */
    branch: v.nullable(v.string()),
    dirty: v.boolean(),
  }),
  settings: v.strictObject({
    picked,
    /** Ms. */
    budget: amount,
    strict: v.boolean(),
    acknowledged: texts,
    setup: v.nullable(v.string()),
  }),
  environment,
  /** Ms from the start to the decision, without laying out. */
  took: amount,
  /** Start-up of a block's processes, ms. */
  startup: amount,
  /** The budget with which all would have fitted, ms; null where it did. */
  needed: v.nullable(amount),
  /** Where bench files are in the repository, with forward slashes; `file` as units begin. */
  places: v.array(v.strictObject({ file: v.string(), path: v.string() })),
  figures: v.array(figureRecord),
  /** Benchmarks that returned different results on base and head. */
  differing: texts,
  outcome,
}

export const GateSchema = v.strictObject({
  schema: v.literal(GATE_SCHEMA),
  ...shared,
  base: v.strictObject({ ref: v.string(), commit: v.string() }),
  steady,
  /** The command that installed the base's own packages; null where both share the project's. */
  installed: v.nullable(v.string()),
  /**
   * What base has where that was not enough to measure it by itself: it ran with head's packages and
   * configuration. Null: it was.
   */
  adoption: v.nullable(v.strictObject({ vitest: v.nullable(v.string()), lanemark: v.boolean() })),
  /** Bench files of base's own that base ran in place of head's, and helpers that came from head. */
  benches: v.strictObject({
    own: v.array(v.strictObject({ file: v.string(), error: v.nullable(v.string()) })),
    helpers: texts,
  }),
  plan: v.strictObject({ screen: screenPlan, test: testPlan }),
  entries: v.array(entry),
  blocks: v.array(blockRecord),
  decision,
})
export type GateReport = v.InferOutput<typeof GateSchema>

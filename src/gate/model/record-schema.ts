/** The versioned schema of `gate.json`. Its fields are documented in record.ts and facts.ts. */
import * as v from 'valibot'
import { amount, estimate, finite, positive, whole, environment } from '../../json/values.ts'
import { GATE_SCHEMA } from './record.ts'
import type { GateReport } from './record.ts'

const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
const metric = v.picklist(['time', 'speedup'])
const texts = v.array(v.string())
const reason = v.picklist(['crashed', 'stolen-cpu', 'capacity-short'])

const block = v.variant('state', [
  v.strictObject({ state: v.literal('counted'), change: finite, control: v.nullable(finite) }),
  v.strictObject({ state: v.literal('dropped'), reason }),
])

const presence = v.variant('state', [
  v.strictObject({ state: v.literal('both') }),
  v.strictObject({
    state: v.literal('new'),
    because: v.picklist(['absent on base', 'failed on base']),
    error: v.nullable(v.string()),
  }),
  v.strictObject({ state: v.literal('removed') }),
  v.strictObject({ state: v.literal('failed'), error: v.string() }),
])

const entry = v.strictObject({
  id: v.string(),
  unit: v.string(),
  metric,
  presence,
  cost: amount,
  callTime: v.picklist(['mean', 'fastest']),
  screen: v.array(block),
  test: v.nullable(v.array(block)),
})

const rules = v.strictObject({
  margin: share,
  alpha: share,
  confidence: share,
  screen: v.strictObject({ blocks: positive, slower: share, faster: share }),
  test: v.strictObject({
    least: positive,
    most: positive,
    control: whole,
    power: share,
    favour: amount,
    caution: amount,
  }),
  drop: v.strictObject({ stolen: amount, capacity: amount }),
  detectable: v.strictObject({
    power: share,
    replays: positive,
    seed: v.pipe(finite, v.safeInteger()),
  }),
})

const counted = v.strictObject({ counted: whole, dropped: v.record(reason, v.optional(whole)) })

export const JudgedSchema = v.strictObject({
  state: v.literal('judged'),
  id: v.string(),
  metric,
  verdict: v.picklist(['regression', 'improvement', 'unchanged', 'inconclusive']),
  sure: v.nullable(v.picklist(['slower', 'faster'])),
  stage: v.picklist(['none', 'screen', 'test']),
  change: v.nullable(estimate),
  control: v.nullable(estimate),
  p: v.nullable(
    v.strictObject({ regression: share, slower: share, improvement: share, faster: share }),
  ),
  blocks: v.strictObject({ screen: counted, test: counted }),
  detectable: v.nullable(amount),
  /** Told in words by `reasons.ts`; each kind has fields of its own. */
  reasons: v.array(v.looseObject({ code: v.string() })),
})

const result = v.variant('state', [
  JudgedSchema,
  v.strictObject({ ...presence.options[1].entries, id: v.string() }),
  v.strictObject({ state: v.literal('removed'), id: v.string() }),
  v.strictObject({ state: v.literal('failed'), error: v.string(), id: v.string() }),
])

const part = v.strictObject({
  unit: v.string(),
  ids: texts,
  group: v.picklist(['slower', 'unresolved', 'faster', 'settled']),
  cost: amount,
  blocks: whole,
  controls: whole,
  wanted: whole,
})

const durations = v.strictObject({
  base: v.array(amount),
  head: v.array(amount),
  copy: v.nullable(v.array(amount)),
})

const functionRecord = v.strictObject({ name: v.string(), mean: durations, fastest: durations })

export const BlockRecordSchema = v.strictObject({
  stage: v.picklist(['screen', 'test']),
  took: amount,
  capacity: v.strictObject({ delivered: amount, of: positive }),
  stolen: v.nullable(amount),
  groups: v.array(
    v.strictObject({
      unit: v.string(),
      group: whole,
      took: amount,
      functions: v.array(functionRecord),
    }),
  ),
  failures: v.array(v.strictObject({ arm: v.string(), unit: v.string(), error: v.string() })),
})

export const steady = v.strictObject({ core: v.nullable(whole), addresses: v.boolean() })

export const GateSchema = v.strictObject({
  schema: v.literal(GATE_SCHEMA),
  command: v.string(),
  seed: whole,
  base: v.strictObject({ ref: v.string(), commit: v.string() }),
  head: v.strictObject({
    commit: v.nullable(v.string()),
    branch: v.nullable(v.string()),
    dirty: v.boolean(),
  }),
  settings: v.strictObject({
    filters: texts,
    budget: amount,
    strict: v.boolean(),
    acknowledged: texts,
    setup: v.nullable(v.string()),
  }),
  environment,
  steady,
  installed: v.nullable(v.string()),
  took: amount,
  startup: amount,
  stopped: v.boolean(),
  plan: v.strictObject({
    screen: v.strictObject({ blocks: whole, included: texts, leftOut: texts, duration: amount }),
    test: v.strictObject({
      parts: v.array(part),
      leftOut: texts,
      tests: whole,
      floor: whole,
      duration: amount,
    }),
  }),
  figures: v.array(
    v.strictObject({ id: v.string(), unit: v.string(), group: whole, name: v.string(), metric }),
  ),
  differing: texts,
  entries: v.array(entry),
  blocks: v.array(BlockRecordSchema),
  decision: v.strictObject({
    rules,
    results: v.array(result),
    tests: whole,
    overall: v.nullable(estimate),
  }),
  outcome: v.strictObject({
    regressions: texts,
    acknowledged: texts,
    improvements: texts,
    unchanged: texts,
    inconclusive: texts,
    fresh: texts,
    removed: texts,
    failed: texts,
    exitCode: v.picklist([0, 1, 3, 4]),
  }),
})

/** What was read is what the types say; `reasons` alone are checked by their codes only. */
export const asReport = (checked: v.InferOutput<typeof GateSchema>): GateReport =>
  checked as unknown as GateReport

/**
 * What a gate against a stored baseline leaves behind. Its own schema, since it has no stages, no
 * pairs and no second copy of base; the parts that outputs read are named as in the ordinary one.
 */
import * as v from 'valibot'
import { amount, finite, share } from '../../json/values.ts'
import { blockFacts, blockLimits, fingerprint } from './baseline.ts'
import { dropped, entry, rules } from './facts.ts'
import { shared, type GateReport } from './record.ts'
import { decision } from './verdicts.ts'

export const STORED_GATE_SCHEMA = 'lanemark/gate-stored@1'

const positives = v.array(v.pipe(finite, v.gtValue(0)))

/** One field in which two fingerprints differ, both as text. */
const difference = v.strictObject({
  field: v.keyof(fingerprint),
  stored: v.string(),
  here: v.string(),
})
export type Difference = v.InferOutput<typeof difference>

/** The fixed computation here against then: a ratio above 1 when this machine is slower now. */
const drift = v.strictObject({
  ratio: finite,
  /** Two-sided p of "as fast as then". */
  p: share,
  stored: amount,
  head: amount,
})
export type Drift = v.InferOutput<typeof drift>

const { id, unit, metric, presence, cost } = entry.entries

/** All that is known about one figure that is judged. */
const storedEntry = v.strictObject({
  id,
  unit,
  metric,
  /** `both`: it is in the baseline and ran on head. */
  presence,
  /** Duration of its unit in one block, ms; start-up is apart. */
  cost,
  /** Values of the blocks that count: ms a call, or the speedup over serial. */
  base: positives,
  head: positives,
  /** Head's blocks that do not count. */
  dropped,
  /** Whether it was measured at all; false where the budget had no room. */
  measured: v.boolean(),
})
export type StoredEntry = v.InferOutput<typeof storedEntry>

const { margin, alpha, confidence, drop, detectable } = rules.entries

/** The rules as far as they matter where there are no stages. */
const storedRules = v.strictObject({
  margin,
  alpha,
  confidence,
  drop,
  detectable,
  blocks: blockLimits,
})
export type StoredRules = v.InferOutput<typeof storedRules>

const { results, tests } = decision.entries

const storedDecision = v.strictObject({
  rules: storedRules,
  /** In the order of the entries. */
  results,
  /** How many were tested: the size of Holm's family. */
  tests,
})
export type StoredDecision = v.InferOutput<typeof storedDecision>

export const StoredGateSchema = v.strictObject({
  schema: v.literal(STORED_GATE_SCHEMA),
  ...shared,
  base: v.strictObject({
    /** As it was named on the command line. */
    file: v.string(),
    commit: v.nullable(v.string()),
    dirty: v.boolean(),
    /** When it was saved: ISO 8601, UTC. */
    date: v.string(),
    fingerprint,
    blocks: v.array(blockFacts),
  }),
  /** Where head ran. */
  fingerprint,
  /** All fields in which the two differ, also those that forbid nothing. */
  differences: v.array(difference),
  /** Null where head had no blocks. */
  drift: v.nullable(drift),
  entries: v.array(storedEntry),
  /** Head's. */
  blocks: v.array(blockFacts),
  decision: storedDecision,
})
export type StoredGateReport = v.InferOutput<typeof StoredGateSchema>

/** What the outputs are made of, wherever base's figures come from. */
export type AnyGateReport = GateReport | StoredGateReport

/** The versioned schema of a `gate.json` against a stored baseline. */
import * as v from 'valibot'
import { blockFactsSchema, fingerprintSchema } from './baseline-schema.ts'
import { amount, finite, positive } from '../../json/values.ts'
import { GateSchema, JudgedSchema } from './record-schema.ts'
import { STORED_GATE_SCHEMA } from './stored-record.ts'
import type { StoredGateReport } from './stored-record.ts'

const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
const positives = v.array(v.pipe(finite, v.gtValue(0)))
const { entries, decision } = GateSchema.entries
const { presence, metric } = entries.item.entries
const { rules, results, tests } = decision.entries
const { margin, alpha, confidence, drop, detectable } = rules.entries
const { dropped } = JudgedSchema.entries.blocks.entries.test.entries

const shared = v.pick(GateSchema, [
  'command',
  'seed',
  'head',
  'settings',
  'environment',
  'took',
  'startup',
  'stopped',
  'figures',
  'differing',
  'outcome',
])

export const StoredGateSchema = v.strictObject({
  ...shared.entries,
  schema: v.literal(STORED_GATE_SCHEMA),
  base: v.strictObject({
    file: v.string(),
    commit: v.nullable(v.string()),
    dirty: v.boolean(),
    date: v.string(),
    fingerprint: fingerprintSchema,
    blocks: v.array(blockFactsSchema),
  }),
  fingerprint: fingerprintSchema,
  differences: v.array(v.strictObject({ field: v.string(), stored: v.string(), here: v.string() })),
  drift: v.nullable(v.strictObject({ ratio: finite, p: share, stored: amount, head: amount })),
  entries: v.array(
    v.strictObject({
      id: v.string(),
      unit: v.string(),
      metric,
      presence,
      cost: amount,
      base: positives,
      head: positives,
      dropped,
      measured: v.boolean(),
    }),
  ),
  blocks: v.array(blockFactsSchema),
  decision: v.strictObject({
    rules: v.strictObject({
      margin,
      alpha,
      confidence,
      drop,
      detectable,
      blocks: v.strictObject({ least: positive, most: positive }),
    }),
    results,
    tests,
  }),
})

/** What was read is what the types say; `reasons` alone are checked by their codes only. */
export const asStoredReport = (checked: v.InferOutput<typeof StoredGateSchema>): StoredGateReport =>
  checked as unknown as StoredGateReport

/** The schema of a claim with its evidence. */
import * as v from 'valibot'
import { amount, estimate, mode } from '../json/values.ts'

const figure = v.strictObject({
  estimate,
  unit: v.picklist(['ms', 'ratio', 'count', 'bytes']),
})

const facts = v.strictObject({
  kind: v.literal('facts'),
  title: v.string(),
  columns: v.array(v.string()),
  rows: v.array(v.array(v.union([v.string(), figure]))),
})

const faults = v.strictObject({
  kind: v.literal('faults'),
  title: v.string(),
  cells: v.array(
    v.strictObject({
      fault: v.string(),
      mode,
      outcome: v.string(),
      siblings: v.boolean(),
      pool: v.boolean(),
      host: v.boolean(),
    }),
  ),
})

const payloads = v.strictObject({
  kind: v.literal('payloads'),
  title: v.string(),
  points: v.array(
    v.strictObject({
      mode,
      payload: v.string(),
      size: amount,
      bytes: amount,
      roundTrip: estimate,
    }),
  ),
})

export const claim = v.strictObject({
  id: v.string(),
  statement: v.string(),
  verdict: v.picklist(['holds', 'holds in part', 'does not hold', 'not decided']),
  because: v.string(),
  evidence: v.array(v.variant('kind', [facts, faults, payloads])),
})

/** Figures from elsewhere, as options give them and as reports keep them. */
import * as v from 'valibot'
import { amount, sha256, usage } from '../json/values.ts'

const referenceCase = v.strictObject({
  name: v.string(),
  makespan: amount,
  usage: v.exactOptional(usage),
  lines: v.array(v.string()),
})

export const reference = v.strictObject({
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

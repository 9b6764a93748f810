/** Figures from elsewhere, as options give them and as reports keep them. */
import * as v from 'valibot'
import { amount, sha256, usage } from '../json/values.ts'
import { MODES } from '../modes.ts'
import type { Mode } from '../modes.ts'

const referenceCase = v.strictObject({
  name: v.string(),
  makespan: amount,
  usage: v.exactOptional(usage),
  lines: v.array(v.string()),
})

const optional = v.exactOptional(referenceCase)

const modes = Object.fromEntries(MODES.map((mode) => [mode, optional])) as Record<
  Mode,
  typeof optional
>

export const reference = v.strictObject({
  label: v.string(),
  source: v.string(),
  modes: v.strictObject(modes),
  missing: v.nullable(v.string()),
  digests: v.array(sha256),
})

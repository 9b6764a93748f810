/** The versioned schema of a stored baseline. Its fields are documented in baseline.ts. */
import * as v from 'valibot'
import { amount, finite, positive, whole } from '../../json/values.ts'
import { BASELINE_SCHEMA } from './baseline.ts'
import type { Baseline } from './baseline.ts'

/** No time and no speedup is 0, and what is so large was not measured. */
const measured = v.pipe(finite, v.minValue(1e-12), v.maxValue(1e12))
const share = v.pipe(finite, v.minValue(0), v.maxValue(1))
const text = v.string()
const metric = v.picklist(['time', 'speedup'])

/** More blocks than anyone makes; the exact test's time grows with their cube. */
const MOST_BLOCKS = 200

export const fingerprintSchema = v.strictObject({
  cpu: text,
  cores: v.pipe(finite, v.gtValue(0)),
  arch: text,
  os: text,
  release: text,
  node: text,
  flags: v.array(text),
  vitest: text,
  lanemark: text,
  pace: text,
})

export const blockFactsSchema = v.strictObject({
  took: amount,
  capacity: v.strictObject({ delivered: amount, of: positive }),
  stolen: v.nullable(share),
  calibration: v.strictObject({ median: measured, spread: amount }),
})

const figure = v.strictObject({
  id: text,
  unit: text,
  group: whole,
  name: text,
  metric,
  values: v.array(v.nullable(measured)),
})

const digests = v.strictObject({
  unit: text,
  group: whole,
  functions: v.array(v.strictObject({ name: text, digest: v.nullable(text) })),
})

const shape = v.strictObject({
  schema: v.literal(BASELINE_SCHEMA),
  command: text,
  seed: whole,
  date: v.pipe(text, v.isoTimestamp('expected a time such as 2026-01-31T12:00:00.000Z')),
  commit: v.nullable(text),
  dirty: v.boolean(),
  fingerprint: fingerprintSchema,
  blocks: v.pipe(v.array(blockFactsSchema), v.minLength(1), v.maxLength(MOST_BLOCKS)),
  figures: v.pipe(v.array(figure), v.minLength(1)),
  digests: v.array(digests),
  results: v.array(v.strictObject({ unit: text, digests: v.array(text) })),
})

const complete = ({ blocks, figures }: Baseline): boolean =>
  figures.every(({ values }) => values.length === blocks.length)

const delivered = ({ figures }: Baseline): boolean =>
  figures.every(({ values }) => values.some((value) => value !== null))

const distinct = ({ figures }: Baseline): boolean =>
  new Set(figures.map(({ id }) => id)).size === figures.length

export const BaselineSchema = v.pipe(
  shape,
  v.check(complete, 'a figure has not one value for each block'),
  v.check(delivered, 'a figure has no value at all'),
  v.check(distinct, 'two figures have the same id'),
)

/**
 * A stored baseline: what `lanemark baseline save` writes. Unlike base and head of an ordinary gate,
 * stored and fresh values were not measured at the same time, so they are two samples and not pairs.
 */
import * as v from 'valibot'
import { amount, finite, positive, share, whole } from '../../json/values.ts'
import { delivered, figureRecord } from './record.ts'

export const BASELINE_SCHEMA = 'lanemark/baseline@1'

/** No time and no speedup is 0, and what is so large was not measured. */
const measured = v.pipe(finite, v.minValue(1e-12), v.maxValue(1e12))
const text = v.string()

/** More blocks than anyone makes; the exact test's time grows with their cube. */
const MOST_BLOCKS = 200

/** What must agree before figures of two runs may be held against each other. */
export const fingerprint = v.strictObject({
  /** The processor's model, as the system names it. */
  cpu: text,
  /** Cores available to the process, the control group's quota included; may be fractional. */
  cores: v.pipe(finite, v.gtValue(0)),
  arch: text,
  /** The operating system's name and its release: `Linux`, `6.8.0-45-generic`. */
  os: text,
  release: text,
  /** With its `v`. */
  node: text,
  /** `process.execArgv` and the words of NODE_OPTIONS. */
  flags: v.array(text),
  vitest: text,
  lanemark: text,
  /** How much is measured in a block. */
  pace: text,
})
export type Fingerprint = v.InferOutput<typeof fingerprint>

/** The surroundings of one block. */
export const blockFacts = v.strictObject({
  /** Ms, start-up included. */
  took: amount,
  capacity: delivered,
  /** Share of all cores' time that the host took meanwhile; null where the system does not say. */
  stolen: v.nullable(share),
  /** Ms of a fixed computation just before and after: median, and median absolute deviation. */
  calibration: v.strictObject({ median: measured, spread: amount }),
})
export type BlockFacts = v.InferOutput<typeof blockFacts>

/** One figure: where it comes from, and a value for each block. */
const storedFigure = v.strictObject({
  ...figureRecord.entries,
  /**
   * Medians over a block's rounds: ms a call, or the speedup over serial; null where the block does
   * not count, for a process crashed or the machine was not there.
   */
  values: v.array(v.nullable(measured)),
})
export type StoredFigure = v.InferOutput<typeof storedFigure>

/** Digests of what a benchmark returned. */
const storedDigests = v.strictObject({
  unit: text,
  group: whole,
  /** By function; null where it returned nothing, or not the same twice. */
  functions: v.array(v.strictObject({ name: text, digest: v.nullable(text) })),
})
export type StoredDigests = v.InferOutput<typeof storedDigests>

/** Digests of the tasks' results that a comparison of modes checked. */
const storedResults = v.strictObject({ unit: text, digests: v.array(text) })

const shape = v.strictObject({
  schema: v.literal(BASELINE_SCHEMA),
  /** Makes it again, seed included. */
  command: text,
  seed: whole,
  /** ISO 8601, UTC. */
  date: v.pipe(text, v.isoTimestamp('expected a time such as 2026-01-31T12:00:00.000Z')),
  /** The working tree's commit; null before the first one. */
  commit: v.nullable(text),
  /** Whether anything differed from the commit. */
  dirty: v.boolean(),
  fingerprint,
  blocks: v.pipe(v.array(blockFacts), v.minLength(1), v.maxLength(MOST_BLOCKS)),
  figures: v.pipe(v.array(storedFigure), v.minLength(1)),
  digests: v.array(storedDigests),
  results: v.array(storedResults),
})
export type Baseline = v.InferOutput<typeof shape>

const isComplete = ({ blocks, figures }: Baseline): boolean =>
  figures.every(({ values }) => values.length === blocks.length)

const isMeasured = ({ figures }: Baseline): boolean =>
  figures.every(({ values }) => values.some((value) => value !== null))

const isDistinct = ({ figures }: Baseline): boolean =>
  new Set(figures.map(({ id }) => id)).size === figures.length

export const BaselineSchema = v.pipe(
  shape,
  v.check(isComplete, 'a figure has not one value for each block'),
  v.check(isMeasured, 'a figure has no value at all'),
  v.check(isDistinct, 'two figures have the same id'),
)

/** Fewest and most blocks of one run. */
export const blockLimits = v.strictObject({ least: positive, most: positive })
export type BlockLimits = v.InferOutput<typeof blockLimits>

/** One figure's values on the log scale, above when WORSE: speedups are upside down. */
export interface Samples {
  base: number[]
  head: number[]
}

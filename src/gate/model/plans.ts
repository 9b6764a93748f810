/** Which blocks are planned, and for whom. */
import * as v from 'valibot'
import { amount, whole } from '../../json/values.ts'

/** What stage 1 says about a benchmark: `settled` ones stop there, the others go on. */
const group = v.picklist(['slower', 'unresolved', 'faster', 'settled'])
export type Group = v.InferOutput<typeof group>

export interface Screened {
  id: string
  group: Group
  /** One-sided p of "slower". */
  p: number
  /** Standard deviation of a block's change; null with fewer than two blocks. */
  spread: number | null
}

/** Milliseconds that a plan may use, and what each block costs beside its benchmarks. */
export interface Limits {
  /** Start-up of a block's two processes. */
  startup: number
  /** What is left of the budget. */
  budget: number
}

const units = v.array(v.string())

export const screenPlan = v.strictObject({
  blocks: whole,
  /** Units that fit; each is in every block. */
  included: units,
  /** Units that did not fit: their entries are inconclusive. */
  leftOut: units,
  /** Planned duration in milliseconds. */
  duration: amount,
})
export type ScreenPlan = v.InferOutput<typeof screenPlan>

/** A unit's share in stage 2. */
const testPart = v.strictObject({
  unit: v.string(),
  /**
   * Its entries that are tested; those that stage 1 settled are not, though they are measured
   * again.
   */
  ids: v.array(v.string()),
  group,
  cost: amount,
  blocks: whole,
  /** How many of the blocks carry the third arm. */
  controls: whole,
  /** Blocks that the wanted power would take; more than `blocks` when the budget cut it. */
  wanted: whole,
})
export type TestPart = v.InferOutput<typeof testPart>

export const testPlan = v.strictObject({
  parts: v.array(testPart),
  /** Units that should have gone on and did not fit: inconclusive. */
  leftOut: units,
  /** Entries that want to go on. */
  tests: whole,
  /** Fewest blocks with which the exact test can reject, for that many tests. */
  floor: whole,
  /** Planned duration in milliseconds. */
  duration: amount,
})
export type TestPlan = v.InferOutput<typeof testPlan>

/** A unit's place in one block, and whether it has the third arm there. */
export interface ScheduledUnit {
  unit: string
  control: boolean
}

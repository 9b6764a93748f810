/** One line of the log: a job that was really run, with what was true and what was said. */
import * as v from 'valibot'
import { amount, environment, finite, whole } from '../../src/json/values.ts'

export const LIVE_SCHEMA = 'lanemark/gate-live@1'

const judgedFunction = v.strictObject({
  name: v.string(),
  /** Per cent of extra work in head; 0 is identical code. */
  more: whole,
  /** `none`: the gate has no judgement on it, whatever the cause. */
  verdict: v.picklist(['regression', 'improvement', 'unchanged', 'inconclusive', 'none']),
  sure: v.nullable(v.picklist(['slower', 'faster'])),
  stage: v.picklist(['none', 'screen', 'test']),
  /** Ratio, above 1 when slower; null where nothing was measured. */
  change: v.nullable(finite),
  /** Ends of its interval; null where there is none. */
  interval: v.nullable(v.tuple([finite, finite])),
  /** The smallest ratio that this job would have failed on, as the gate has it. */
  resolution: v.nullable(finite),
})
export type JudgedFunction = v.InferOutput<typeof judgedFunction>

export const LiveJobSchema = v.strictObject({
  schema: v.literal(LIVE_SCHEMA),
  /** Number among the jobs of this budget; what is true follows from it. */
  job: whole,
  /** Its date is when the job began. */
  environment,
  /** Of the gate that was run: the beginning of its files' SHA-256. */
  build: v.string(),
  /** Ms. */
  budget: amount,
  seed: whole,
  /** Null where a signal ended it. */
  exitCode: v.nullable(whole),
  /** Of the whole command, laying out included. */
  seconds: amount,
  /** Cores' worth of work that the machine delivered before its blocks, median; null without one. */
  delivered: v.nullable(amount),
  functions: v.array(judgedFunction),
})
export type LiveJob = v.InferOutput<typeof LiveJobSchema>

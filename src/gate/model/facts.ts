/**
 * The gate's facts, as they are measured and as `gate.json` keeps them: a schema each, and the type that
 * follows from it.
 *
 * Signs: a `change` is a natural logarithm, above 0 when the head is WORSE. For times it is
 * ln(head / base); for speedups of modes ln(base's speedup / head's speedup). Ratios in results are
 * its exponential: 1.02 means two per cent worse.
 */
import * as v from 'valibot'
import { amount, finite, positive, share, whole } from '../../json/values.ts'

const texts = v.array(v.string())

/** What is asked for of all benchmarks. */
export const picked = v.strictObject({
  /** Parts of bench files' paths; none: all. */
  filters: texts,
  /** Names of Vitest's projects, with wildcards; none: all. */
  projects: texts,
  /** A pattern for tests' full names, as Vitest's `-t`; null: all. */
  named: v.nullable(v.string()),
})
export type Picked = v.InferOutput<typeof picked>

/** What is compared: the time of a call, or a mode's speedup over serial. */
export const metric = v.picklist(['time', 'speedup'])
export type Metric = v.InferOutput<typeof metric>

/**
 * What slices say of a call: its time in the fastest call of each slice, in all its calls, or in the
 * fastest of several slices. What disturbs a shared machine only ever adds, so that fast calls mostly
 * scatter less; but they do not show what only some of the calls bear, such as a collection of
 * garbage or a slow path. The mean does where it happens in most of the slices: a block's word is the
 * median over them. Where two scatter alike, the first counts.
 */
export const CALL_TIMES = ['fastest', 'mean', 'least'] as const
const callTime = v.picklist(CALL_TIMES)
export type CallTime = v.InferOutput<typeof callTime>

/** One slice, ms a call. */
export type SliceTimes = Record<'mean' | 'fastest', number>

/** The numbers that fix the procedure. Shares and ratios are plain: 0.01 is one per cent. */
export const rules = v.strictObject({
  /** A slowdown up to this is let pass, e.g. 0.01. */
  margin: share,
  /** Chance of any false regression in a job; the same, apart, for false improvements. */
  alpha: share,
  /** Confidence of the intervals shown, and of `unchanged`. */
  confidence: share,
  screen: v.strictObject({
    /** Blocks of stage 1. */
    blocks: positive,
    /** One-sided level at which a benchmark goes on as slower. */
    slower: share,
    /** One-sided level at which a benchmark goes on as faster. */
    faster: share,
  }),
  test: v.strictObject({
    /** Fewest and most blocks of stage 2 for one benchmark. */
    least: positive,
    most: positive,
    /** How many of them carry the third arm. */
    control: whole,
    /** Chance with which a slowdown of twice the margin is to fail; sizes stage 2. */
    power: share,
    /** Weight in Holm's family of those that stage 1 found slower, or for improvements faster. */
    favour: amount,
    /** Factor on stage 1's spread, which so few blocks may well underestimate. */
    caution: amount,
  }),
  /** When both arms of a block do not count. */
  drop: v.strictObject({
    /** The host took more than this share of all cores' time. */
    stolen: amount,
    /** For figures of pools: the machine delivered less than this share of its cores. */
    capacity: amount,
  }),
  detectable: v.strictObject({
    /** The smallest detectable slowdown is caught with this chance. */
    power: share,
    replays: positive,
    seed: v.pipe(finite, v.safeInteger()),
  }),
})
export type GateRules = v.InferOutput<typeof rules>

/** Why both arms of a block do not count: only causes that cannot depend on the outcome. */
const dropReason = v.picklist(['crashed', 'stolen-cpu', 'capacity-short'])
export type DropReason = v.InferOutput<typeof dropReason>

/** How many blocks were dropped for each reason; none: left out. */
export const dropped = v.strictObject({
  crashed: v.exactOptional(whole),
  'stolen-cpu': v.exactOptional(whole),
  'capacity-short': v.exactOptional(whole),
}) satisfies v.GenericSchema<Partial<Record<DropReason, number>>>

/** Stage 1 sees who may have changed; stage 2 tests those, with new blocks. */
export const stage = v.picklist(['screen', 'test'])

/** One block's word on one benchmark. */
const block = v.variant('state', [
  v.strictObject({
    state: v.literal('counted'),
    change: finite,
    /** ln(base' / base), of a second copy of base; null in blocks without it. */
    control: v.nullable(finite),
  }),
  v.strictObject({ state: v.literal('dropped'), reason: dropReason }),
])
export type BlockWord = v.InferOutput<typeof block>

/** The same by each call time. */
export type Word = Record<CallTime, BlockWord>

/** In the baseline, or on both sides, and ran. */
const both = v.strictObject({ state: v.literal('both') })

/** Nothing to compare with: not a pass, not a failure. */
export const fresh = v.strictObject({
  state: v.literal('new'),
  because: v.picklist(['absent on base', 'failed on base']),
  error: v.nullable(v.string()),
})
/** Why head has nothing to hold against a benchmark of base. */
const absence = v.picklist(['gone', 'skipped', 'measures nothing'])
export type Absence = v.InferOutput<typeof absence>

/** Base has it by its own bench files, and head does not run it. */
export const removed = v.strictObject({ state: v.literal('removed'), because: absence })

/** It failed on head; `base`: whether base has it. */
export const failed = v.strictObject({
  state: v.literal('failed'),
  error: v.string(),
  base: v.boolean(),
})

/** Base has it, but it did not run there. */
export const uncompared = v.strictObject({ state: v.literal('uncompared'), error: v.string() })

/** Where the discovery pass found the benchmark, and whether it ran. */
export const presence = v.variant('state', [both, fresh, removed, failed, uncompared])
export type Presence = v.InferOutput<typeof presence>

/**
 * All that is known about one figure that is judged: a benchmark's time, a mode's time or speedup.
 */
export const entry = v.strictObject({
  id: v.string(),
  /** What is run as one: a comparison of modes has one entry a mode and metric, all of one unit. */
  unit: v.string(),
  metric,
  presence,
  /** Duration of one block's two arms of its unit, in milliseconds; start-up is apart. */
  cost: amount,
  /** What its blocks are about. */
  callTime,
  /** Stage 1; empty before it ran, or where it did not fit the budget. */
  screen: v.array(block),
  /** Stage 2; null when the benchmark did not go on. */
  test: v.nullable(v.array(block)),
})
export type Entry = v.InferOutput<typeof entry>

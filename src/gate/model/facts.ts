/**
 * The gate's plain data: what blocks are made of, what is planned, what is decided. JSON-shaped;
 * the edge records it in `gate.json` and replays it.
 *
 * Signs: a `change` is a natural logarithm, above 0 when the head is WORSE. For times it is
 * ln(head / base); for speedups of modes ln(base's speedup / head's speedup). Ratios in results are
 * its exponential: 1.02 means two per cent worse.
 */
import type { Estimate } from '../../model.ts'

/** What is compared: the time of a call, or a mode's speedup over serial. */
export type Metric = 'time' | 'speedup'

/**
 * What a slice says of a call: the mean of all its calls, or the fastest of them. What disturbs a
 * shared machine only ever adds, so that the fastest scatters less; but it does not see what only
 * some of the calls bear, such as a collection of garbage or a slow path. The mean sees that where
 * it happens in most of the slices: a block's word is the median over them.
 */
export type CallTime = 'mean' | 'fastest'

/** One slice, ms a call. */
export type CallTimes = Record<CallTime, number>

/** The numbers that fix the procedure. Shares and ratios are plain: 0.01 is one per cent. */
export interface GateRules {
  /** A slowdown up to this is let pass, e.g. 0.01. */
  margin: number
  /** Chance of any false regression in a job; the same, apart, for false improvements. */
  alpha: number
  /** Confidence of the intervals shown, and of `unchanged`. */
  confidence: number
  screen: {
    /** Blocks of stage 1. */
    blocks: number
    /** One-sided level at which a benchmark goes on as slower. */
    slower: number
    /** One-sided level at which a benchmark goes on as faster. */
    faster: number
  }
  test: {
    /** Fewest and most blocks of stage 2 for one benchmark. */
    least: number
    most: number
    /** How many of them carry the third arm. */
    control: number
    /** Chance with which a slowdown of twice the margin is to fail; sizes stage 2. */
    power: number
    /** Weight in Holm's family of those that stage 1 found slower, or for improvements faster. */
    favour: number
    /** Factor on stage 1's spread, which so few blocks may well underestimate. */
    caution: number
  }
  /** When both arms of a block do not count. */
  drop: {
    /** The host took more than this share of all cores' time. */
    stolen: number
    /** For figures of pools: the machine delivered less than this share of its cores. */
    capacity: number
  }
  detectable: {
    /** The smallest detectable slowdown is caught with this chance. */
    power: number
    replays: number
    seed: number
  }
}

/** Why both arms of a block do not count: only causes that cannot depend on the outcome. */
export type DropReason = 'crashed' | 'stolen-cpu' | 'capacity-short'

/** Stage 1 sees who may have changed; stage 2 tests those, with new blocks. */
export type Stage = 'screen' | 'test'

/** One block's word on one benchmark. */
export type Block =
  | {
      state: 'counted'
      change: number
      /** ln(base' / base); null in blocks without the third arm. */
      control: number | null
    }
  | { state: 'dropped'; reason: DropReason }

/** The same by each call time. */
export type Word = Record<CallTime, Block>

/** Where the discovery pass found the benchmark, and whether it ran. */
export type Presence =
  | { state: 'both' }
  /** Nothing to compare with: not a pass, not a failure. */
  | { state: 'new'; because: 'absent on base' | 'failed on base'; error: string | null }
  | { state: 'removed' }
  | { state: 'failed'; error: string }

/**
 * All that is known about one figure that is judged: a benchmark's time, a mode's time or speedup.
 */
export interface Entry {
  id: string
  /** What is run as one: a comparison of modes has one entry a mode and metric, all of one unit. */
  unit: string
  metric: Metric
  presence: Presence
  /** Duration of one block's two arms of its unit, in milliseconds; start-up is apart. */
  cost: number
  /** What its blocks are about. */
  callTime: CallTime
  /** Stage 1; empty before it ran, or where it did not fit the budget. */
  screen: Block[]
  /** Stage 2; null when the benchmark did not go on. */
  test: Block[] | null
}

/** What stage 1 says about a benchmark: `settled` ones stop there, the others go on. */
export type Group = 'slower' | 'unresolved' | 'faster' | 'settled'

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

export interface ScreenPlan {
  blocks: number
  /** Units that fit; each is in every block. */
  included: string[]
  /** Units that did not fit: their entries are inconclusive. */
  leftOut: string[]
  /** Planned duration in milliseconds. */
  duration: number
}

/** A unit's share in stage 2. */
export interface TestPart {
  unit: string
  /**
   * Its entries that are tested; those that stage 1 settled are not, though they are measured
   * again.
   */
  ids: string[]
  group: Group
  cost: number
  blocks: number
  /** How many of the blocks carry the third arm. */
  controls: number
  /** Blocks that the wanted power would take; more than `blocks` when the budget cut it. */
  wanted: number
}

export interface TestPlan {
  parts: TestPart[]
  /** Units that should have gone on and did not fit: inconclusive. */
  leftOut: string[]
  /** Entries that want to go on. */
  tests: number
  /** Fewest blocks with which the exact test can reject, for that many tests. */
  floor: number
  /** Planned duration in milliseconds. */
  duration: number
}

/** A unit's place in one block, and whether it has the third arm there. */
export interface ScheduledUnit {
  unit: string
  control: boolean
}

export type Verdict = 'regression' | 'improvement' | 'unchanged' | 'inconclusive'

/** Why a verdict is inconclusive, or what else a reader must know. `reasons.ts` makes the text. */
export type Reason =
  /** Not measured, or not measured further, because the budget was used up. */
  | { code: 'budget'; stage: 'screen' | 'test' }
  /** Too few counted blocks for an interval. */
  | { code: 'few-blocks'; counted: number; dropped: number; needed: number }
  /** With so few blocks the exact test cannot reject. */
  | { code: 'floor'; counted: number; needed: number; tests: number; alpha: number }
  /** base'/base deviates, and the verdict would not survive a deviation of that size. */
  | { code: 'unstable'; control: number; p: number; instead: Verdict }
  /** base'/base deviates, but the verdict stands all the same. */
  | { code: 'control-deviates'; control: number; p: number }
  /** The interval reaches from within the margin to beyond it. */
  | { code: 'spans-margin' }
  /** Beyond the margin by the interval, but not sure enough for a job with this many tests. */
  | { code: 'not-sure-enough'; p: number; alpha: number; tests: number }
  /** Against a stored baseline: too few values for the exact rank-sum test or its interval. */
  | { code: 'few-values'; base: number; head: number; tests: number }
  /** The stored value is of a machine or software with which it cannot be compared. */
  | { code: 'other-machine'; differences: { field: string; stored: string; here: string }[] }
  /** The machine runs slower or faster than when the baseline was saved; no verdict survives that. */
  | { code: 'drifted'; drift: number; p: number; instead: Verdict }
  /** It does, but the verdict stands all the same. */
  | { code: 'drift-within'; drift: number; p: number }

/** Adjusted one-sided p-values of stage 2 (Holm over all that went on). */
export interface PValues {
  /** Of "the change is at most the margin". */
  regression: number
  /** Of "there is no slowdown". */
  slower: number
  /** Of "the improvement is at most the margin". */
  improvement: number
  /** Of "there is no improvement". */
  faster: number
}

export interface BlockCount {
  counted: number
  dropped: Partial<Record<DropReason, number>>
}

export interface Judged {
  state: 'judged'
  id: string
  metric: Metric
  verdict: Verdict
  /** A direction that is sure at the job's alpha, whether or not beyond the margin. */
  sure: 'slower' | 'faster' | null
  /** Which stage's blocks the figures are from. */
  stage: 'none' | 'screen' | 'test'
  /** Ratio, above 1 when worse; null without a counted block. */
  change: Estimate | null
  /** base' / base; null without a third arm. */
  control: Estimate | null
  /** Null for those that did not go on. */
  p: PValues | null
  blocks: { screen: BlockCount; test: BlockCount }
  /**
   * The smallest true ratio that this run would have failed on, with the rules' power; null when
   * unknown or none.
   */
  detectable: number | null
  reasons: Reason[]
}

/** One benchmark's line in the report. */
export type Result = Judged | (Exclude<Presence, { state: 'both' }> & { id: string })

export interface Decision {
  rules: GateRules
  /** In the order of the entries. */
  results: Result[]
  /** How many went on to stage 2: the size of Holm's family. */
  tests: number
  /**
   * Geometric mean of the changes of all times, from stage 1, as a ratio; null without six complete
   * blocks.
   */
  overall: Estimate | null
}

/** What becomes of the job. */
export interface Outcome {
  /** Regressions that fail the job. */
  regressions: string[]
  /** Regressions that were acknowledged: shown, and let pass. */
  acknowledged: string[]
  improvements: string[]
  unchanged: string[]
  inconclusive: string[]
  fresh: string[]
  removed: string[]
  failed: string[]
  /**
   * 0 fine, 1 regression, 3 a benchmark failed on head, 4 inconclusive under `strict`. (2, usage,
   * is the command's.)
   */
  exitCode: 0 | 1 | 3 | 4
}

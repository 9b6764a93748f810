/** What is decided, for each figure and for the job. */
import * as v from 'valibot'
import { amount, estimate, finite, share, whole } from '../../json/values.ts'
import { dropped, failed, fresh, metric, removed, rules, stage, uncompared } from './facts.ts'

const verdict = v.picklist(['regression', 'improvement', 'unchanged', 'inconclusive'])
export type Verdict = v.InferOutput<typeof verdict>

const difference = v.strictObject({ field: v.string(), stored: v.string(), here: v.string() })

const because = <const Code extends string, const Fields extends v.ObjectEntries>(
  code: Code,
  fields: Fields,
) => v.strictObject({ code: v.literal(code), ...fields })

/** Why a verdict is inconclusive, or what else a reader must know. `reasons.ts` makes the text. */
const reason = v.variant('code', [
  /** Not measured, or not measured further, because the budget was used up. */
  because('budget', { stage }),
  /** Too few counted blocks for an interval. */
  because('few-blocks', { counted: whole, dropped: whole, needed: whole }),
  /** With so few blocks the exact test cannot reject. */
  because('floor', { counted: whole, needed: whole, tests: whole, alpha: share }),
  /** The interval reaches from within the margin to beyond it. */
  because('spans-margin', {}),
  /** Beyond the margin by the interval, but not sure enough for a job with this many tests. */
  because('not-sure-enough', { p: share, alpha: share, tests: whole }),
  /** Against a stored baseline: too few values for the exact rank-sum test or its interval. */
  because('few-values', { base: whole, head: whole, tests: whole }),
  /** The stored value is of a machine or software with which it cannot be compared. */
  because('other-machine', { differences: v.array(difference) }),
  /** The machine runs slower or faster than when the baseline was saved; no verdict survives that. */
  because('drifted', { drift: finite, p: share, instead: verdict }),
  /** It does, but the verdict stands all the same. */
  because('drift-within', { drift: finite, p: share }),
])
export type Reason = v.InferOutput<typeof reason>

/** Adjusted one-sided p-values of stage 2 (Holm over all that went on). */
const pValues = v.strictObject({
  /** Of "the change is at most the margin". */
  regression: share,
  /** Of "there is no slowdown". */
  slower: share,
  /** Of "the improvement is at most the margin". */
  improvement: share,
  /** Of "there is no improvement". */
  faster: share,
})
export type PValues = v.InferOutput<typeof pValues>

const blockCount = v.strictObject({ counted: whole, dropped })
export type BlockCount = v.InferOutput<typeof blockCount>

const judged = v.strictObject({
  state: v.literal('judged'),
  id: v.string(),
  metric,
  verdict,
  /** A direction that is sure at the job's alpha, whether or not beyond the margin. */
  sure: v.nullable(v.picklist(['slower', 'faster'])),
  /** Which stage's blocks the figures are from. */
  stage: v.picklist(['none', 'screen', 'test']),
  /** Ratio, above 1 when worse; null without a counted block. */
  change: v.nullable(estimate),
  /** base' / base; null without a third arm. */
  control: v.nullable(estimate),
  /** Null for those that did not go on. */
  p: v.nullable(pValues),
  blocks: v.strictObject({ screen: blockCount, test: blockCount }),
  /**
   * The smallest true ratio that this run would have failed on, with the rules' power; null when
   * unknown or none.
   */
  detectable: v.nullable(amount),
  reasons: v.array(reason),
})
export type Judged = v.InferOutput<typeof judged>

const id = v.string()

/** One benchmark's line in the report. */
const result = v.variant('state', [
  judged,
  v.strictObject({ ...fresh.entries, id }),
  v.strictObject({ ...removed.entries, id }),
  v.strictObject({ ...failed.entries, id }),
  v.strictObject({ ...uncompared.entries, id }),
])
export type Result = v.InferOutput<typeof result>

export const decision = v.strictObject({
  rules,
  /** In the order of the entries. */
  results: v.array(result),
  /** How many went on to stage 2: the size of Holm's family. */
  tests: whole,
  /**
   * Geometric mean of the changes of all times, from stage 1, as a ratio; null without six complete
   * blocks.
   */
  overall: v.nullable(estimate),
})
export type Decision = v.InferOutput<typeof decision>

const ids = v.array(id)

/** What becomes of the job. */
export const outcome = v.strictObject({
  /** Regressions that fail the job. */
  regressions: ids,
  /** Regressions that were acknowledged: shown, and let pass. */
  acknowledged: ids,
  improvements: ids,
  unchanged: ids,
  inconclusive: ids,
  fresh: ids,
  removed: ids,
  uncompared: ids,
  failed: ids,
  /** How many benchmarks base has, and how many of them were compared: there is an interval. */
  compared: v.strictObject({ count: whole, of: whole }),
  /** Those of base that were not compared, for whatever cause, and that nobody acknowledged. */
  missing: ids,
  /**
   * 0 fine, 1 regression, 3 a benchmark failed on head, 4 something has no verdict under `strict`, 5
   * not all that base has was compared, or nothing was. (2, usage, is the command's.)
   */
  exitCode: v.picklist([0, 1, 3, 4, 5]),
})
export type Outcome = v.InferOutput<typeof outcome>

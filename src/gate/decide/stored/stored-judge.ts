/** The verdict on one figure against its stored values. */
import { leastP } from '../../../stats/mann-whitney.ts'
import { lowerShift, shiftEstimate, upperShift } from '../../../stats/shift.ts'
import { sureOf, survives, survivingSure, verdictOf } from '../judge.ts'
import type { Bounds, Judgement } from '../judge.ts'
import type { Samples } from '../../model/baseline.ts'
import type { Drift, StoredRules } from '../../model/stored-record.ts'
import type { PValues, Reason, Verdict } from '../../model/verdicts.ts'
import { logMargin } from '../rules.ts'

export interface StoredEvidence {
  sample: Samples
  /** Adjusted over all that were tested. */
  p: PValues
  tests: number
  /** Null where it does not matter, or is not known. */
  drift: Drift | null
}

/**
 * The verdict, and a second look where the machine has drifted: if its fixed computation takes
 * significantly longer or shorter than then, or by more than the margin, then head may seem slower
 * or faster by as much. A verdict must survive a deviation of that size against it, or it becomes
 * inconclusive; the ordinary gate treats its second copy of base likewise.
 */
export function judgeStored(evidence: StoredEvidence, rules: StoredRules): Judgement {
  const few = tooFew(evidence, rules)
  if (few !== null) return { verdict: 'inconclusive', sure: null, reasons: [few] }
  const { p, drift } = evidence
  const bounds = boundsOf(evidence, rules)
  const plain = verdictOf(p, bounds, rules)
  const sure = sureOf(p, rules)
  const reasons = whyInconclusive(plain, evidence, rules)
  const away = drift === null ? 0 : Math.abs(Math.log(drift.ratio))
  const drifted = drift !== null && (drift.p <= rules.alpha || away > logMargin(rules))
  if (!drifted) return { verdict: plain, sure, reasons }
  const facts = { drift: drift.ratio, p: drift.p }
  const sureStill = survivingSure(sure, bounds, away)
  if (plain === 'inconclusive' || survives(plain, bounds, away, rules)) {
    // what is small, or changes nothing, is told once for all and not at each figure
    const worth = plain !== 'inconclusive' && away > logMargin(rules)
    const told: Reason[] = worth ? [{ code: 'drift-within', ...facts }] : []
    return { verdict: plain, sure: sureStill, reasons: [...reasons, ...told] }
  }
  const reason: Reason = { code: 'drifted', ...facts, instead: plain }
  return { verdict: 'inconclusive', sure: sureStill, reasons: [reason] }
}

/** No interval, or no chance for the exact test. */
function tooFew({ sample, tests }: StoredEvidence, rules: StoredRules): Reason | null {
  const [base, head] = [sample.base.length, sample.head.length]
  const needed = Math.min(rules.alpha / tests, (1 - rules.confidence) / 2)
  return leastP(head, base) <= needed && base > 0 && head > 0
    ? null
    : { code: 'few-values', base, head, tests }
}

function boundsOf({ sample, tests }: StoredEvidence, rules: StoredRules): Bounds {
  const { head, base } = sample
  const level = rules.alpha / tests
  const { interval } = shiftEstimate(head, base, rules.confidence)
  return {
    strictLow: lowerShift(head.length, base.length, level)(head, base),
    strictHigh: upperShift(head.length, base.length, level)(head, base),
    high: interval?.high ?? Infinity,
  }
}

function whyInconclusive(
  verdict: Verdict,
  { sample, p, tests }: StoredEvidence,
  rules: StoredRules,
): Reason[] {
  if (verdict !== 'inconclusive') return []
  const { interval } = shiftEstimate(sample.head, sample.base, rules.confidence)
  const beyond = interval !== null && interval.low > logMargin(rules)
  return beyond
    ? [{ code: 'not-sure-enough', p: p.regression, alpha: rules.alpha, tests }]
    : [{ code: 'spans-margin' }]
}

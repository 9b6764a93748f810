/** The verdict on one figure against its stored values. */
import { leastP } from '../../../stats/mann-whitney.ts'
import { lowerShift, shiftEstimate, upperShift } from '../../../stats/shift.ts'
import type { Samples } from '../../model/baseline.ts'
import type { Drift, StoredRules } from '../../model/stored-record.ts'
import type { PValues, Reason } from '../../model/verdicts.ts'
import { judge } from '../judge.ts'
import type { Bounds, Deviation, Judgement } from '../judge.ts'
import { logMargin } from '../rules.ts'

export interface StoredEvidence {
  sample: Samples
  /** Adjusted over all that were tested. */
  p: PValues
  tests: number
  /** Null where it does not matter, or is not known. */
  drift: Drift | null
}

export function judgeStored(evidence: StoredEvidence, rules: StoredRules): Judgement {
  const few = tooFew(evidence, rules)
  if (few !== null) return { verdict: 'inconclusive', sure: null, reasons: [few] }
  const { p, tests, drift } = evidence
  const bounds = boundsOf(evidence, rules)
  return judge({ p, tests, bounds, deviation: deviationOf(drift, rules) }, rules)
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
  return {
    strictLow: lowerShift(head.length, base.length, level)(head, base),
    strictHigh: upperShift(head.length, base.length, level)(head, base),
    shown: shiftEstimate(head, base, rules.confidence).interval,
  }
}

/**
 * If the machine's fixed computation takes significantly longer or shorter than then, or by more than
 * the margin, then head may seem slower or faster by as much.
 */
function deviationOf(drift: Drift | null, rules: StoredRules): Deviation | null {
  if (drift === null) return null
  const { ratio, p } = drift
  const size = Math.abs(Math.log(ratio))
  const isWide = size > logMargin(rules)
  if (p > rules.alpha && !isWide) return null
  return {
    size,
    // what is small, or changes nothing, is told once for all and not at each figure
    within: (verdict) =>
      isWide && verdict !== 'inconclusive' ? [{ code: 'drift-within', drift: ratio, p }] : [],
    instead: (instead) => ({ code: 'drifted', drift: ratio, p, instead }),
  }
}

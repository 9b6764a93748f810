/** The verdict on one benchmark that went through stage 2. */
import { hodgesLehmann, lowerBound, upperBound } from '../../stats/hodges-lehmann.ts'
import { valuesForLevel } from '../../stats/sample-size.ts'
import type { GateRules } from '../model/facts.ts'
import type { PValues, Reason, Verdict } from '../model/verdicts.ts'
import { logMargin } from './rules.ts'

/** Stage 2's figures for one benchmark, on the log scale. */
export interface Evidence {
  /** Counted changes, at least one. */
  changes: readonly number[]
  /** base' / base in the blocks with a third arm. */
  controls: readonly number[]
  /** Adjusted over all that went on. */
  p: PValues
  /** Adjusted two-sided p of "base' equals base". */
  pControl: number
  /** How many went on. */
  tests: number
}

export interface Judgement {
  verdict: Verdict
  sure: 'slower' | 'faster' | null
  reasons: Reason[]
}

/** The rules that a verdict needs, whatever gave the figures. */
type Level = Pick<GateRules, 'margin' | 'alpha'>

/** Confidence bounds of the change, each at a level of its own. */
export interface Bounds {
  /** One-sided, at alpha / tests: what a rejection by Bonferroni would rest on. */
  strictLow: number
  strictHigh: number
  /** Upper end of the two-sided interval shown; infinity when there is none. */
  high: number
}

function boundsOf({ changes, tests }: Evidence, rules: GateRules): Bounds {
  const level = rules.alpha / tests
  const { interval } = hodgesLehmann(changes, rules.confidence)
  return {
    strictLow: lowerBound(changes.length, level)(changes),
    strictHigh: upperBound(changes.length, level)(changes),
    high: interval?.high ?? Infinity,
  }
}

/**
 * The verdict, and a second look where the third arm deviates. If base' / base is significant, or
 * further from 1 than the margin with an interval that leaves 1 out, then the machine, the order or
 * the path favours one arm by so much, and head / base may be off by as much: a verdict must survive
 * a deviation of that size against it, or it becomes inconclusive. (Thus a 20 % regression is not let
 * pass for a deviation of 0.1 %, nor a sure one for the scatter of a few third arms.)
 */
export function judge(evidence: Evidence, rules: GateRules): Judgement {
  const bounds = boundsOf(evidence, rules)
  const plain = verdictOf(evidence.p, bounds, rules)
  const sure = sureOf(evidence.p, rules)
  const { value: control, interval } =
    evidence.controls.length === 0 ? NO_CONTROL : hodgesLehmann(evidence.controls, rules.confidence)
  const isApart = interval === null || interval.low > 0 || interval.high < 0
  const isWide = Math.abs(control) > logMargin(rules)
  const deviates = evidence.pControl <= rules.alpha || (isWide && isApart)
  if (!deviates) return { verdict: plain, sure, reasons: whyInconclusive(plain, evidence, rules) }
  const facts = { control: Math.exp(control), p: evidence.pControl }
  const sureStill = survivingSure(sure, bounds, Math.abs(control))
  if (plain === 'inconclusive' || survives(plain, bounds, Math.abs(control), rules)) {
    const reasons = whyInconclusive(plain, evidence, rules)
    return {
      verdict: plain,
      sure: sureStill,
      reasons: [...reasons, { code: 'control-deviates', ...facts }],
    }
  }
  const reason: Reason = { code: 'unstable', ...facts, instead: plain }
  return { verdict: 'inconclusive', sure: sureStill, reasons: [reason] }
}

const NO_CONTROL = { value: 0, interval: null }

export function verdictOf(p: PValues, { high }: Pick<Bounds, 'high'>, rules: Level): Verdict {
  if (p.regression <= rules.alpha) return 'regression'
  if (p.improvement <= rules.alpha) return 'improvement'
  return high < logMargin(rules) ? 'unchanged' : 'inconclusive'
}

export function sureOf(p: PValues, rules: Level): Judgement['sure'] {
  if (p.slower <= rules.alpha) return 'slower'
  return p.faster <= rules.alpha ? 'faster' : null
}

export function survives(
  verdict: Verdict,
  bounds: Bounds,
  deviation: number,
  rules: Level,
): boolean {
  const margin = logMargin(rules)
  if (verdict === 'regression') return bounds.strictLow - deviation > margin
  if (verdict === 'improvement') return bounds.strictHigh + deviation < -margin
  return bounds.high + deviation < margin
}

export function survivingSure(
  sure: Judgement['sure'],
  bounds: Bounds,
  deviation: number,
): Judgement['sure'] {
  if (sure === 'slower') return bounds.strictLow - deviation > 0 ? sure : null
  if (sure === 'faster') return bounds.strictHigh + deviation < 0 ? sure : null
  return null
}

function whyInconclusive(verdict: Verdict, evidence: Evidence, rules: GateRules): Reason[] {
  if (verdict !== 'inconclusive') return []
  const { alpha } = rules
  const { changes, tests, p } = evidence
  const needed = valuesForLevel(tests, alpha)
  const counted = changes.length
  if (counted < needed) return [{ code: 'floor', counted, needed, tests, alpha }]
  const { interval } = hodgesLehmann(changes, rules.confidence)
  const beyond = interval !== null && interval.low > logMargin(rules)
  return beyond
    ? [{ code: 'not-sure-enough', p: p.regression, alpha, tests }]
    : [{ code: 'spans-margin' }]
}

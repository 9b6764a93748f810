/** The verdict on one figure, from its tests and bounds, wherever base's values come from. */
import type { GateRules } from '../model/facts.ts'
import type { PValues, Reason, Verdict } from '../model/verdicts.ts'
import { logMargin } from './rules.ts'

/** The rules that a verdict needs, whatever gave the figures. */
export type Level = Pick<GateRules, 'margin' | 'alpha'>

/** What was measured of one figure, on the log scale. */
export interface Evidence {
  /** Adjusted over all that were tested. */
  p: PValues
  bounds: Bounds
  /** How many were tested. */
  tests: number
  /** Null where nothing deviates. */
  deviation: Deviation | null
}

/** Confidence bounds of the change, each at a level of its own. */
export interface Bounds {
  /** One-sided, at alpha / tests: what a rejection by Bonferroni would rest on. */
  strictLow: number
  strictHigh: number
  /** Ends of the two-sided interval shown; null when there is none. */
  shown: { low: number; high: number } | null
}

/** By how much head may be off for no reason of its own, and what is said of it. */
export interface Deviation {
  /** At least 0. */
  size: number
  /** Where the verdict stands all the same. */
  within: (verdict: Verdict) => Reason[]
  /** Where it does not. */
  instead: (verdict: Verdict) => Reason
}

export interface Judgement {
  verdict: Verdict
  sure: 'slower' | 'faster' | null
  reasons: Reason[]
}

/**
 * The verdict, and a second look where something deviates that should not: a verdict must survive a
 * deviation of that size against it, or it becomes inconclusive. (Thus a 20 % regression is not let
 * pass for a deviation of 0.1 %, nor a sure one for the scatter of a few values.)
 */
export function judge(evidence: Evidence, rules: Level): Judgement {
  const { p, bounds, deviation } = evidence
  const verdict = verdictOf(p, bounds, rules)
  const sure = sureOf(p, rules)
  const reasons = verdict === 'inconclusive' ? [whyInconclusive(evidence, rules)] : []
  if (deviation === null) return { verdict, sure, reasons }
  const still = survivingSure(sure, bounds, deviation.size)
  if (verdict === 'inconclusive' || survives(verdict, bounds, deviation.size, rules))
    return { verdict, sure: still, reasons: [...reasons, ...deviation.within(verdict)] }
  return { verdict: 'inconclusive', sure: still, reasons: [deviation.instead(verdict)] }
}

function verdictOf(p: PValues, { shown }: Bounds, rules: Level): Verdict {
  if (p.regression <= rules.alpha) return 'regression'
  if (p.improvement <= rules.alpha) return 'improvement'
  return shown !== null && shown.high < logMargin(rules) ? 'unchanged' : 'inconclusive'
}

function sureOf(p: PValues, rules: Level): Judgement['sure'] {
  if (p.slower <= rules.alpha) return 'slower'
  return p.faster <= rules.alpha ? 'faster' : null
}

function survives(verdict: Verdict, bounds: Bounds, deviation: number, rules: Level): boolean {
  const margin = logMargin(rules)
  if (verdict === 'regression') return bounds.strictLow - deviation > margin
  if (verdict === 'improvement') return bounds.strictHigh + deviation < -margin
  return bounds.shown !== null && bounds.shown.high + deviation < margin
}

function survivingSure(
  sure: Judgement['sure'],
  bounds: Bounds,
  deviation: number,
): Judgement['sure'] {
  if (sure === 'slower') return bounds.strictLow - deviation > 0 ? sure : null
  if (sure === 'faster') return bounds.strictHigh + deviation < 0 ? sure : null
  return null
}

function whyInconclusive({ p, bounds: { shown }, tests }: Evidence, rules: Level): Reason {
  return shown !== null && shown.low > logMargin(rules)
    ? { code: 'not-sure-enough', p: p.regression, alpha: rules.alpha, tests }
    : { code: 'spans-margin' }
}

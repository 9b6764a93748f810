/** A benchmark that went through stage 2: what its pairs say, and what its third arm says of them. */
import { hodgesLehmann, lowerBound, upperBound } from '../../stats/hodges-lehmann.ts'
import { valuesForLevel } from '../../stats/sample-size.ts'
import type { GateRules } from '../model/facts.ts'
import type { PValues } from '../model/verdicts.ts'
import { judge } from './judge.ts'
import type { Bounds, Deviation, Judgement } from './judge.ts'
import { logMargin } from './rules.ts'

/** Stage 2's figures for one benchmark, on the log scale. */
export interface Pairs {
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

export function judgePairs(pairs: Pairs, rules: GateRules): Judgement {
  const { p, tests, changes } = pairs
  const found = judge(
    { p, tests, bounds: boundsOf(pairs, rules), deviation: deviationOf(pairs, rules) },
    rules,
  )
  const needed = valuesForLevel(tests, rules.alpha)
  const counted = changes.length
  if (found.verdict !== 'inconclusive' || counted >= needed) return found
  // with so few blocks the test cannot reject, which is more than that it did not
  const reasons = found.reasons.map((reason) =>
    reason.code === 'not-sure-enough' || reason.code === 'spans-margin'
      ? { code: 'floor' as const, counted, needed, tests, alpha: rules.alpha }
      : reason,
  )
  return { ...found, reasons }
}

function boundsOf({ changes, tests }: Pairs, rules: GateRules): Bounds {
  const level = rules.alpha / tests
  return {
    strictLow: lowerBound(changes.length, level)(changes),
    strictHigh: upperBound(changes.length, level)(changes),
    shown: hodgesLehmann(changes, rules.confidence).interval,
  }
}

/**
 * If base' / base is significant, or further from 1 than the margin with an interval that leaves 1
 * out, then the machine, the order or the path favours one arm by so much, and head / base may be off
 * by as much.
 */
function deviationOf({ controls, pControl: p }: Pairs, rules: GateRules): Deviation | null {
  if (controls.length === 0) return null
  const { value, interval } = hodgesLehmann(controls, rules.confidence)
  const isApart = interval === null || interval.low > 0 || interval.high < 0
  const isWide = Math.abs(value) > logMargin(rules)
  if (p > rules.alpha && !(isWide && isApart)) return null
  const control = Math.exp(value)
  return {
    size: Math.abs(value),
    within: () => [{ code: 'control-deviates', control, p }],
    instead: (instead) => ({ code: 'unstable', control, p, instead }),
  }
}

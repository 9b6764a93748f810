/** A benchmark that went through stage 2: what its pairs say. */
import { hodgesLehmann, lowerBound, upperBound } from '../../stats/hodges-lehmann.ts'
import { valuesForLevel } from '../../stats/sample-size.ts'
import type { GateRules } from '../model/facts.ts'
import type { PValues } from '../model/verdicts.ts'
import { judge } from './judge.ts'
import type { Bounds, Judgement } from './judge.ts'

/** Stage 2's figures for one benchmark, on the log scale. */
export interface Pairs {
  /** Counted changes, at least one. */
  changes: readonly number[]
  /** Adjusted over all that went on. */
  p: PValues
  /** How many went on. */
  tests: number
}

export function judgePairs(pairs: Pairs, rules: GateRules): Judgement {
  const { p, tests, changes } = pairs
  const found = judge({ p, tests, bounds: boundsOf(pairs, rules), deviation: null }, rules)
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

/** Several comparisons at a glance: what to do in each, what it gains, and what decides. */
import type { Comparison } from '../../model.ts'
import { boundApplies, causeWords } from '../cause-text.ts'
import { ratio, ratioEstimate } from '../../text/format.ts'
import { say, type Inline } from '../../text/inline.ts'
import { chosen, recommendationWords, weighed } from '../recommendation.ts'
import { NOTHING, table, type Block } from '../../text/view.ts'

function gain(comparison: Comparison): Inline {
  const case_ = weighed(comparison)
  if (case_ === null || case_.speedup === null) return NOTHING
  const told = ratioEstimate(case_.speedup)
  return chosen(comparison) === null ? say`${told} (${case_.label})` : [told]
}

function bound(comparison: Comparison): Inline {
  const case_ = weighed(comparison)
  if (case_ === null) return NOTHING
  return boundApplies(comparison, case_) ? [ratio(case_.bound)] : say`does not apply`
}

/** The table, a row for each comparison. */
export function overviewTable(comparisons: readonly Comparison[]): Block {
  const titles = [say`what`, say`recommendation`, say`gain over serial`, say`bound`, say`cause`]
  return table(
    titles,
    [2, 3],
    comparisons.map((comparison) => [
      say`${comparison.name}`,
      recommendationWords(comparison),
      gain(comparison),
      bound(comparison),
      causeWords(comparison),
    ]),
  )
}

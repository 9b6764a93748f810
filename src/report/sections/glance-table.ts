/** Comparisons at a glance: what to use, what it gains, how much of the possible, and what decides. */
import type { Comparison } from '../../model.ts'
import { boundApplies, causeWords } from '../cause-text.ts'
import { percent, ratioEstimate } from '../../text/format.ts'
import { say, type Inline } from '../../text/inline.ts'
import { chosen, recommendationWords, weighed } from '../recommendation.ts'
import { NOTHING, table, type PageBlock } from '../../text/view.ts'

/** A few words each. */
export interface Glance {
  use: Inline
  gain: Inline
  /** The share of the bound that was reached. */
  possible: Inline
  why: Inline
}

export const glance = (comparison: Comparison): Glance => ({
  use: recommendationWords(comparison),
  gain: gain(comparison),
  possible: possible(comparison),
  why: causeWords(comparison),
})

function gain(comparison: Comparison): Inline {
  const case_ = weighed(comparison)
  if (case_ === null || case_.speedup === null) return NOTHING
  const told = ratioEstimate(case_.speedup)
  return chosen(comparison) === null ? say`${told} (${case_.label})` : [told]
}

function possible(comparison: Comparison): Inline {
  const case_ = weighed(comparison)
  if (case_ === null || case_.attained === null || !boundApplies(comparison, case_)) return NOTHING
  return [percent(case_.attained)]
}

export interface GlanceRow {
  name: string
  /** Its page, relative to the one with the table; null: it has none. */
  page: string | null
  glance: Glance
}

/** A row for each comparison. */
export const glanceTable = (rows: readonly GlanceRow[]): PageBlock =>
  table(
    [say`what`, say`use`, say`gain`, say`of the possible`, say`why`],
    [2, 3],
    rows.map(({ name, page, glance: { use, gain: gained, possible: share, why } }) => [
      page === null ? say`${name}` : [{ link: name, href: page }],
      use,
      gained,
      share,
      why,
    ]),
  )

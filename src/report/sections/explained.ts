/** The pools of a comparison whose time is broken down. */
import type { Breakdown, CaseResult, Comparison } from '../../model.ts'
import { isPool } from '../../modes.ts'

export interface Explained extends CaseResult {
  breakdown: Breakdown
}

export const explained = ({ cases }: Comparison): Explained[] =>
  cases.filter((case_): case_ is Explained => isPool(case_) && case_.breakdown !== null)

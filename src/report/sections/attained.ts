/** The attained share of the bound as an estimate: the speedup's own interval over the bound. */
import type { CaseResult, Estimate } from '../../model.ts'

export function attainedOf(case_: CaseResult): Estimate | null {
  const { speedup, attained, bound } = case_
  if (speedup === null || attained === null) return null
  const range = speedup.interval
  const interval = range && { ...range, low: range.low / bound, high: range.high / bound }
  return { ...speedup, value: attained, interval }
}

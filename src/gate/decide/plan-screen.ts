import { screenTime, testReserve, type Unit, unitsOf } from './block-cost.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { Limits, ScreenPlan } from '../model/plans.ts'

/**
 * Stage 1: as many units as fit, cheap ones first, so that one of several seconds does not push out
 * ten others. What does not fit is listed; it will be inconclusive.
 *
 * @param entries from the discovery pass; only those found on both sides are planned
 * @param limits the whole budget, in milliseconds
 */
export function planScreen(
  entries: readonly Entry[],
  rules: GateRules,
  limits: Limits,
): ScreenPlan {
  const units = unitsOf(entries)
  const chosen: Unit[] = []
  for (const unit of units.toSorted((a, b) => a.cost - b.cost)) {
    if (bothStages([...chosen, unit], rules, limits) <= limits.budget) chosen.push(unit)
  }
  const fits = new Set(chosen.map(({ unit }) => unit))
  const names = units.map(({ unit }) => unit)
  return {
    blocks: rules.screen.blocks,
    included: names.filter((name) => fits.has(name)),
    leftOut: names.filter((name) => !fits.has(name)),
    duration: screenTime(chosen, rules, limits.startup),
  }
}

function bothStages(units: readonly Unit[], rules: GateRules, { startup }: Limits): number {
  return screenTime(units, rules, startup) + testReserve(units, rules, startup)
}

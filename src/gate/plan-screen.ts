import { screenTime, testReserve } from './cost.ts'
import type { Entry, GateRules, Limits, ScreenPlan } from './model.ts'

/**
 * Stage 1: as many benchmarks as fit, cheap ones first, so that one of several seconds does not push out
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
  const comparable = entries.filter((entry) => entry.presence.state === 'both')
  const chosen: Entry[] = []
  for (const entry of comparable.toSorted((a, b) => a.cost - b.cost)) {
    if (duration([...chosen, entry], rules, limits) <= limits.budget) chosen.push(entry)
  }
  return {
    blocks: rules.screen.blocks,
    included: idsOf(comparable.filter((entry) => chosen.includes(entry))),
    leftOut: idsOf(comparable.filter((entry) => !chosen.includes(entry))),
    duration: screenTime(chosen, rules, limits.startup),
  }
}

const idsOf = (entries: readonly Entry[]): string[] => entries.map(({ id }) => id)

function duration(entries: readonly Entry[], rules: GateRules, { startup }: Limits): number {
  return screenTime(entries, rules, startup) + testReserve(entries, rules, startup)
}

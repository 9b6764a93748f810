/** How many blocks one side gets, and of what. Pure: costs come from the discovery pass. */
import type { Unit } from '../block-cost.ts'
import type { BlockLimits } from '../../model/baseline.ts'
import type { Limits } from '../../model/plans.ts'

export interface BlockPlan {
  blocks: number
  /** Units that fit; each is in every block. */
  included: string[]
  leftOut: string[]
  /** Planned duration, ms. */
  duration: number
}

/**
 * As many units as fit with the fewest blocks, cheap ones first; then as many blocks of them as the
 * budget allows.
 *
 * @param limits ms; the start-up is one process's
 */
export function planBlocks(
  units: readonly Unit[],
  { least, most }: BlockLimits,
  { startup, budget }: Limits,
): BlockPlan {
  const included: string[] = []
  let block = startup
  for (const { unit, cost } of units.toSorted((a, b) => a.cost - b.cost)) {
    if (least * (block + cost) > budget) continue
    block += cost
    included.push(unit)
  }
  const leftOut = units.map(({ unit }) => unit).filter((unit) => !included.includes(unit))
  if (included.length === 0) return { blocks: 0, included, leftOut, duration: 0 }
  const blocks = Math.max(least, Math.min(most, Math.floor(budget / block)))
  return { blocks, included, leftOut, duration: blocks * block }
}

/** The budget with which all units get the fewest blocks, ms. */
export function budgetNeeded(units: readonly Unit[], least: number, startup: number): number {
  return least * units.reduce((sum, { cost }) => sum + cost, startup)
}

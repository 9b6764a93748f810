/** What blocks really take: a better guide to the next ones than the discovery pass. Pure. */
import { mean, sum } from '../stats/mean.ts'
import { median } from '../stats/quantile.ts'
import { THIRD_ARM } from './decide/block-cost.ts'
import type { Entry } from './model/facts.ts'
import type { BlockOutcome } from './block/block.ts'
import type { MeasuredGroup } from './block/block-group.ts'

/** One block, without what its third arms cost. */
export interface BlockCost {
  /** Ms, beside its units. */
  startup: number
  /** Ms, by unit. */
  units: ReadonlyMap<string, number>
}

/** @param took ms, with what came before the processes */
export function blockCost(outcome: BlockOutcome, took: number): BlockCost {
  const { groups, arms } = outcome
  const names = [...new Set(groups.map(({ unit }) => unit))]
  const setups = names.map((unit) => setupOf(outcome, unit))
  const measuring = names.map((unit) =>
    sum(groups.filter((one) => one.unit === unit).map(withoutThird)),
  )
  const busy = sum(groups.map((group) => group.took)) + sum(setups)
  const startup = Math.max(0, took - busy) / (arms.copy === undefined ? 1 : 1 + THIRD_ARM)
  const costs = names.map((unit, at) => [unit, measuring[at]! + setups[at]!] as const)
  return { startup, units: new Map(costs) }
}

const setupOf = ({ arms }: BlockOutcome, unit: string): number =>
  Math.max(0, ...[arms.base, arms.head].map((arm) => arm?.setup.get(unit) ?? 0))

function withoutThird({ rows, took }: MeasuredGroup): number {
  const isThird = rows.some((own) => own.some(({ copy }) => copy !== null))
  return isThird ? took / (1 + THIRD_ARM) : took
}

/** The entries with what their units took in blocks, where they had any. */
export function recosted(entries: readonly Entry[], costs: readonly BlockCost[]): Entry[] {
  return entries.map((entry) => {
    const own = costs.flatMap(({ units }) => units.get(entry.unit) ?? [])
    return own.length === 0 ? entry : { ...entry, cost: mean(own) }
  })
}

/** Of a block's processes, ms; the discovery pass's own where there was no block yet. */
export const startupIn = (costs: readonly BlockCost[], discovered: number): number =>
  costs.length === 0 ? discovered : median(costs.map(({ startup }) => startup))

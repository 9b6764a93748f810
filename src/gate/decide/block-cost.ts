/**
 * How long blocks take. Costs come from the discovery pass, so that a plan is a function of data;
 * nothing here looks at a clock.
 */
import { sum } from '../../stats/mean.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { TestPart } from '../model/plans.ts'

/** A third arm makes a block half as long again. */
const THIRD_ARM = 0.5

/** Share of the units for which stage 2 is held free, at the least for the longest of them. */
const GOING_ON = 0.25

/** What runs as one, with its duration in a block. */
export type Unit = Pick<Entry, 'unit' | 'cost'>

/** The units of the entries that exist on both sides, in their order, each once. */
export function unitsOf(entries: readonly Entry[]): Unit[] {
  const comparable = entries.filter((entry) => entry.presence.state === 'both')
  const units = new Map(comparable.map(({ unit, cost }) => [unit, { unit, cost }]))
  return [...units.values()]
}

/**
 * Stage 1 in milliseconds: every unit in every block.
 *
 * @param startup start-up of a block's two processes, in milliseconds
 */
export function screenTime(units: readonly Unit[], rules: GateRules, startup: number): number {
  if (units.length === 0) return 0
  return rules.screen.blocks * (startup + sum(units.map(({ cost }) => cost)))
}

/** What to keep free for stage 2, in milliseconds: a screen without a test could decide nothing. */
export function testReserve(units: readonly Unit[], rules: GateRules, startup: number): number {
  const costs = units.map(({ cost }) => cost)
  const expected = Math.max(GOING_ON * sum(costs), ...costs)
  const { least, control } = rules.test
  return (least + THIRD_ARM * Math.min(least, control)) * (startup + expected)
}

/** Stage 2 in milliseconds: as many blocks as the longest part has; third arms share theirs. */
export function testTime(parts: readonly TestPart[], startup: number): number {
  const longest = Math.max(0, ...parts.map(({ blocks }) => blocks))
  const thirds = Math.max(0, ...parts.map(({ controls }) => controls))
  const measuring = parts.map(
    ({ cost, blocks, controls }) => cost * (blocks + THIRD_ARM * controls),
  )
  return startup * (longest + THIRD_ARM * thirds) + sum(measuring)
}

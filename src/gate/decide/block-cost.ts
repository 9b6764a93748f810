/**
 * How long blocks take. Costs come from the discovery pass, so that a plan is a function of data;
 * nothing here looks at a clock.
 */
import { sum } from '../../stats/mean.ts'
import { valuesForLevel } from '../../stats/sample-size.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { TestPart } from '../model/plans.ts'

/** A third arm makes a block half as long again. */
export const THIRD_ARM = 0.5

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
 * Stage 1 in milliseconds: blocks that these units share, until each has had so many.
 *
 * @param startup start-up of a block's two processes, in milliseconds
 */
export function screenTime(units: readonly (Unit & { left: number })[], startup: number): number {
  const blocks = Math.max(0, ...units.map(({ left }) => left))
  return blocks * startup + sum(units.map(({ cost, left }) => left * cost))
}

/** Fewest blocks of stage 2 in which some of so many units could be found slower. */
export function fewestTests(units: number, rules: GateRules): number {
  const floor = valuesForLevel(Math.max(1, Math.ceil(GOING_ON * units)), rules.alpha)
  return Math.min(rules.test.least, floor)
}

/** Third arms among so many blocks: the rules' number, in proportion where blocks are few. */
export const thirdsAmong = (blocks: number, { least, control }: GateRules['test']): number =>
  Math.min(blocks, Math.ceil(control * Math.min(1, blocks / least)))

/**
 * What to keep free for stage 2, in milliseconds: a screen without a test could decide nothing.
 *
 * @param blocks of stage 2, for each that goes on
 */
export function testReserve(
  units: readonly Unit[],
  blocks: number,
  rules: GateRules,
  startup: number,
): number {
  const costs = units.map(({ cost }) => cost)
  const expected = Math.max(GOING_ON * sum(costs), ...costs)
  return (blocks + THIRD_ARM * thirdsAmong(blocks, rules.test)) * (startup + expected)
}

/** Stage 2 in milliseconds: as many blocks as the longest part has; third arms share theirs. */
export function testTime(
  parts: readonly Pick<TestPart, 'cost' | 'blocks' | 'controls'>[],
  startup: number,
): number {
  const longest = Math.max(0, ...parts.map(({ blocks }) => blocks))
  const thirds = Math.max(0, ...parts.map(({ controls }) => controls))
  const measuring = parts.map(
    ({ cost, blocks, controls }) => cost * (blocks + THIRD_ARM * controls),
  )
  return startup * (longest + THIRD_ARM * thirds) + sum(measuring)
}

/**
 * The time that all of it would take, in milliseconds: what was planned and measured gives the costs.
 *
 * @param wanted parts with as many blocks as they want
 */
export function timeNeeded(
  entries: readonly Entry[],
  wanted: readonly TestPart[],
  rules: GateRules,
  startup: number,
): number {
  const units = unitsOf(entries)
  const screening = units.map((unit) => ({ ...unit, left: rules.screen.blocks }))
  const parts = wanted.map((part) => ({ ...part, blocks: Math.max(part.blocks, part.wanted) }))
  const testing = Math.max(
    testTime(parts, startup),
    units.length === 0 ? 0 : testReserve(units, rules.test.least, rules, startup),
  )
  return screenTime(screening, startup) + testing
}

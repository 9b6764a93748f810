/**
 * How long blocks take. Costs come from the discovery pass, so that a plan is a function of data; nothing
 * here looks at a clock.
 */
import type { Entry, GateRules, TestPart } from './model.ts'

/** A third arm makes a block half as long again. */
const THIRD_ARM = 0.5

/** Share of the benchmarks for which stage 2 is held free, at the least for the longest of them. */
const GOING_ON = 0.25

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * Stage 1 in milliseconds: every benchmark in every block.
 *
 * @param startup start-up of a block's two processes, in milliseconds
 */
export function screenTime(entries: readonly Entry[], rules: GateRules, startup: number): number {
  if (entries.length === 0) return 0
  return rules.screen.blocks * (startup + sum(entries.map(({ cost }) => cost)))
}

/** What to keep free for stage 2, in milliseconds: a screen without a test could decide nothing. */
export function testReserve(entries: readonly Entry[], rules: GateRules, startup: number): number {
  const costs = entries.map(({ cost }) => cost)
  const expected = Math.max(GOING_ON * sum(costs), ...costs)
  return (1 + THIRD_ARM) * rules.test.least * (startup + expected)
}

/** Stage 2 in milliseconds: as many blocks as the longest part has, each part in as many as it wants. */
export function testTime(parts: readonly TestPart[], startup: number): number {
  const longest = Math.max(0, ...parts.map(({ blocks }) => blocks))
  const thirdArms = Math.max(0, ...parts.map(({ controls }) => controls))
  const measuring = parts.map(
    ({ cost, blocks, controls }) => cost * (blocks + THIRD_ARM * controls),
  )
  return startup * (longest + THIRD_ARM * thirdArms) + sum(measuring)
}

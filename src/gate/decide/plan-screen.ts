import { valuesNeeded } from '../../stats/interval.ts'
import { fewestTests, screenTime, testReserve, type Unit, unitsOf } from './block-cost.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { Limits, ScreenPlan } from '../model/plans.ts'

/** A unit with the blocks that it still is to have. */
type Waiting = Unit & { left: number }

/**
 * Stage 1 from here on: as many units as fit, cheap ones first, so that one of several seconds does
 * not push out ten others. Made before every block anew, since blocks may take longer than it
 * seemed, or less.
 *
 * Time is kept free for a stage 2 of its usual length; where not all fit beside that, for the fewest
 * blocks with which the exact test can reject; and where nothing does, for none: then it is as many
 * blocks as an interval takes, and at the last whatever there is time for. What does not fit waits, and
 * is inconclusive in the end.
 *
 * @param entries with the blocks they have; only those found on both sides are planned
 * @param limits what is left of the budget, in milliseconds
 * @param tested units that need no stage 2 any more
 */
export function planScreen(
  entries: readonly Entry[],
  rules: GateRules,
  limits: Limits,
  tested: ReadonlySet<string> = new Set(),
): ScreenPlan {
  const units = unitsOf(entries)
  const both = entries.filter(({ presence }) => presence.state === 'both')
  const had = new Map(both.map(({ unit, screen }) => [unit, screen.length]))
  const waiting = (blocks: number): Waiting[] =>
    units.flatMap((unit) => {
      const left = blocks - (had.get(unit.unit) ?? 0)
      return left > 0 ? [{ ...unit, left }] : []
    })
  const chosen = choose(units, waiting, tested, rules, limits)
  const fits = new Set(chosen.map(({ unit }) => unit))
  const names = waiting(rules.screen.blocks).map(({ unit }) => unit)
  return {
    blocks: Math.max(0, ...chosen.map(({ left }) => left)),
    included: names.filter((name) => fits.has(name)),
    leftOut: names.filter((name) => !fits.has(name)),
    duration: screenTime(chosen, limits.startup),
  }
}

function choose(
  units: readonly Unit[],
  waiting: (blocks: number) => Waiting[],
  tested: ReadonlySet<string>,
  rules: GateRules,
  limits: Limits,
): Waiting[] {
  const { startup, budget } = limits
  const whole = waiting(rules.screen.blocks)
  if (whole.length === 0) return []
  const needed = Math.min(rules.screen.blocks, valuesNeeded(rules.confidence))
  const short = waiting(needed)
  const told = units.filter(
    ({ unit }) => !tested.has(unit) && !short.some((one) => one.unit === unit),
  )
  const beside = (tests: number): Waiting[] =>
    fitting(whole, (set) => {
      const fresh = set.filter((one) => !told.some(({ unit }) => unit === one.unit))
      const testing = testReserve([...told, ...fresh], tests, rules, startup)
      return screenTime(set, startup) + testing <= budget
    })
  const usual = beside(rules.test.least)
  if (usual.length === whole.length) return usual
  const fewest = beside(fewestTests(whole.length, rules))
  if (fewest.length > 0 || told.length > 0) return fewest
  const alone = fitting(short, (set) => screenTime(set, startup) <= budget)
  if (alone.length > 0) return alone
  const next = short.toSorted(bySooner).find(({ cost }) => startup + cost <= budget)
  return next === undefined ? [] : [{ ...next, left: 1 }]
}

const bySooner = (one: Waiting, other: Waiting): number =>
  one.cost * one.left - other.cost * other.left

/** What is soonest done first, as many as fit: a change of the costs must not leave begun ones behind. */
function fitting(
  waiting: readonly Waiting[],
  fits: (set: readonly Waiting[]) => boolean,
): Waiting[] {
  const chosen: Waiting[] = []
  for (const unit of waiting.toSorted(bySooner)) {
    if (fits([...chosen, unit])) chosen.push(unit)
  }
  return chosen
}

import { valuesForLevel, valuesForPower } from '../../stats/sample-size.ts'
import { testTime, type Unit, unitsOf } from './block-cost.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { Group, Limits, Screened, TestPart, TestPlan } from '../model/plans.ts'
import { logMargin } from './rules.ts'
import { screen } from './screen.ts'

/** Who goes first when time is short. */
const PRIORITY: readonly Group[] = ['slower', 'unresolved', 'faster']

/** What stage 2 is sized for where the rules have no margin to be twice of: one per cent. */
const DISTANCE_WITHOUT_MARGIN = 0.01

/**
 * Blocks with which a slowdown of twice the margin fails with the rules' power, were stage 1's
 * spread times the rules' caution the true one; never fewer than `test.least` or than the exact
 * test's floor.
 *
 * @param spread standard deviation of a block's change; null when unknown
 * @param tests how many benchmarks go on
 */
export function blocksWanted(spread: number | null, tests: number, rules: GateRules): number {
  const least = Math.max(rules.test.least, valuesForLevel(tests, rules.alpha))
  if (spread === null || spread === 0) return least
  const distance = Math.log1p(2 * rules.margin) - logMargin(rules) || DISTANCE_WITHOUT_MARGIN
  const sd = spread * rules.test.caution
  const level = rules.alpha / Math.max(1, tests)
  const wanted = valuesForPower({ sd, distance, level, power: rules.test.power })
  return Math.max(least, Math.min(rules.test.most, wanted))
}

/** How many times the fewest blocks slower units may have before the others have any. */
const AHEAD = 2

/**
 * Stage 2: who goes on, with how many blocks. Slower units come first, by their p; then what stage
 * 1 left open; then faster ones. Slower units get the fewest blocks that are of use, and up to twice
 * as many if the wanted power takes them; then the others get the fewest; then all of them as many
 * as they want, in the same order. What does not fit is listed; it will be inconclusive.
 *
 * @param entries with stage 1's blocks
 * @param limits what stage 1 has left of the budget, in milliseconds
 */
export function planTest(entries: readonly Entry[], rules: GateRules, limits: Limits): TestPlan {
  const measured = entries.filter(
    (entry) => entry.presence.state === 'both' && entry.screen.length > 0,
  )
  const screened = new Map(measured.map((entry) => [entry, screen(entry, rules)]))
  const goingOn = measured.filter((entry) => screened.get(entry)?.group !== 'settled')
  const candidates = unitsOf(goingOn).map((unit) => {
    const own = goingOn.filter((entry) => entry.unit === unit.unit)
    return candidate(
      unit,
      own.map((entry) => screened.get(entry)!),
      goingOn.length,
      rules,
    )
  })
  const parts = fit(candidates, rules, limits)
  const taken = new Set(parts.map(({ unit }) => unit))
  return {
    parts,
    leftOut: candidates.map(({ unit }) => unit).filter((unit) => !taken.has(unit)),
    tests: goingOn.length,
    floor: valuesForLevel(goingOn.length, rules.alpha),
    duration: testTime(parts, limits.startup),
  }
}

/** A unit that wants to go on: its smallest part, and the most urgent p of its entries. */
type Candidate = TestPart & { p: number }

function candidate(
  { unit, cost }: Unit,
  own: readonly Screened[],
  tests: number,
  rules: GateRules,
): Candidate {
  const groups = new Set(own.map(({ group }) => group))
  const blocks = Math.max(rules.test.least, valuesForLevel(tests, rules.alpha))
  return {
    unit,
    ids: own.map(({ id }) => id),
    group: PRIORITY.find((group) => groups.has(group)) ?? 'unresolved',
    cost,
    blocks,
    controls: Math.min(blocks, rules.test.control),
    wanted: Math.max(...own.map(({ spread }) => blocksWanted(spread, tests, rules))),
    p: Math.min(...own.map(({ p }) => p)),
  }
}

function fit(candidates: readonly Candidate[], rules: GateRules, limits: Limits): TestPart[] {
  const fits = (parts: readonly TestPart[]) => testTime(parts, limits.startup) <= limits.budget
  const parts: TestPart[] = []
  const enlargeAll = (most: (part: TestPart) => number): void => {
    for (const [index, part] of parts.entries()) {
      parts[index] = enlarge(part, most(part), rules, (one) => fits(parts.with(index, one)))
    }
  }
  for (const group of PRIORITY) {
    const members = candidates.filter((one) => one.group === group)
    for (const { p: _, ...part } of members.toSorted((a, b) => a.p - b.p)) {
      if (fits([...parts, part])) parts.push(part)
    }
    if (group === 'slower') enlargeAll(({ blocks, wanted }) => Math.min(wanted, AHEAD * blocks))
  }
  enlargeAll(({ wanted }) => wanted)
  return parts
}

/** The part with as many blocks up to `most` as fit. */
function enlarge(
  part: TestPart,
  most: number,
  rules: GateRules,
  fits: (part: TestPart) => boolean,
): TestPart {
  for (let blocks = most; blocks > part.blocks; blocks--) {
    const larger = { ...part, blocks, controls: Math.min(blocks, rules.test.control) }
    if (fits(larger)) return larger
  }
  return part
}

import { valuesForLevel, valuesForPower } from '../../stats/sample-size.ts'
import { testTime, thirdsAmong, type Unit, unitsOf } from './block-cost.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { Group, Limits, Screened, TestPart, TestPlan } from '../model/plans.ts'
import { controls as controlsOf } from './blocks.ts'
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
 * Stage 2 from here on: who goes on, with how many more blocks. Slower units come first, by their p;
 * then what stage 1 left open; then faster ones. Slower units get the fewest blocks that are of use,
 * and up to twice as many if the wanted power takes them; then the others get the fewest; then all of
 * them as many as they want, in the same order. Where time is short the fewest are those with which
 * the exact test can reject at all. What does not fit is listed; it will be inconclusive.
 *
 * @param entries with stage 1's blocks, and with those of stage 2 that they have
 * @param limits what is left of the budget, in milliseconds
 */
export function planTest(entries: readonly Entry[], rules: GateRules, limits: Limits): TestPlan {
  const measured = entries.filter(
    (entry) => entry.presence.state === 'both' && entry.screen.length > 0,
  )
  const screened = new Map(measured.map((entry) => [entry, screen(entry, rules)]))
  const goingOn = measured.filter((entry) => screened.get(entry)?.group !== 'settled')
  const tests = goingOn.length
  const candidates = unitsOf(goingOn).flatMap((unit) => {
    const own = goingOn.filter((entry) => entry.unit === unit.unit)
    const words = own.map((entry) => screened.get(entry)!)
    const one = candidate(unit, words, { ...hadBy(own), tests, rules })
    return one.wanted > 0 ? [one] : []
  })
  const parts = fit(candidates, rules, limits)
  const taken = new Set(parts.map(({ unit }) => unit))
  return {
    parts,
    leftOut: candidates.map(({ unit }) => unit).filter((unit) => !taken.has(unit)),
    tests,
    floor: valuesForLevel(tests, rules.alpha),
    duration: testTime(parts, limits.startup),
  }
}

/** What a unit has of stage 2 already. */
interface Had {
  had: number
  thirds: number
}

function hadBy(own: readonly Entry[]): Had {
  const lengths = own.map(({ test }) => test?.length ?? 0)
  const thirds = own.map(({ test }) => controlsOf(test ?? []).length)
  return { had: Math.min(...lengths), thirds: Math.min(...thirds) }
}

/** A unit that wants to go on: its smallest part, and the most urgent p of its entries. */
type Candidate = TestPart & Had & { p: number; floor: number }

function candidate(
  { unit, cost }: Unit,
  own: readonly Screened[],
  { had, thirds, tests, rules }: Had & { tests: number; rules: GateRules },
): Candidate {
  const groups = new Set(own.map(({ group }) => group))
  const floor = valuesForLevel(tests, rules.alpha)
  const blocks = Math.max(1, Math.max(rules.test.least, floor) - had)
  const wanted = Math.max(...own.map(({ spread }) => blocksWanted(spread, tests, rules)))
  const part = {
    unit,
    ids: own.map(({ id }) => id),
    group: PRIORITY.find((group) => groups.has(group)) ?? 'unresolved',
    cost,
    blocks,
    controls: 0,
    wanted: Math.max(0, wanted - had),
    p: Math.min(...own.map(({ p }) => p)),
    floor: Math.max(1, floor - had),
    had,
    thirds,
  }
  return sized(part, blocks, rules)
}

/** The part with so many blocks, and its third arms. */
function sized(part: Candidate, blocks: number, { test }: GateRules): Candidate {
  const missing = thirdsAmong(part.had + blocks, test) - part.thirds
  return { ...part, blocks, controls: Math.max(0, Math.min(blocks, missing)) }
}

function fit(candidates: readonly Candidate[], rules: GateRules, limits: Limits): TestPart[] {
  const fits = (all: readonly TestPart[]) => testTime(all, limits.startup) <= limits.budget
  const parts: Candidate[] = []
  const enlargeAll = (most: (part: Candidate) => number): void => {
    for (const [index, part] of parts.entries()) {
      parts[index] = enlarge(part, most(part), rules, (one) => fits(parts.with(index, one)))
    }
  }
  for (const group of PRIORITY) {
    const members = candidates.filter((one) => one.group === group)
    for (const part of members.toSorted((a, b) => a.p - b.p)) {
      const fitting = shrunk(part, rules, (one) => fits([...parts, one]))
      if (fitting !== null) parts.push(fitting)
    }
    if (group === 'slower') enlargeAll(({ blocks, wanted }) => Math.min(wanted, AHEAD * blocks))
  }
  enlargeAll(({ wanted }) => wanted)
  return parts.map(partOf)
}

const partOf = ({ unit, ids, group, cost, blocks, controls, wanted }: Candidate): TestPart => ({
  unit,
  ids,
  group,
  cost,
  blocks,
  controls,
  wanted,
})

/** The part, with fewer blocks where it must be, but not so few that its test could not reject. */
function shrunk(
  part: Candidate,
  rules: GateRules,
  fits: (part: Candidate) => boolean,
): Candidate | null {
  for (let blocks = part.blocks; blocks >= part.floor; blocks--) {
    const smaller = sized(part, blocks, rules)
    if (fits(smaller)) return smaller
  }
  return null
}

/** The part with as many blocks up to `most` as fit. */
function enlarge(
  part: Candidate,
  most: number,
  rules: GateRules,
  fits: (part: Candidate) => boolean,
): Candidate {
  for (let blocks = most; blocks > part.blocks; blocks--) {
    const larger = sized(part, blocks, rules)
    if (fits(larger)) return larger
  }
  return part
}

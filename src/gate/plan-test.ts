import { valuesForLevel, valuesForPower } from '../stats/sample-size.ts'
import { testTime } from './cost.ts'
import type { Entry, GateRules, Group, Limits, Screened, TestPart, TestPlan } from './model.ts'
import { logMargin } from './rules.ts'
import { screen } from './screen.ts'

/** Who goes first when time is short. */
const PRIORITY: readonly Group[] = ['slower', 'unresolved', 'faster']

/** What stage 2 is sized for where the rules have no margin to be twice of: one per cent. */
const DISTANCE_WITHOUT_MARGIN = 0.01

/**
 * Blocks with which a slowdown of twice the margin fails with the rules' power, were stage 1's spread times the
 * rules' caution the true one; never fewer than `test.least` or than the exact test's floor.
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

/**
 * Stage 2: who goes on, with how many blocks. Slower ones come first, by their p; then what stage 1 left
 * open; then faster ones. Each group gets the fewest blocks that are of use, then as many as the wanted
 * power takes, before the next group gets any. What does not fit is listed; it will be inconclusive.
 *
 * @param entries with stage 1's blocks
 * @param limits what stage 1 has left of the budget, in milliseconds
 */
export function planTest(entries: readonly Entry[], rules: GateRules, limits: Limits): TestPlan {
  const screened = entries
    .filter((entry) => entry.presence.state === 'both' && entry.screen.length > 0)
    .map((entry) => screen(entry, rules))
  const candidates = screened.filter(({ group }) => group !== 'settled')
  const parts = fit(candidates, rules, limits)
  const taken = new Set(parts.map(({ id }) => id))
  return {
    parts,
    leftOut: candidates.map(({ id }) => id).filter((id) => !taken.has(id)),
    settled: screened.filter(({ group }) => group === 'settled').map(({ id }) => id),
    floor: valuesForLevel(candidates.length, rules.alpha),
    duration: testTime(parts, limits.startup),
  }
}

function fit(candidates: readonly Screened[], rules: GateRules, limits: Limits): TestPart[] {
  const fits = (parts: readonly TestPart[]) => testTime(parts, limits.startup) <= limits.budget
  const parts: TestPart[] = []
  for (const group of PRIORITY) {
    const first = parts.length
    const newcomers = candidates.filter((one) => one.group === group).toSorted((a, b) => a.p - b.p)
    for (const one of newcomers) {
      const part = smallestPart(one, candidates.length, rules)
      if (fits([...parts, part])) parts.push(part)
    }
    for (let index = first; index < parts.length; index++) {
      const rest = (part: TestPart) => fits(parts.with(index, part))
      parts[index] = largestPart(parts[index]!, rules, rest)
    }
  }
  return parts
}

/** The fewest blocks that are of use: the rules', or where that is more the exact test's floor. */
function smallestPart(one: Screened, tests: number, rules: GateRules): TestPart {
  const blocks = Math.max(rules.test.least, valuesForLevel(tests, rules.alpha))
  const wanted = blocksWanted(one.spread, tests, rules)
  return withBlocks({ id: one.id, group: one.group, cost: one.cost, wanted }, blocks, rules)
}

function withBlocks(
  part: Omit<TestPart, 'blocks' | 'controls'>,
  blocks: number,
  rules: GateRules,
): TestPart {
  return { ...part, blocks, controls: Math.min(blocks, rules.test.control) }
}

/** As many of the wanted blocks as fit. */
function largestPart(
  part: TestPart,
  rules: GateRules,
  fits: (part: TestPart) => boolean,
): TestPart {
  for (let blocks = part.wanted; blocks > part.blocks; blocks--) {
    const larger = withBlocks(part, blocks, rules)
    if (fits(larger)) return larger
  }
  return part
}

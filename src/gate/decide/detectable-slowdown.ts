/** The smallest slowdown that a run would have failed on, as a ratio. */
import { noiseLike, smallestDetectable, smallestShift } from '../../stats/detectable.ts'
import { lowerBound, upperBound } from '../../stats/hodges-lehmann.ts'
import { seededRandom } from '../../stats/random.ts'
import { spread } from '../../stats/sample-size.ts'
import type { GateRules } from '../model/facts.ts'
import { blocksWanted } from './plan-test.ts'
import { logMargin } from './rules.ts'

const asRatio = (shift: number): number | null => (shift === Infinity ? null : Math.exp(shift))

/**
 * For a benchmark that went on: the test replayed on noise like its stage 2 blocks.
 *
 * @param changes stage 2's counted changes
 * @param tests how many went on (the level is alpha / tests, Holm's first and strictest step)
 * @returns null with fewer than two blocks, or too few for the test ever to reject
 */
export function detectableByTest(
  changes: readonly number[],
  tests: number,
  rules: GateRules,
): number | null {
  if (changes.length < 2) return null
  const test = { blocks: changes.length, margin: logMargin(rules), level: rules.alpha / tests }
  const { power, replays, seed } = rules.detectable
  return asRatio(smallestDetectable(changes, test, { power, replays, random: seededRandom(seed) }))
}

/**
 * For a benchmark that stopped after stage 1: both stages replayed on noise like its blocks. A
 * shift must carry it through the screen (as slower, or by leaving the margin open) and then
 * through the test that it would have had.
 *
 * @param changes stage 1's counted changes
 * @param tests how many went on without it
 */
export function detectableByScreen(
  changes: readonly number[],
  tests: number,
  rules: GateRules,
): number | null {
  if (changes.length < 2) return null
  const margin = logMargin(rules)
  const { power, replays, seed } = rules.detectable
  const draw = noiseLike(changes, seededRandom(seed))
  const blocks = blocksWanted(spread(changes), tests + 1, rules)
  const slower = lowerBound(changes.length, rules.screen.slower)
  const open = upperBound(changes.length, (1 - rules.confidence) / 2)
  const rejects = lowerBound(blocks, rules.alpha / (tests + 1))
  const neededShift = () => {
    const first = draw(changes.length)
    const toGoOn = Math.min(-slower(first), margin - open(first))
    return Math.max(toGoOn, margin - rejects(draw(blocks)))
  }
  return asRatio(smallestShift(neededShift, { power, replays }))
}

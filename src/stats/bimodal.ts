/**
 * Whether values are of two kinds, such as the times of processes that a compiler or the layout of
 * memory left in one of two states.
 *
 * The dip is compared with the dips of as many evenly spread values: of all shapes with one peak the
 * one that is hardest to tell from two, so that a bell is flagged far more seldom than the level
 * says. Once the share of larger dips cannot be small any more, no further ones are drawn (Besag and
 * Clifford, "Sequential Monte Carlo p-values", Biometrika 1991).
 *
 * The price is that much is missed. Simulated with bells six of their standard deviations apart: half
 * and half, it is found in 42 % of sets of 20 values, 82 % of 40 and all of 120; with 30 % of the
 * values in the second bell in 16 %, 22 % and 84 %; a second kind in fewer than a sixth of the values
 * is hardly ever found. No flag therefore says little. Three kinds are told as two; values in coarse
 * steps, such as those of a clock, look like kinds; and only values are seen: a machine that changed
 * its speed once looks the same as processes of two kinds.
 */
import { dip } from './dip.ts'
import { median, sorted } from './quantile.ts'
import { seededRandom } from './random.ts'

export interface BimodalRules {
  /** Chance, at the most, of flagging values with one peak. */
  level: number
  /** Dips drawn before a p at the level is believed. */
  replays: number
  seed: number
  /** Fewer values are not judged. */
  least: number
}

export const BIMODAL_RULES: BimodalRules = { level: 0.01, replays: 4999, seed: 1, least: 20 }

export interface Kind {
  /** The median of its values, in their unit. */
  value: number
  count: number
}

export interface TwoKinds {
  low: Kind
  high: Kind
  /** Values above this one are of the high kind, in their unit. */
  border: number
  /** Of "there is one peak". */
  p: number
}

/**
 * Makes the test. It remembers the dips that it drew, so one is made for many sets of values.
 *
 * @returns a function from values to their two kinds; null where they may well be of one, or are
 *   fewer than `least`. It throws RangeError for a value that is not a finite number.
 */
export function bimodalTest(rules = BIMODAL_RULES): (values: readonly number[]) => TwoKinds | null {
  const drawn = new Map<number, (index: number) => number>()
  return (values) => {
    const { length } = values
    if (length < rules.least) return null
    const dipAt = drawn.get(length) ?? evenDips(length, rules)
    drawn.set(length, dipAt)
    const p = pValue(dip(values), dipAt, rules)
    return p > rules.level ? null : { ...split(values), p }
  }
}

/** Dips of `count` values spread evenly at random, by their number; each is drawn once. */
function evenDips(count: number, { seed }: BimodalRules): (index: number) => number {
  const { uniform } = seededRandom(seed)
  const dips: number[] = []
  return (index) => {
    while (dips.length <= index) dips.push(dip(Array.from({ length: count }, uniform)))
    return dips[index]!
  }
}

/** The share of dips that are as large, the one at hand included; drawn until it cannot be small. */
function pValue(
  found: number,
  dipAt: (index: number) => number,
  { level, replays }: BimodalRules,
): number {
  const enough = Math.ceil(level * (replays + 1))
  let large = 0
  for (let index = 0; index < replays; index++) {
    if (dipAt(index) >= found) large += 1
    if (large === enough) return large / (index + 1)
  }
  return (large + 1) / (replays + 1)
}

/** The share of the values that a kind has at the least: one far value is no kind. */
const LEAST_SHARE = 0.1

/**
 * Cuts where the values lie nearest to the medians of their sides (k-medians with k = 2, exact in
 * one dimension).
 */
function split(values: readonly number[]): Omit<TwoKinds, 'p'> {
  const ascending = [...sorted(values)]
  const least = Math.max(2, Math.ceil(LEAST_SHARE * ascending.length))
  const cuts = ascending.length - 2 * least + 1
  const sides = Array.from({ length: cuts }, (_, index) => {
    const [low, high] = [ascending.slice(0, least + index), ascending.slice(least + index)]
    return { low, high, distance: distance(low) + distance(high) }
  })
  const { low, high } = sides.reduce((best, cut) => (cut.distance < best.distance ? cut : best))
  return { low: kindOf(low), high: kindOf(high), border: low.at(-1)! }
}

/** Sum of the distances from the median, whichever of two middle values is taken for it. */
function distance(ascending: readonly number[]): number {
  const middle = ascending[Math.floor(ascending.length / 2)]!
  return ascending.reduce((sum, value) => sum + Math.abs(value - middle), 0)
}

const kindOf = (side: readonly number[]): Kind => ({ value: median(side), count: side.length })

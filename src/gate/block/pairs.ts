/** Turn-taking between arms: who measures when. Knows no sockets and no clock. */
import { shuffle } from '../../stats/random.ts'
import type { Random } from '../../stats/random.ts'
import type { SliceTimes } from '../model/facts.ts'
import type { ArmName } from '../arms/arm-protocol.ts'

/** One function's slices in one round, ms a call; null where the arm does not take part. */
export interface Row {
  base: SliceTimes
  head: SliceTimes
  copy: SliceTimes | null
}

export interface PairSettings {
  /** Of each function. */
  rounds: readonly number[]
  arms: readonly ArmName[]
  random: Random
  /** One slice; throws when the arm fails. */
  measure: (arm: ArmName, index: number) => Promise<SliceTimes>
  /** Asked after each round; true: enough. */
  late: () => boolean
}

/** Of an arm that does not take part. */
const NOTHING: SliceTimes = { mean: 0, fastest: 0 }

/**
 * In each round every function that has one left is measured by every arm, right after each other
 * and in a random order; the functions' order is random too.
 *
 * @returns per function one row a round
 */
export async function takeTurns(settings: PairSettings): Promise<Row[][]> {
  const { rounds, arms, random, measure, late } = settings
  const rows = rounds.map((): Row[] => [])
  const most = Math.max(0, ...rounds)
  for (let round = 0; round < most; round += 1) {
    const left = [...rounds.keys()].filter((index) => round < rounds[index]!)
    const order = shuffle(left, random)
    for (const index of order) {
      const slices: Partial<Record<ArmName, SliceTimes>> = {}
      for (const arm of shuffle(arms, random)) slices[arm] = await measure(arm, index)
      const { base = NOTHING, head = NOTHING, copy = null } = slices
      rows[index]?.push({ base, head, copy })
    }
    if (late()) break
  }
  return rows
}

/**
 * Ms of a slice; slower calls take one call. What disturbs a shared machine comes in stretches of
 * milliseconds, and a pair that is shorter than these has both its slices disturbed or neither;
 * `validation/slices.ts` measures that, `validation/page/choices.ts` has what it found.
 */
export const SLICE = 2

/**
 * Ms of a pool's slice, so that it has several makespans and a fastest one: the way to the workers
 * and back scatters so much that slices of this length, by their fastest makespan, scatter less than
 * single makespans that take twice the time; see `validation/page/choices.ts`.
 */
export const POOL_SLICE = 8

/** Ms for a round, on base and head; where one takes longer, fewer rounds make up for it. */
const ROUND = 8

/**
 * How many rounds a function gets: all of them where slices are short; so many as fit the same time
 * where they are longer, at least three where a call takes less than a third of a second, one where
 * it takes seconds.
 *
 * @param slice what a slice takes, ms
 * @param most rounds
 */
export function roundsFor(slice: number, most: number): number {
  const affordable = Math.round((ROUND * most) / (2 * slice))
  const least = slice <= 1000 / 3 ? 3 : 1
  return Math.min(most, Math.max(least, affordable))
}

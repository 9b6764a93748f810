/** Turn-taking between arms: who measures when. Knows no sockets and no clock. */
import { shuffle } from '../../stats/random.ts'
import type { Random } from '../../stats/random.ts'
import type { CallTimes } from '../model.ts'
import type { ArmName } from './protocol.ts'

/** One function's slices in one round, ms a call; null where the arm does not take part. */
export interface Row {
  base: CallTimes
  head: CallTimes
  copy: CallTimes | null
}

export interface PairSettings {
  /** How many functions take turns. */
  functions: number
  rounds: number
  arms: readonly ArmName[]
  random: Random
  /** One slice; throws when the arm fails. */
  measure: (arm: ArmName, index: number) => Promise<CallTimes>
  /** Asked after each round; true: enough. */
  late: (round: number) => boolean
}

/** Of an arm that does not take part. */
const NOTHING: CallTimes = { mean: 0, fastest: 0 }

/**
 * In each round every function is measured by every arm, right after each other and in a random
 * order; the functions' order is random too.
 *
 * @returns per function one row a round
 */
export async function takeTurns(settings: PairSettings): Promise<Row[][]> {
  const { functions, rounds, arms, random, measure, late } = settings
  const rows = Array.from({ length: functions }, (): Row[] => [])
  for (let round = 0; round < rounds; round += 1) {
    const order = shuffle([...rows.keys()], random)
    for (const index of order) {
      const slices: Partial<Record<ArmName, CallTimes>> = {}
      for (const arm of shuffle(arms, random)) slices[arm] = await measure(arm, index)
      const { base = NOTHING, head = NOTHING, copy = null } = slices
      rows[index]?.push({ base, head, copy })
    }
    if (late(round)) break
  }
  return rows
}

/**
 * Ms of a slice; slower calls take one call. What disturbs a shared machine comes in stretches of
 * milliseconds, and a pair that is shorter than these has both its slices disturbed or neither. In
 * the same time, on a busy machine, a hundred pairs of 2 ms had medians that scattered by 0.10 %
 * where twenty pairs of 10 ms scattered by 0.74 % (an array kernel; one that allocates 0.86 % and
 * 1.93 %); `test/validation/slices.ts` measures that.
 */
export const SLICE = 2

/** What a slice of quick calls takes at the most, ms, with its messages and the first calls' delays. */
const SHORT = 4 * SLICE

/** Ms for a round of one function where calls are slow: then fewer rounds are made up for by this. */
const ROUND = 4

/**
 * How many rounds a group gets: all of them where slices are short; so many as fit the same time
 * where calls are slow, at least three where a call takes less than a third of a second, one where
 * it takes seconds.
 *
 * @param slice what a slice takes, ms
 * @param most rounds
 */
export function roundsFor(slice: number, most: number): number {
  if (slice <= SHORT) return most
  const affordable = Math.round((ROUND * most) / (2 * slice))
  const least = slice <= 1000 / 3 ? 3 : 1
  return Math.min(most, Math.max(least, affordable))
}

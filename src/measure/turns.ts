/**
 * Turn-taking: in a round every member has one turn, in an order drawn anew, so that a slow moment
 * of the machine does not always meet the same one.
 */
import { shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'

export interface Turn {
  /** From 0. */
  round: number
  name: string
}

export interface Member {
  readonly name: string
  /** Works; the others wait. */
  turn: (round: number) => Promise<void>
  /** Asked after each of its turns: whether it takes no more. */
  done: () => boolean
}

/**
 * Gives turns until all members are done.
 *
 * @param goesOn asked after each round; there is none after a no
 * @returns per round the names in the order of their turns
 * @throws whatever a turn throws; there is none after it
 */
export async function takeTurns(
  members: readonly Member[],
  random: Random,
  goesOn: () => boolean = () => true,
): Promise<string[][]> {
  const order: string[][] = []
  let left = [...members]
  while (left.length > 0) {
    const round = shuffle(left, random)
    order.push(round.map(({ name }) => name))
    for (const member of round) await member.turn(order.length - 1)
    left = left.filter((member) => !member.done())
    if (left.length > 0 && !goesOn()) break
  }
  return order
}

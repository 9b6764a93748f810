import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takeTurns } from '../../src/measure/turns.ts'
import type { Member } from '../../src/measure/turns.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** Takes so many turns and writes each one down while it has it. */
function member(name: string, turns: number, log: string[] = []): Member {
  let left = turns
  return {
    name,
    done: () => left === 0,
    async turn(round) {
      log.push(`+${name} ${round}`)
      await Promise.resolve()
      log.push(`-${name} ${round}`)
      left -= 1
    },
  }
}

describe('turns', () => {
  test('in every round each member has one, alone, in the order that is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        async (names, rounds, seed) => {
          const log: string[] = []
          const members = names.map((name) => member(name, rounds, log))
          const order = await takeTurns(members, seededRandom(seed))
          const turns = order.flatMap((round, at) => round.map((name) => `${name} ${at}`))
          expect(log).toEqual(turns.flatMap((turn) => [`+${turn}`, `-${turn}`]))
          expect(order).toHaveLength(rounds)
          for (const round of order) expect(round.toSorted()).toEqual(names.toSorted())
        },
      ),
    )
  })

  test('go on without those that are done', async () => {
    const order = await takeTurns([member('short', 2), member('long', 5)], seededRandom(3))
    expect(order.map((round) => round.length)).toEqual([2, 2, 1, 1, 1])
    expect(order.slice(2).flat()).toEqual(['long', 'long', 'long'])
  })

  test('come in the order of the seed', async () => {
    const names = ['a', 'b', 'c', 'd']
    const orderOf = (seed: number): Promise<string[][]> =>
      takeTurns(
        names.map((name) => member(name, 8)),
        seededRandom(seed),
      )
    expect(await orderOf(1)).toEqual(await orderOf(1))
    expect(await orderOf(1)).not.toEqual(await orderOf(2))
  })

  test('end with what one of them throws', async () => {
    const log: string[] = []
    const error = new Error('no more')
    const bad: Member = {
      ...member('bad', 3),
      turn: (round) => (round === 1 ? Promise.reject(error) : Promise.resolve()),
    }
    await expect(takeTurns([bad, member('good', 3, log)], seededRandom(1))).rejects.toBe(error)
    expect(log.filter((line) => line.startsWith('+')).length).toBeLessThanOrEqual(2)
  })

  test('of nobody are none', async () => {
    expect(await takeTurns([], seededRandom(1))).toEqual([])
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Turns } from '../../src/measure/turns.ts'
import { seededRandom } from '../../src/stats/random.ts'

const ready = (): Promise<void> => Promise.resolve()

const turnsFor = (names: readonly string[], seed = 1): Turns =>
  new Turns({ names, random: seededRandom(seed), before: ready })

/** A loop that takes so many turns, writes each one down while it has it, and leaves. */
async function loop(turns: Turns, name: string, rounds: number, log: string[]): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await turns.take(name)
    log.push(`+${name}`)
    await ready()
    log.push(`-${name}`)
    turns.pass(name)
  }
  turns.leave(name)
}

/** Lets everything go on that does not wait for something else. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

describe('turns', () => {
  test('the first is given when all loops wait', async () => {
    const turns = turnsFor(['a', 'b', 'c'])
    const granted: string[] = []
    const wait = (name: string) => turns.take(name).then(() => granted.push(name))
    void wait('a')
    void wait('c')
    await settled()
    expect(granted).toEqual([])
    void wait('b')
    await settled()
    expect(granted).toEqual([turns.order[0]?.[0]])
    expect(turns.current).toEqual({ round: 0, name: granted[0] })
    expect(turns.has(granted[0] ?? '')).toBe(true)
  })

  test('in every round each loop has one, alone, in the order that is kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        async (names, rounds, seed) => {
          const turns = turnsFor(names, seed)
          const log: string[] = []
          await Promise.all(names.map((name) => loop(turns, name, rounds, log)))
          expect(log).toEqual(turns.order.flat().flatMap((name) => [`+${name}`, `-${name}`]))
          expect(turns.order).toHaveLength(rounds)
          for (const round of turns.order) expect(round.toSorted()).toEqual(names.toSorted())
        },
      ),
      { numRuns: 50 },
    )
  })

  test('come in the same order for the same seed and in others for others', async () => {
    const names = ['a', 'b', 'c', 'd']
    const orderFor = async (seed: number): Promise<string> => {
      const turns = turnsFor(names, seed)
      await Promise.all(names.map((name) => loop(turns, name, 5, [])))
      return turns.order.map((round) => round.join('')).join(' ')
    }
    const orders = await Promise.all([1, 1, 2, 3].map(orderFor))
    expect(orders[1]).toBe(orders[0])
    expect(new Set(orders).size).toBe(3)
  })

  test('go on without a loop that left, also in the middle of a round', async () => {
    const turns = turnsFor(['a', 'b', 'c'])
    const log: string[] = []
    const short = loop(turns, 'b', 1, log)
    await Promise.all([short, loop(turns, 'a', 3, log), loop(turns, 'c', 3, log)])
    const [first, ...others] = turns.order.map((round) => round.toSorted().join(''))
    expect(first).toBe('abc')
    expect(others).toEqual(['ac', 'ac'])
  })

  test('go on when a loop leaves that never took one', async () => {
    const turns = turnsFor(['a', 'b'])
    const log: string[] = []
    const other = loop(turns, 'a', 2, log)
    await settled()
    expect(log).toEqual([])
    turns.leave('b')
    await other
    expect(turns.order).toEqual([['a'], ['a']])
  })

  test('cannot be passed on by those who do not have one', async () => {
    const turns = turnsFor(['a', 'b'])
    const all = Promise.race([turns.take('a'), turns.take('b')])
    await all
    const holder = turns.current?.name ?? ''
    turns.pass(holder === 'a' ? 'b' : 'a')
    expect(turns.has(holder)).toBe(true)
  })
})

describe('turns that are stopped', () => {
  test('refuse those who wait', async () => {
    const turns = turnsFor(['a', 'b'])
    const waiting = turns.take('a')
    turns.stop(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
  })

  test('refuse those who come later', async () => {
    const turns = turnsFor(['a', 'b'])
    turns.stop(new Error('enough'))
    await expect(turns.take('b')).rejects.toThrow('enough')
  })

  test('are nobody’s, also when one was just about to be given', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const turns = new Turns({ names: ['a'], random: seededRandom(1), before: () => promise })
    const waiting = turns.take('a')
    turns.stop(new Error('enough'))
    resolve()
    await expect(waiting).rejects.toThrow('enough')
    expect(turns.has('a')).toBe(false)
  })

  test('leave the loop that works to its end', async () => {
    const turns = turnsFor(['a', 'b'])
    const both = ['a', 'b'].map((name) => turns.take(name))
    await Promise.race(both)
    const holder = turns.current?.name ?? ''
    const other = both[holder === 'a' ? 1 : 0]
    turns.stop(new Error('enough'))
    await expect(other).rejects.toThrow('enough')
    expect(turns.has(holder)).toBe(true)
    turns.pass(holder)
    turns.leave(holder)
    expect(turns.current).toBe(null)
  })
})

test('what fails before a turn is told to the loop whose turn it was', async () => {
  const failing = new Turns({
    names: ['a'],
    random: seededRandom(1),
    before: () => Promise.reject(new Error('no progress')),
  })
  await expect(failing.take('a')).rejects.toThrow('no progress')
})

test('what is done before a turn knows whose turn it will be, and is over when it is', async () => {
  const log: string[] = []
  const names = ['a', 'b']
  const turns = new Turns({
    names,
    random: seededRandom(4),
    async before({ round, name }) {
      await settled()
      log.push(`before ${round} ${name}`)
    },
  })
  await Promise.all(names.map((name) => loop(turns, name, 2, log)))
  const expected = turns.order.flatMap((round, index) =>
    round.flatMap((name) => [`before ${index} ${name}`, `+${name}`, `-${name}`]),
  )
  expect(log).toEqual(expected)
})

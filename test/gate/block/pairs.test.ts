import { expect, test } from 'vitest'
import { roundsFor, takeTurns } from '../../../src/gate/block/pairs.ts'
import type { SliceTimes } from '../../../src/gate/model/facts.ts'
import type { ArmName } from '../../../src/gate/arms/arm-protocol.ts'
import { seededRandom } from '../../../src/stats/random.ts'

/** Arms whose slices take as long as they say, on a clock of their own. */
function fakeArms(speed: Record<ArmName, number>) {
  let now = 0
  const order: string[] = []
  const measure = (arm: ArmName, index: number): Promise<SliceTimes> => {
    now += speed[arm]
    order.push(`${arm}${index}`)
    return Promise.resolve(slice(speed[arm]))
  }
  return { measure, order, clock: () => now }
}

const slice = (duration: number): SliceTimes => ({ mean: duration, fastest: duration / 2 })

const SPEED = { base: 2, head: 3, copy: 4 }
const ROW = { base: slice(2), head: slice(3), copy: null }

test('in every round each function is measured by each arm, one right after the other', async () => {
  const arms = fakeArms(SPEED)
  const rows = await takeTurns({
    rounds: [20, 20, 20],
    arms: ['base', 'head'],
    random: seededRandom(1),
    measure: arms.measure,
    late: () => false,
  })
  expect(rows).toHaveLength(3)
  for (const own of rows) expect(own).toEqual(Array.from({ length: 20 }, () => ROW))
  const pairs = Array.from({ length: 60 }, (_, pair) => arms.order.slice(2 * pair, 2 * pair + 2))
  for (const [one = '', other = ''] of pairs) expect(one.slice(-1)).toBe(other.slice(-1))
  const baseFirst = pairs.filter(([one]) => one?.startsWith('base')).length
  expect(baseFirst).toBeGreaterThan(15)
  expect(baseFirst).toBeLessThan(45)
})

test('a third arm fills its own column, and time ends the rounds', async () => {
  const arms = fakeArms(SPEED)
  const rows = await takeTurns({
    rounds: [20],
    arms: ['base', 'head', 'copy'],
    random: seededRandom(2),
    measure: arms.measure,
    late: () => arms.clock() >= 27,
  })
  expect(rows[0]).toEqual(Array.from({ length: 3 }, () => ({ ...ROW, copy: slice(4) })))
})

test('the same seed gives the same order; an arm that fails ends it', async () => {
  const orders = await Promise.all(
    [1, 1, 2].map(async (seed) => {
      const arms = fakeArms(SPEED)
      const common = { rounds: [5, 5], arms: ['base', 'head'] as const, late: () => false }
      await takeTurns({ ...common, random: seededRandom(seed), measure: arms.measure })
      return arms.order.join(' ')
    }),
  )
  expect(orders[0]).toBe(orders[1])
  expect(orders[0]).not.toBe(orders[2])
  const failing = takeTurns({
    rounds: [5],
    arms: ['base', 'head'],
    random: seededRandom(1),
    measure: () => Promise.reject(new Error('gone')),
    late: () => false,
  })
  await expect(failing).rejects.toThrow('gone')
})

test('a function has as many rounds as it is given, and the others go on', async () => {
  const arms = fakeArms(SPEED)
  const rows = await takeTurns({
    rounds: [1, 4],
    arms: ['base', 'head'],
    random: seededRandom(3),
    measure: arms.measure,
    late: () => false,
  })
  expect(rows.map((own) => own.length)).toEqual([1, 4])
})

test('slow functions get fewer rounds', () => {
  const rounds = (most: number) => [1, 8, 10, 25, 300, 1000].map((took) => roundsFor(took, most))
  expect(rounds(100)).toEqual([100, 50, 40, 16, 3, 1])
  expect(rounds(200)).toEqual([200, 100, 80, 32, 3, 1])
})

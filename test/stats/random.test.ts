import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom, shuffle } from '../../src/stats/random.ts'

const draws = (seed: number, count: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => random.uniform())
}

test('a seed gives the same numbers on every machine', () => {
  expect(draws(1, 3)).toEqual([0.5618507862663054, 0.4212485165007378, 0.7245190938694132])
})

test('all bits of the seed count, negative ones and high ones too', () => {
  const firsts = [0, 1, -1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 52].map((seed) => draws(seed, 1)[0])
  expect(new Set(firsts).size).toBe(firsts.length)
})

test('uniform is even over [0, 1)', () => {
  const numbers = draws(7, 20_000)
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => numbers.filter((number) => Math.floor(number * 10) === tenth).length,
  )
  const chiSquare = tenths.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)
  expect(chiSquare).toBeLessThan(27.9) // 99.9 % point, 9 degrees of freedom
})

test('neighbouring seeds are unrelated', () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => draws(seed, 1)[0]!)
  const products = firsts.slice(1).map((value, index) => (value - 0.5) * (firsts[index]! - 0.5))
  const correlation = (products.reduce((sum, value) => sum + value, 0) / products.length) * 12
  expect(Math.abs(correlation)).toBeLessThan(0.08)
})

test('a shuffle keeps the items and the list given', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.maxSafeInteger(), (items, seed) => {
      const before = [...items]
      const shuffled = shuffle(items, seededRandom(seed))
      expect(shuffled.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b))
      expect(items).toEqual(before)
    }),
  )
})

test('all orders of a shuffle come up equally often', () => {
  const random = seededRandom(3)
  const counts = new Map<string, number>()
  for (let draw = 0; draw < 6000; draw++) {
    const order = shuffle(['a', 'b', 'c'], random).join('')
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(100)
})

test.each([0.5, Number.NaN, Infinity, 2 ** 60])('%s is no seed', (seed) => {
  expect(() => seededRandom(seed)).toThrow(RangeError)
})

test.each([0, -1, 1.5, Number.NaN])('below(%s) is refused', (n) => {
  expect(() => seededRandom(1).below(n)).toThrow(RangeError)
})

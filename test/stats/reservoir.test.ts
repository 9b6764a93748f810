import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { Reservoir } from '../../src/stats/reservoir.ts'

const filled = (values: readonly number[], limit: number, seed = 1): Reservoir => {
  const reservoir = new Reservoir(limit, seededRandom(seed))
  for (const value of values) reservoir.add(value)
  return reservoir
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('a sample of all values', () => {
  test('is all of them while there is room, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 50 }), (values) => {
        expect(filled(values, 50).kept).toEqual(values)
        expect(filled(values, Infinity).kept).toEqual(values)
      }),
    )
  })

  test('never has more than there is room for, and each value at most once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(200), fc.nat(), (limit, count, seed) => {
        const { kept, count: counted } = filled(numbers(count), limit, seed)
        expect(kept).toHaveLength(Math.min(limit, count))
        expect(new Set(kept).size).toBe(kept.length)
        expect(counted).toBe(count)
      }),
    )
  })

  test('knows the least and the most of all, kept or not', () => {
    const { least, most } = filled([5, -3, 9, 1, 2], 1)
    expect([least, most]).toEqual([-3, 9])
  })

  test('is the same for the same seed', () => {
    expect(filled(numbers(1000), 10, 4).kept).toEqual(filled(numbers(1000), 10, 4).kept)
    expect(filled(numbers(1000), 10, 4).kept).not.toEqual(filled(numbers(1000), 10, 5).kept)
  })

  test('has each value with the same chance', () => {
    const times = numbers(20).map(() => 0)
    const draws = 4000
    for (let seed = 0; seed < draws; seed += 1) {
      for (const value of filled(numbers(20), 5, seed).kept) times[value]! += 1
    }
    // a quarter each; five standard deviations of a binomial count
    const slack = 5 * Math.sqrt(draws * 0.25 * 0.75)
    for (const count of times) expect(Math.abs(count - draws / 4)).toBeLessThan(slack)
  })

  test('with no room is refused', () => {
    expect(() => new Reservoir(0, seededRandom(1))).toThrow(RangeError)
    expect(() => new Reservoir(Number.NaN, seededRandom(1))).toThrow(RangeError)
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BIMODAL_RULES, bimodalTest } from '../../src/stats/bimodal.ts'
import { dip } from '../../src/stats/dip.ts'
import { seededRandom } from '../../src/stats/random.ts'
import type { Random } from '../../src/stats/random.ts'
import { dipByDefinition } from './dip-by-definition.ts'
import { noise } from './noise.ts'

/** Ratings of statistics faculty, the example of Hartigan and Hartigan: value, how often. */
const FACULTY: [number, number][] = [
  ...([30, 33, 35, 36].map((value) => [value, 1]) as [number, number][]),
  ...([
    [37, 2],
    [39, 5],
    [40, 4],
    [41, 1],
    [42, 1],
    [43, 3],
    [44, 2],
    [45, 2],
  ] as [number, number][]),
  ...([
    [46, 2],
    [47, 2],
    [48, 3],
    [49, 1],
    [50, 2],
    [51, 1],
    [52, 2],
    [53, 5],
  ] as [number, number][]),
  ...([
    [54, 2],
    [57, 2],
    [59, 1],
    [60, 3],
    [61, 4],
    [62, 4],
    [63, 1],
    [66, 1],
  ] as [number, number][]),
  ...([
    [70, 1],
    [72, 2],
  ] as [number, number][]),
]

const faculty = FACULTY.flatMap(([value, times]) => Array.from({ length: times }, () => value))

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw)

describe('the dip', () => {
  test('of the example in the paper is 0.0595', () => {
    expect(faculty).toHaveLength(63)
    expect(dip(faculty)).toBeCloseTo(0.0595238095238095, 14)
  })

  test.each([
    ['two points, half each', [1, 1, 2, 2], 1 / 4],
    ['one point', [3, 3, 3], 0],
    ['evenly spread', [1, 2, 3, 4, 5], 1 / 10],
    ['convex, so with its peak at the end', [0, -1, -3, -6], 1 / 8],
    ['a share of nine tenths in one point', [1, ...draws(9, () => 2)], 1 / 20],
    [
      'two clusters of three',
      [0, 0.01, 0.02, 1, 1.01, 1.02],
      dipByDefinition([0, 1, 2, 100, 101, 102]),
    ],
  ])('%s', (_, values, expected) => {
    expect(dip(values)).toBeCloseTo(expected, 12)
  })

  test('is what its definition says, ties included', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: 0, max: 9, noNaN: true }),
    )
    // tiny distances beside large ones only measure how sums are rounded
    const rounded = value.map((one) => Math.round(one * 1000) / 1000)
    fc.assert(
      fc.property(fc.array(rounded, { minLength: 1, maxLength: 9 }), (values) => {
        expect(dip(values)).toBeCloseTo(dipByDefinition(values), 9)
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  test('does not depend on order, place, scale or direction', () => {
    const random = seededRandom(5)
    for (const count of [2, 20, 77, 120]) {
      const values = draws(count, random.uniform)
      const found = dip(values)
      expect(dip(values.toReversed())).toBe(found)
      expect(dip(values.map((value) => 3 - 7 * value))).toBeCloseTo(found, 9)
      expect(found).toBeGreaterThanOrEqual(1 / (2 * count))
      expect(found).toBeLessThanOrEqual(1 / 4)
    }
  })

  // from a million samples for each size: CRAN's diptest, table qDiptab
  test.each([
    [20, 0.0733, 0.0972, 0.1206],
    [50, 0.0489, 0.0649, 0.0812],
    [100, 0.0355, 0.0472, 0.059],
  ])('of %i evenly spread values has the published distribution', (count, ...published) => {
    const { uniform } = seededRandom(count)
    const dips = draws(4000, () => dip(draws(count, uniform))).toSorted((a, b) => a - b)
    for (const [index, share] of [0.5, 0.9, 0.99].entries()) {
      const found = dips[Math.floor(share * dips.length)]!
      expect(found / published[index]!).toBeGreaterThan(0.96)
      expect(found / published[index]!).toBeLessThan(1.04)
    }
  })
})

/** The share of 500 sets of values that are flagged. */
function flagged(count: number, seed: number, draw: (random: Random, index: number) => number) {
  const twoKinds = bimodalTest()
  const random = seededRandom(seed)
  const runs = draws(500, () => {
    const values = Array.from({ length: count }, (_, index) => draw(random, index))
    return twoKinds(values) === null ? 0 : 1
  })
  return runs.reduce((sum, one) => sum + one, 0) / runs.length
}

/** Two kinds, the second in a share of the values, so many standard deviations away. */
const mixture = (share: number, away: number) => (random: Random) =>
  noise.normal(random) + (random.uniform() < share ? away : 0)

describe('values of two kinds', () => {
  test.each([20, 40, 120])('%i values with one peak: flagged at most as often as said', (count) => {
    expect(flagged(count, 1, noise.normal)).toBeLessThanOrEqual(0.01)
    expect(flagged(count, 2, noise.laplace)).toBeLessThanOrEqual(0.01)
    expect(flagged(count, 3, noise.bursts)).toBeLessThanOrEqual(0.01)
    // the hardest shape meets the level; 500 runs at 1 % give more than 12 once in 500 such tests
    expect(flagged(count, 4, ({ uniform }) => uniform())).toBeLessThanOrEqual(0.024)
  })

  test('a drift is no second kind', () => {
    const drift = (random: Random, index: number): number => index + noise.normal(random)
    expect(flagged(40, 5, drift)).toBeLessThanOrEqual(0.01)
  })

  test('clear kinds are found, the more surely the more values', () => {
    expect(flagged(20, 6, mixture(0.5, 12))).toBeGreaterThan(0.8)
    expect(flagged(40, 7, mixture(0.5, 8))).toBeGreaterThan(0.9)
    expect(flagged(120, 8, mixture(0.5, 5))).toBeGreaterThan(0.95)
    expect(flagged(120, 9, mixture(0.3, 8))).toBeGreaterThan(0.95)
  })

  test('are told with their medians and counts', () => {
    const values = [...draws(14, () => 0), ...draws(6, () => 5)].map(
      (at, index) => at + (index % 5) / 10,
    )
    const found = bimodalTest()(values)
    expect(found).toMatchObject({ low: { count: 14 }, high: { count: 6 } })
    expect(found?.low.value).toBeCloseTo(0.2, 9)
    expect(found?.high.value).toBeCloseTo(5.25, 9)
    expect(found?.border).toBeCloseTo(0.4, 9)
    expect(found?.p).toBeLessThanOrEqual(0.01)
  })

  test('one far value is no kind', () => {
    const values = [...draws(10, () => 0), ...draws(10, () => 5), 300].map(
      (at, index) => at + index / 100,
    )
    expect(bimodalTest()(values)).toMatchObject({ low: { count: 10 }, high: { count: 11 } })
  })

  test('too few values are not judged', () => {
    const values = draws(BIMODAL_RULES.least - 1, () => 0).map((_, index) => index % 2)
    expect(bimodalTest()(values)).toBeNull()
    expect(bimodalTest()([...values, 1])).not.toBeNull()
  })

  test('are the same each time', () => {
    const random = seededRandom(10)
    const sets = draws(5, () => 0).map(() => draws(30, () => mixture(0.4, 6)(random)))
    const together = bimodalTest()
    expect(sets.map(together)).toEqual(sets.map((values) => bimodalTest()(values)))
  })

  test('a value that is no number is refused', () => {
    expect(() => bimodalTest()(draws(20, () => Number.NaN))).toThrow(RangeError)
  })
})

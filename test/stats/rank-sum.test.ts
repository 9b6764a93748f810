/** The rank-sum test and the estimate that belongs to it, against tables and against definitions. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { leastP, mannWhitney, uDistribution } from '../../src/stats/mann-whitney.ts'
import { median } from '../../src/stats/quantile.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { lowerShift, shiftEstimate, upperShift } from '../../src/stats/shift.ts'
import { noise } from './noise.ts'

/**
 * Largest U that is significant, one-sided at 2.5 % and at 0.5 %: Mann and Whitney's tables as in
 * Siegel, "Nonparametric Statistics" (1956), table K, and everywhere since; -1: none.
 */
const CRITICAL: [n: number, m: number, wide: number, narrow: number][] = [
  [3, 3, -1, -1],
  [4, 4, 0, -1],
  [5, 5, 2, 0],
  [5, 8, 6, 2],
  [6, 9, 10, 5],
  [8, 8, 13, 7],
  [10, 10, 23, 16],
  [10, 15, 39, 29],
  [12, 20, 69, 54],
  [15, 15, 64, 51],
  [20, 20, 127, 105],
]

test.each(CRITICAL)('%i and %i values: critical U %i and %i', (n, m, wide, narrow) => {
  const { atMost } = uDistribution(n, m)
  for (const [critical, level] of [
    [wide, 0.025],
    [narrow, 0.005],
  ] as const) {
    expect(atMost(critical)).toBeLessThanOrEqual(level)
    expect(atMost(critical + 1)).toBeGreaterThan(level)
  }
})

describe('the example of Hollander and Wolfe (permeability, table 4.1), as R computes it', () => {
  const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
  const early = [1.15, 0.88, 0.9, 0.74, 1.21]

  test('W = 35, p = 0.1272; estimate 0.305', () => {
    const { statistic, greater } = mannWhitney(term, early)
    expect(statistic).toBe(35)
    expect(greater).toBeCloseTo(0.1272, 4)
    const { value, interval } = shiftEstimate(term, early)
    expect(value).toBeCloseTo(0.305, 10)
    expect(interval?.low).toBeCloseTo(-0.15, 10)
    expect(interval?.high).toBeCloseTo(0.76, 10)
  })
})

type Samples = [first: number[], second: number[]]

/** By definition: U over all choices of which of the values are the first sample's. */
function enumerated([first, second]: Samples): { greater: number; less: number } {
  const all = [...first, ...second]
  const observed = u(first, second)
  const choices = Array.from({ length: 2 ** all.length }, (_, choice) => choice)
    .map((choice) => ({
      one: all.filter((_, index) => (choice >> index) & 1),
      other: all.filter((_, index) => !((choice >> index) & 1)),
    }))
    .filter(({ one }) => one.length === first.length)
    .map(({ one, other }) => u(one, other))
  return {
    greater: choices.filter((each) => each >= observed).length / choices.length,
    less: choices.filter((each) => each <= observed).length / choices.length,
  }
}

const u = (first: readonly number[], second: readonly number[]): number =>
  first
    .flatMap((a) => second.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
    .reduce<number>((sum, each) => sum + each, 0)

const sample = (most: number, least = 1) =>
  fc.array(fc.integer({ min: -5, max: 5 }), { minLength: least, maxLength: most })

test('exact with ties, by enumeration of all choices', () => {
  fc.assert(
    fc.property(fc.tuple(sample(5), sample(5)), (samples) => {
      const ours = mannWhitney(...samples)
      const truth = enumerated(samples)
      expect(ours.greater).toBeCloseTo(truth.greater, 12)
      expect(ours.less).toBeCloseTo(truth.less, 12)
      expect(ours.statistic).toBe(u(...samples))
    }),
    { numRuns: 60 },
  )
})

test('exchanged samples, exchanged sides; a shift is the same as moving the first sample', () => {
  fc.assert(
    fc.property(sample(12), sample(12), fc.integer({ min: -4, max: 4 }), (first, second, by) => {
      const [one, other] = [mannWhitney(first, second), mannWhitney(second, first)]
      expect(one.greater).toBeCloseTo(other.less, 12)
      expect(one.greater + one.less).toBeGreaterThanOrEqual(1 - 1e-12)
      const moved = first.map((value) => value + by)
      expect(mannWhitney(moved, second, by)).toEqual(one)
    }),
  )
})

test('the smallest p', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (n, m) => {
      const above = Array.from({ length: n }, (_, index) => 100 + index)
      const below = Array.from({ length: m }, (_, index) => index)
      const { greater, less } = mannWhitney(above, below)
      expect(greater / leastP(n, m)).toBeCloseTo(1, 9)
      expect(less).toBe(1)
    }),
    { numRuns: 30 },
  )
})

test('forty and forty values keep their digits', () => {
  const values = (from: number) => Array.from({ length: 40 }, (_, index) => from + index)
  expect(mannWhitney(values(100), values(0)).greater / leastP(40, 40)).toBeCloseTo(1, 9)
  expect(leastP(40, 40)).toBeCloseTo(9.3e-24, 25)
})

test('an empty sample says nothing; a value that is not finite is refused', () => {
  expect(mannWhitney([], [1, 2])).toMatchObject({ greater: 1, less: 1, twoSided: 1 })
  expect(() => mannWhitney([1, Number.NaN], [1])).toThrow(RangeError)
  expect(() => shiftEstimate([], [1])).toThrow(RangeError)
})

describe('the shift', () => {
  test('is the median of all differences', () => {
    fc.assert(
      fc.property(sample(15), sample(15), (first, second) => {
        const differences = first.flatMap((a) => second.map((b) => a - b))
        expect(shiftEstimate(first, second).value).toBeCloseTo(median(differences), 12)
      }),
    )
  })

  test('its bounds are where the test begins to reject', () => {
    const untied = fc.uniqueArray(fc.integer({ min: 0, max: 1e6 }), {
      minLength: 14,
      maxLength: 14,
    })
    fc.assert(
      fc.property(untied, (values) => {
        const [first, second] = [values.slice(0, 8), values.slice(8)]
        const low = lowerShift(8, 6, 0.05)(first, second)
        expect(mannWhitney(first, second, low - 0.25).greater).toBeLessThanOrEqual(0.05)
        expect(mannWhitney(first, second, low + 0.25).greater).toBeGreaterThan(0.05)
        const high = upperShift(8, 6, 0.05)(first, second)
        expect(mannWhitney(first, second, high + 0.25).less).toBeLessThanOrEqual(0.05)
        expect(mannWhitney(first, second, high - 0.25).less).toBeGreaterThan(0.05)
      }),
    )
  })

  test('too few values have no interval, and a reason', () => {
    expect(shiftEstimate([1, 2, 3], [1, 2, 3])).toMatchObject({ interval: null, n: 6 })
    expect(shiftEstimate([1, 2, 3], [1, 2, 3]).note).toContain('too few')
    expect(lowerShift(3, 3, 0.01)([1, 2, 3], [4, 5, 6])).toBe(-Infinity)
  })

  test('its interval holds the true shift as often as it says', () => {
    const random = seededRandom(5)
    const runs = 2000
    const draw = (count: number) => Array.from({ length: count }, () => noise.normal(random))
    let held = 0
    let stated = 0
    for (let run = 0; run < runs; run++) {
      const first = draw(9).map((value) => value + 1)
      const { interval } = shiftEstimate(first, draw(7))
      stated = interval?.confidence ?? 0
      if (interval !== null && interval.low <= 1 && interval.high >= 1) held += 1
    }
    expect(stated).toBeGreaterThanOrEqual(0.95)
    // three standard errors
    expect(Math.abs(held / runs - stated)).toBeLessThan(0.015)
  })
})

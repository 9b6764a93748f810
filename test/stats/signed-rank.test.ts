import wilcoxon from '@stdlib/stats-wilcoxon'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankSum, untiedRanks } from '../../src/stats/rank-sum.ts'
import { signedRank } from '../../src/stats/signed-rank.ts'

/**
 * Largest rank sum that is significant, one-sided at 2.5 % and at 0.5 %: Wilcoxon and Wilcox, "Some
 * rapid approximate statistical procedures" (1964), as in every table since; -1: none.
 */
const CRITICAL: [number, number, number][] = [
  [5, -1, -1],
  [6, 0, -1],
  [7, 2, -1],
  [8, 3, 0],
  [9, 5, 1],
  [10, 8, 3],
  [11, 10, 5],
  [12, 13, 7],
  [15, 25, 15],
  [20, 52, 37],
  [25, 89, 68],
  [30, 137, 109],
]

test.each(CRITICAL)('n = %i: critical sums %i and %i', (n, wide, narrow) => {
  const { atMost } = rankSum(untiedRanks(n), 1)
  for (const [critical, level] of [
    [wide, 0.025],
    [narrow, 0.005],
  ] as const) {
    expect(atMost(critical)).toBeLessThanOrEqual(level)
    expect(atMost(critical + 1)).toBeGreaterThan(level)
  }
})

test('the example of Hollander and Wolfe (table 3.1), as R computes it', () => {
  const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
  const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
  const result = signedRank(before.map((value, index) => value - after[index]!))
  expect(result.statistic).toBe(40)
  expect(result.greater).toBeCloseTo(0.01953125, 12)
  expect(result.twoSided).toBeCloseTo(0.0390625, 12)
  expect(result.exact).toBe(true)
})

const untied = fc
  .uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 40 })
  .chain((sizes) =>
    fc
      .array(fc.boolean(), { minLength: sizes.length, maxLength: sizes.length })
      .map((signs) => sizes.map((size, index) => (signs[index] ? size : -size))),
  )

test('stdlib agrees where it is exact: up to 50 values without ties', () => {
  fc.assert(
    fc.property(untied, (values) => {
      const ours = signedRank(values)
      const p = (alternative: 'greater' | 'less' | 'two-sided') =>
        wilcoxon(values, { alternative }).pValue
      expect(ours.greater).toBeCloseTo(p('greater'), 10)
      expect(ours.less).toBeCloseTo(p('less'), 10)
      expect(ours.twoSided).toBeCloseTo(Math.min(1, p('two-sided')), 10)
    }),
  )
})

test('stdlib agrees where both are normal: ties, zeros and more than 100 values', () => {
  const tied = fc.array(fc.integer({ min: -9, max: 12 }), { minLength: 150, maxLength: 200 })
  fc.assert(
    fc.property(tied, (values) => {
      const ours = signedRank(values)
      const theirs = wilcoxon(values, { alternative: 'greater', zeroMethod: 'pratt' })
      expect(ours.exact).toBe(false)
      expect(ours.statistic).toBe(theirs.statistic)
      expect(ours.greater).toBeCloseTo(theirs.pValue, 9)
    }),
    { numRuns: 30 },
  )
})

/** By definition: zeros ranked and left out, then every choice of signs. */
function enumerated(values: readonly number[]): { greater: number; less: number } {
  const sizes = values.map(Math.abs)
  const rank = (size: number) =>
    sizes.filter((other) => other < size).length +
    (sizes.filter((other) => other === size).length + 1) / 2
  const kept = values.filter((value) => value !== 0)
  const ranks = kept.map((value) => rank(Math.abs(value)))
  const observed = ranks.filter((_, index) => kept[index]! > 0).reduce((a, b) => a + b, 0)
  const sums = Array.from({ length: 2 ** kept.length }, (_, choice) =>
    ranks.reduce((sum, value, index) => sum + ((choice >> index) & 1) * value, 0),
  )
  return {
    greater: sums.filter((sum) => sum >= observed).length / sums.length,
    less: sums.filter((sum) => sum <= observed).length / sums.length,
  }
}

test('exact with ties and zeros, by enumeration of all signs', () => {
  const small = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(small, (values) => {
      const ours = signedRank(values)
      const truth = enumerated(values)
      expect(ours.greater).toBeCloseTo(truth.greater, 12)
      expect(ours.less).toBeCloseTo(truth.less, 12)
    }),
  )
})

test('values that grow never become less significant (why Pratt)', () => {
  const values = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 3 }), (given, growth) => {
      const before = signedRank(given).greater
      const after = signedRank(given.map((value) => value + growth)).greater
      expect(after).toBeLessThanOrEqual(before + 1e-12)
    }),
  )
})

test('mirrored values, mirrored p', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 30 }), (values) => {
      const result = signedRank(values)
      const mirrored = signedRank(values.map((value) => -value))
      expect(mirrored.less).toBeCloseTo(result.greater, 12)
      expect(result.greater + result.less).toBeGreaterThanOrEqual(1 - 1e-12)
    }),
  )
})

test('a centre is the same as a shift', () => {
  expect(signedRank([3, 5, 8, 9], 2)).toEqual(signedRank([1, 3, 6, 7]))
})

test('no values, or nothing but zeros, say nothing', () => {
  for (const values of [[], [0, 0, 0]]) {
    const { greater, less, twoSided, zeros } = signedRank(values)
    expect({ greater, less, twoSided, zeros }).toEqual({
      greater: 1,
      less: 1,
      twoSided: 1,
      zeros: values.length,
    })
  }
})

test('the smallest p is 2^-n', () => {
  expect(signedRank([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).greater).toBe(2 ** -10)
})

test('where the exact distribution ends, the normal one is close', () => {
  const values = Array.from({ length: 101 }, (_, index) => (index + 1) * (index % 3 === 0 ? -1 : 1))
  const exact = signedRank(values.slice(0, 100)).greater
  const normal = signedRank(values).greater
  expect(normal / exact).toBeGreaterThan(0.6)
  expect(normal / exact).toBeLessThan(1.6)
})

test('a value that is not finite is refused', () => {
  expect(() => signedRank([1, Number.NaN])).toThrow(RangeError)
})

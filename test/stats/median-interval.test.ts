import { expect, test } from 'vitest'
import { clopperPearson } from '../../validation/clopper-pearson.ts'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import { seededRandom } from '../../src/stats/random.ts'

/**
 * Ranks and confidence: Conover, "Practical Nonparametric Statistics", table A3 (binomial, p =
 * 1/2).
 */
const RANKS: [number, number, number][] = [
  [6, 1, 0.96875],
  [8, 1, 0.9921875],
  [9, 2, 0.9609375],
  [10, 2, 0.978515625],
  [12, 3, 0.961425781],
  [20, 6, 0.958610535],
  [25, 8, 0.956714749],
]

test.each(RANKS)('n = %i: from rank %i, confidence %f', (n, rank, confidence) => {
  const values = Array.from({ length: n }, (_, index) => index + 1).toReversed()
  const { interval } = medianEstimate(values)
  expect(interval?.low).toBe(rank)
  expect(interval?.high).toBe(n + 1 - rank)
  expect(interval?.confidence).toBeCloseTo(confidence, 8)
})

test.each([1, 2, 5])('%i values have no interval, and say what it takes', (n) => {
  const estimate = medianEstimate(Array.from({ length: n }, () => 3))
  expect(estimate).toEqual({
    value: 3,
    interval: null,
    n,
    note: `n = ${n}, no interval yet, needs 6`,
  })
})

test('covers the median of skewed values as stated', () => {
  const random = seededRandom(21)
  let held = 0
  for (let run = 0; run < 2000; run++) {
    const values = Array.from({ length: 20 }, () => -Math.log(1 - random.uniform()))
    const { interval } = medianEstimate(values)
    if (interval!.low <= Math.LN2 && Math.LN2 <= interval!.high) held++
  }
  const rate = clopperPearson(held, 2000, 0.999)
  expect(rate.low).toBeLessThan(0.9586)
  expect(rate.high).toBeGreaterThan(0.9586)
})

test('thousands of values take the same road', () => {
  const values = Array.from({ length: 5001 }, (_, index) => index)
  const { value, interval } = medianEstimate(values)
  expect(value).toBe(2500)
  expect(interval!.high - interval!.low).toBeCloseTo(1.96 * Math.sqrt(5001), -1)
  expect(interval!.confidence).toBeGreaterThanOrEqual(0.95)
})

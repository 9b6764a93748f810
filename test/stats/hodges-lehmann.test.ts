import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hodgesLehmann, lowerBound, upperBound } from '../../src/stats/hodges-lehmann.ts'
import { median, sorted } from '../../src/stats/quantile.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { signedRank } from '../../src/stats/signed-rank.ts'
import { walshFromAbove, walshFromBelow } from '../../src/stats/walsh.ts'
import { clopperPearson } from '../../validation/clopper-pearson.ts'
import { noise } from './noise.ts'

const DEPRESSION = [0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01]

test('the example of Hollander and Wolfe: estimate 0.46, lower 95 % bound 0.175', () => {
  expect(hodgesLehmann(DEPRESSION).value).toBeCloseTo(0.46, 10)
  expect(lowerBound(9, 0.05)(DEPRESSION)).toBeCloseTo(0.175, 10)
})

test.each([
  [6, 1 - 2 / 64],
  [7, 1 - 6 / 128],
  [8, 1 - 10 / 256],
  [10, 1 - 50 / 1024],
])('n = %i reaches a confidence of %f', (n, confidence) => {
  const values = Array.from({ length: n }, (_, index) => 2 ** index)
  expect(hodgesLehmann(values).interval?.confidence).toBeCloseTo(confidence, 12)
})

test('six values: from the smallest to the largest', () => {
  const { value, interval, n, note } = hodgesLehmann([3, 1, 9, 4, 6, 5])
  expect(interval).toEqual({ low: 1, high: 9, confidence: 1 - 2 / 64 })
  expect({ value, n, note }).toEqual({ value: 4.5, n: 6, note: null })
})

test.each([1, 2, 3, 4, 5])('%i values have no interval, and say what it takes', (n) => {
  const estimate = hodgesLehmann(Array.from({ length: n }, (_, index) => index))
  expect(estimate.interval).toBeNull()
  expect(estimate.note).toBe(`n = ${n}, no interval yet, needs 6`)
})

test('a higher confidence needs more values', () => {
  expect(hodgesLehmann([1, 2, 3, 4, 5, 6, 7], 0.99).note).toBe('n = 7, no interval yet, needs 8')
  expect(hodgesLehmann([1, 2, 3, 4, 5, 6, 7, 8], 0.99).interval?.confidence).toBe(1 - 2 / 256)
})

const finite = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), {
  minLength: 1,
  maxLength: 25,
})

test('order statistics of the Walsh averages, against the whole list of pairs', () => {
  fc.assert(
    fc.property(finite, fc.nat(), (values, pick) => {
      const ascending = sorted(values)
      const pairs = [...ascending].flatMap((value, index) =>
        Array.from(ascending.slice(index), (other) => (value + other) / 2),
      )
      const list = pairs.toSorted((a, b) => a - b)
      const k = (pick % list.length) + 1
      expect(walshFromBelow(ascending, k)).toBeCloseTo(list[k - 1]!, 12)
      expect(walshFromAbove(ascending, k)).toBeCloseTo(list.at(-k)!, 12)
      expect(hodgesLehmann(values).value).toBeCloseTo(median(list), 12)
    }),
    { numRuns: 60 },
  )
})

test('moves and stretches with the values', () => {
  fc.assert(
    fc.property(finite, fc.integer({ min: -50, max: 50 }), (values, shift) => {
      const plain = hodgesLehmann(values)
      const moved = hodgesLehmann(values.map((value) => 3 * value + shift))
      expect(moved.value).toBeCloseTo(3 * plain.value + shift, 8)
      if (plain.interval === null) return
      expect(moved.interval?.low).toBeCloseTo(3 * plain.interval.low + shift, 8)
      expect(moved.interval?.high).toBeCloseTo(3 * plain.interval.high + shift, 8)
    }),
  )
})

test('the bounds are those of the test: rejected below, not above', () => {
  const random = seededRandom(5)
  for (let run = 0; run < 200; run++) {
    const values = Array.from({ length: 8 + (run % 20) }, () => random.uniform() - 0.3)
    const low = lowerBound(values.length, 0.02)(values)
    expect(signedRank(values, low - 1e-9).greater).toBeLessThanOrEqual(0.02)
    expect(signedRank(values, low + 1e-9).greater).toBeGreaterThan(0.02)
    const high = upperBound(values.length, 0.02)(values)
    expect(signedRank(values, high + 1e-9).less).toBeLessThanOrEqual(0.02)
    expect(signedRank(values, high - 1e-9).less).toBeGreaterThan(0.02)
  }
})

test('no bound where n is too small for the level', () => {
  expect(lowerBound(6, 0.01)([1, 2, 3, 4, 5, 6])).toBe(-Infinity)
  expect(upperBound(6, 0.01)([1, 2, 3, 4, 5, 6])).toBe(Infinity)
})

test('thousands of values take no time, and the interval narrows as it should', () => {
  const random = seededRandom(9)
  const values = Array.from({ length: 4000 }, () => noise.normal(random))
  const { value, interval } = hodgesLehmann(values)
  expect(Math.abs(value)).toBeLessThan(0.06)
  expect(interval!.high - interval!.low).toBeCloseTo(
    (2 * 1.96 * Math.sqrt(Math.PI / 3)) / Math.sqrt(4000),
    2,
  )
})

/**
 * How often the interval holds 0, the true centre, with the Clopper-Pearson interval of that rate.
 */
function coverage(n: number, draw: () => number, runs = 1500) {
  let held = 0
  for (let run = 0; run < runs; run++) {
    const { interval } = hodgesLehmann(Array.from({ length: n }, draw))
    if (interval!.low <= 0 && 0 <= interval!.high) held++
  }
  return clopperPearson(held, runs, 0.999)
}

test.each(['normal', 'laplace', 'bursts'] as const)('covers as stated: %s values', (kind) => {
  const random = seededRandom(11)
  for (const [n, stated] of [
    [8, 1 - 10 / 256],
    [20, 0.9516],
  ] as const) {
    const rate = coverage(n, () => noise[kind](random))
    expect(rate.low).toBeLessThan(stated)
    expect(rate.high).toBeGreaterThan(stated)
  }
})

test('covers at least as stated when values are rounded and tied', () => {
  const random = seededRandom(12)
  const rate = coverage(12, () => Math.round(noise.normal(random)))
  expect(rate.high).toBeGreaterThan(0.96)
  expect(rate.low).toBeGreaterThan(0.93)
})

test.each([0, 1, Number.NaN])('a confidence of %s is refused', (confidence) => {
  expect(() => hodgesLehmann([1, 2, 3], confidence)).toThrow(RangeError)
})

test('nothing is made of nothing', () => {
  expect(() => hodgesLehmann([])).toThrow('no values')
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { binomialAtMost } from '../../src/stats/binomial.ts'
import { binomialAtLeast, clopperPearson } from '../clopper-pearson.ts'

/** From R's binom.test. */
const TABLE: [number, number, number, number][] = [
  [0, 10, 0, 0.3084971],
  [1, 20, 0.001265089, 0.2487328],
  [5, 10, 0.187086, 0.812914],
  [10, 10, 0.6915029, 1],
  [682, 925, 0.7076683, 0.7654066],
]

test.each(TABLE)('%i of %i: %f to %f', (successes, trials, low, high) => {
  const interval = clopperPearson(successes, trials)
  expect(interval.low).toBeCloseTo(low, 6)
  expect(interval.high).toBeCloseTo(high, 6)
})

test('no event in n: the rule of three, exactly', () => {
  const { high } = clopperPearson(0, 300, 0.9)
  expect(high).toBeCloseTo(1 - 0.05 ** (1 / 300), 12)
})

test('it mirrors, contains the rate, and covers at least as often as it says', () => {
  const counts = fc
    .integer({ min: 1, max: 60 })
    .chain((trials) =>
      fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }),
    )
  fc.assert(
    fc.property(counts, ({ successes, trials }) => {
      const interval = clopperPearson(successes, trials)
      const mirror = clopperPearson(trials - successes, trials)
      expect(interval.low).toBeCloseTo(1 - mirror.high, 9)
      expect(interval.low).toBeLessThanOrEqual(successes / trials)
      expect(interval.high).toBeGreaterThanOrEqual(successes / trials)
    }),
  )
})

test('binomial tails add up, and small ones keep their digits', () => {
  expect(binomialAtMost(10, 0.5, 4) + binomialAtLeast(10, 0.5, 5)).toBeCloseTo(1, 14)
  expect(binomialAtMost(20, 0.3, 5)).toBeCloseTo(0.4163708, 7)
  expect(binomialAtMost(1000, 0.5, 0) / 2 ** -1000).toBeCloseTo(1, 9)
  expect([binomialAtMost(5, 0.5, -1), binomialAtMost(5, 0.5, 5)]).toEqual([0, 1])
  expect([binomialAtMost(5, 0, 0), binomialAtMost(5, 1, 4)]).toEqual([1, 0])
})

test.each([
  [-1, 10],
  [11, 10],
  [0, 0],
  [0.5, 10],
])('%s of %s is refused', (successes, trials) => {
  expect(() => clopperPearson(successes, trials)).toThrow(RangeError)
})

test('a confidence of one is refused', () => {
  expect(() => clopperPearson(1, 2, 1)).toThrow(RangeError)
})

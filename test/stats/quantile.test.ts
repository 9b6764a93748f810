import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mad, median, quantile } from '../../src/stats/quantile.ts'

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
  minLength: 1,
})

test('quantiles are those of R, type 7', () => {
  const values = [15, 20, 35, 40, 50]
  expect(quantile(values, 0.05)).toBeCloseTo(16, 12)
  expect(quantile(values, 0.3)).toBeCloseTo(23, 12)
  expect(quantile(values, 0.4)).toBeCloseTo(29, 12)
  expect(quantile(values, 0.5)).toBe(35)
  expect([quantile(values, 0), quantile(values, 1)]).toEqual([15, 50])
})

test('the median of an even count is the middle of the two middle ones', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([7])).toBe(7)
})

test('numbers are sorted as numbers', () => {
  expect(median([10, 9, 100])).toBe(10)
})

test('the median absolute deviation is unscaled', () => {
  expect(mad([1, 1, 2, 2, 4, 6, 9])).toBe(1)
})

test('quantiles grow with the share and stay within the values', () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const value = quantile(values, share)
      expect(value).toBeGreaterThanOrEqual(Math.min(...values))
      expect(value).toBeLessThanOrEqual(Math.max(...values))
      expect(value).toBeLessThanOrEqual(quantile(values, Math.min(1, share + 0.1)) + 1e-6)
    }),
  )
})

test('nothing is made of nothing', () => {
  expect(() => median([])).toThrow('no values')
  expect(() => median([1, Number.NaN])).toThrow('value 1 is NaN')
  expect(() => quantile([1], 1.1)).toThrow(RangeError)
})

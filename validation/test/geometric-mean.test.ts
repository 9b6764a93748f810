import { expect, test } from 'vitest'
import { geometricMean } from '../replay/geometric-mean.ts'

test('the geometric mean of a ratio and its reciprocal is one', () => {
  expect(geometricMean([4, 0.25])).toBeCloseTo(1, 14)
  expect(geometricMean([1, 10, 100])).toBeCloseTo(10, 12)
  expect(geometricMean([1e300, 1e300])).toBeCloseTo(1e300, -290)
  expect(() => geometricMean([])).toThrow('no values')
  expect(() => geometricMean([1, 0])).toThrow('value 1 is 0')
})

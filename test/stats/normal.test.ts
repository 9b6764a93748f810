import { expect, test } from 'vitest'
import { normalCdf, normalQuantile } from '../../src/stats/normal.ts'

/** Values of R's pnorm and qnorm. */
const CDF: [number, number][] = [
  [0, 0.5],
  [1, 0.841344746068543],
  [1.96, 0.97500210485178],
  [-1.281551565545, 0.1],
  [-5, 2.866515718791939e-7],
  [-7.5, 3.190891672910896e-14],
  [-10, 7.619853024160527e-24],
]

test.each(CDF)('P(Z <= %s) = %s', (z, probability) => {
  expect(normalCdf(z) / probability).toBeCloseTo(1, 7)
})

test('far out there is nothing left', () => {
  expect([normalCdf(-40), normalCdf(40)]).toEqual([0, 1])
})

test.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.99, 2.326347874040841],
  [0.001, -3.090232306167813],
])('the quantile of %s is %s', (probability, z) => {
  expect(normalQuantile(probability)).toBeCloseTo(z, 9)
})

test.each([0, 1, -1, Number.NaN])('%s has no quantile', (probability) => {
  expect(() => normalQuantile(probability)).toThrow(RangeError)
})

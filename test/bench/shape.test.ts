import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest, smoothed } from '../../bench/document/shape.ts'
import type { Candidate } from '../../bench/document/shape.ts'

/** Costs as the document's kernel has them. */
const costs = (inputs: readonly number[]): Candidate[] =>
  inputs.map((input) => ({ input, time: input ** 6 }))

const sharesOf = (inputs: readonly number[]): number[] => {
  const total = inputs.reduce((sum, input) => sum + input ** 6, 0)
  return inputs.map((input) => input ** 6 / total)
}

test('inputs of the shares wanted are found where there are some', () => {
  const input = fc.integer({ min: 10, max: 20 })
  fc.assert(
    fc.property(fc.tuple(input, input, input), (wanted) => {
      const places = wanted.map(() => costs([10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]))
      const found = sharesOf(nearest(sharesOf(wanted), places))
      for (const [index, share] of sharesOf(wanted).entries()) {
        expect(found[index]).toBeCloseTo(share, 10)
      }
    }),
  )
})

test('and else those that come nearest, each from its own place', () => {
  const places = [costs([20, 25, 30]), costs([34]), costs([10, 16])]
  expect(nearest([0.142, 0.854, 0.004], places)).toEqual([25, 34, 16])
  expect(nearest([0.05, 0.95, 0], places)).toEqual([20, 34, 10])
})

test('times are those of a power of the input, whatever some of them met', () => {
  const inputs = [20, 22, 24, 26, 28, 30, 33, 34, 35]
  const disturbed = costs(inputs).map(({ input, time }, index) => ({
    input,
    time: time * (index % 4 === 1 ? 3 : 1),
  }))
  for (const { input, time } of smoothed(disturbed)) expect(time / input ** 6).toBeCloseTo(1, 6)
})

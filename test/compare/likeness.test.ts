import { expect, test } from 'vitest'
import { assemble } from '../../src/compare/comparison.ts'
import { caseOf, inRow, measurement } from './measurement.ts'

const compared = (durations: readonly number[], parts = {}) =>
  assemble(
    measurement({
      cases: [caseOf('serial', 1, [inRow(durations)]), caseOf('threads', 2, [inRow(durations)])],
      ...parts,
    }),
  )

test('a comparison that repeats another says how like it is: in shares, and in bounds', () => {
  const once = { ...compared([600, 3200, 200]), name: 'the inputs themselves' }
  const { repeats } = compared([20, 79, 1], { repeats: once })
  // 0.15, 0.80, 0.05 and 0.20, 0.79, 0.01; the longest decides both bounds
  expect(repeats).toEqual({
    name: 'the inputs themselves',
    shares: expect.closeTo(0.05, 10),
    bounds: expect.closeTo(1 / 0.79 - 1 / 0.8, 10),
  })
})

test('one of the same proportions is alike, and one that stands for itself says nothing', () => {
  const once = compared([600, 3200, 200])
  expect(compared([6, 32, 2], { repeats: once }).repeats).toMatchObject({
    shares: expect.closeTo(0, 10),
    bounds: expect.closeTo(0, 10),
  })
  expect(once.repeats).toBe(null)
})

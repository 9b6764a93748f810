import { expect, test } from 'vitest'
import { fisher } from '../fisher.ts'

/** Summed in whole numbers: hits and trials of one, of the other, p. */
const TABLE: [number, number, number, number, number][] = [
  [1, 10, 11, 14, 0.002759456],
  [3, 4, 1, 4, 0.4857143],
  [0, 5, 5, 5, 0.007936508],
  [10, 15, 3, 15, 0.025327688],
]

test.each(TABLE)('%i of %i beside %i of %i', (hits, of, others, otherOf, p) => {
  expect(fisher({ hits, of }, { hits: others, of: otherOf })).toBeCloseTo(p, 6)
  expect(fisher({ hits: others, of: otherOf }, { hits, of })).toBeCloseTo(p, 6)
})

test('equal rates, no trials, and thousands of trials', () => {
  expect(fisher({ hits: 3, of: 6 }, { hits: 5, of: 10 })).toBeCloseTo(1, 12)
  expect(fisher({ hits: 0, of: 0 }, { hits: 5, of: 10 })).toBe(1)
  expect(fisher({ hits: 40, of: 40 }, { hits: 1200, of: 1200 })).toBe(1)
  const p = fisher({ hits: 20, of: 40 }, { hits: 1185, of: 1200 })
  expect(p).toBeGreaterThan(0)
  expect(p).toBeLessThan(1e-15)
})

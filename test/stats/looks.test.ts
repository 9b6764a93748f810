import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lookAfter, together } from '../../src/stats/looks.ts'

const missOf = (before: number, last: boolean): number => 1 - lookAfter(before, { last }).confidence

test('all looks together may miss in five percent, however many there are', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 }), (before) => {
      const earlier = Array.from({ length: before }, (_, look) => missOf(look, false))
      const spent = earlier.reduce((sum, miss) => sum + miss, 0)
      expect(lookAfter(before, { last: true }).spent).toBeCloseTo(spent, 12)
      expect(spent + missOf(before, true)).toBeCloseTo(0.05, 12)
      expect(missOf(before, false)).toBeLessThan(missOf(before, true))
    }),
  )
})

test('a single look is an ordinary one', () => {
  expect(lookAfter(0, { last: true })).toEqual({ confidence: 0.95, spent: 0 })
})

test('an interval states what all looks up to it miss', () => {
  const look = lookAfter(2, { last: false })
  const interval = { low: 1, high: 2, confidence: look.confidence }
  const found = together({ value: 1.5, interval, n: 20, note: null }, look)
  const [first, second, third] = [0, 1, 2].map((before) => missOf(before, false))
  expect(found.interval?.confidence).toBeCloseTo(1 - first! - second! - third!, 12)
  const none = { value: 1.5, interval: null, n: 2, note: 'n = 2' }
  expect(together(none, look)).toBe(none)
})

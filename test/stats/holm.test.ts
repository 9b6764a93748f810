import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { holm } from '../../src/stats/holm.ts'

const p = fc.double({ min: 0, max: 1, noNaN: true })

test('the values of R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")', () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005])
  for (const [index, value] of [0.03, 0.06, 0.06, 0.02].entries()) {
    expect(adjusted[index]).toBeCloseTo(value, 12)
  }
})

test('one test needs no adjustment, none gives none', () => {
  expect(holm([0.04])).toEqual([0.04])
  expect(holm([])).toEqual([])
})

test('weights share alpha: each is rejected against its part of what is left', () => {
  // 0.03 / 2 * 4 = 0.06, then 0.05 / 1 * 2 and 0.2 / 1 * 1
  const adjusted = holm([0.05, 0.03, 0.2], [1, 2, 1])
  for (const [index, value] of [0.1, 0.06, 0.2].entries()) {
    expect(adjusted[index]).toBeCloseTo(value, 12)
  }
  expect(holm([0.05, 0.03, 0.2], [3, 3, 3])).toEqual(holm([0.05, 0.03, 0.2]))
})

test('between p and m p, in the same order, never above one', () => {
  fc.assert(
    fc.property(fc.array(p, { minLength: 1, maxLength: 20 }), (values) => {
      const adjusted = holm(values)
      for (const [index, value] of values.entries()) {
        expect(adjusted[index]).toBeGreaterThanOrEqual(value)
        expect(adjusted[index]).toBeLessThanOrEqual(1)
        const larger = adjusted.filter((_, other) => values[other]! > value)
        expect(Math.min(1, ...larger)).toBeGreaterThanOrEqual(adjusted[index]!)
      }
      expect(Math.min(...adjusted)).toBe(Math.min(1, Math.min(...values) * values.length))
    }),
  )
})

test('a p-value outside [0, 1] is refused', () => {
  expect(() => holm([0.5, 1.5])).toThrow('1.5')
  expect(() => holm([Number.NaN])).toThrow('NaN')
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { noise } from './noise.ts'

test('rounds that drift together cancel', () => {
  const parallel = [1, 2, 4, 8, 3, 5]
  const { value, interval } = pairedRatio(
    parallel.map((time) => 2.5 * time),
    parallel,
  )
  expect(value).toBeCloseTo(2.5, 12)
  expect(interval?.low).toBeCloseTo(2.5, 12)
  expect(interval?.high).toBeCloseTo(2.5, 12)
})

test('two rounds: a ratio without an interval', () => {
  const { value, interval, note } = pairedRatio([2, 8], [1, 1])
  expect(value).toBeCloseTo(4, 12)
  expect(interval).toBeNull()
  expect(note).toBe('n = 2, no interval yet, needs 6')
})

test('the other way round is the reciprocal', () => {
  const time = fc.double({ min: 1e-3, max: 1e6, noNaN: true })
  const rounds = fc.array(fc.tuple(time, time), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(rounds, (pairs) => {
      const [above, below] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
      const ratio = pairedRatio(above, below)
      const inverse = pairedRatio(below, above)
      expect(ratio.value * inverse.value).toBeCloseTo(1, 8)
      if (ratio.interval === null) return
      expect(ratio.interval.low * inverse.interval!.high).toBeCloseTo(1, 8)
      expect(ratio.interval.low).toBeLessThanOrEqual(ratio.value * (1 + 1e-12))
      expect(ratio.interval.high).toBeGreaterThanOrEqual(ratio.value * (1 - 1e-12))
    }),
  )
})

test('finds a ratio under a machine that is twice as slow half of the time', () => {
  const random = seededRandom(4)
  const moments = Array.from({ length: 12 }, () => (random.uniform() < 0.5 ? 1 : 2))
  const times = (scale: number) =>
    moments.map((moment) => scale * moment * Math.exp(0.02 * noise.normal(random)))
  const { interval } = pairedRatio(times(1.8), times(1))
  expect(interval!.low).toBeLessThan(1.8)
  expect(interval!.high).toBeGreaterThan(1.8)
  expect(interval!.high / interval!.low).toBeLessThan(1.06)
})

test('refuses lists that do not pair and times that are none', () => {
  expect(() => pairedRatio([1, 2], [1])).toThrow('2 numerators, 1 denominators')
  expect(() => pairedRatio([], [])).toThrow('no values')
  expect(() => pairedRatio([1, 0], [1, 1])).toThrow('value 1 is 0')
  expect(() => pairedRatio([1, 1], [1, -2])).toThrow('value 1 is -2')
})

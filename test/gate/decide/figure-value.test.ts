import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { figureValue } from '../../../src/gate/decide/figure-value.ts'

const duration = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
const rounds = fc.array(duration, { minLength: 1, maxLength: 20 })

test('a speedup is the quotient of two times, whatever the order and number of their rounds', () => {
  fc.assert(
    fc.property(rounds, rounds, (own, serial) => {
      const value = figureValue('speedup', { own, serial })
      const [time, alone] = [own, serial].map((each) =>
        figureValue('time', { own: each.toReversed(), serial: [] }),
      )
      expect(value).toBe(alone! / time!)
    }),
  )
})

test('what takes k times as long is k times the figure, and its speedup the k-th part', () => {
  const powers = fc.integer({ min: -8, max: 8 }).map((power) => 2 ** power)
  fc.assert(
    fc.property(rounds, rounds, powers, (own, serial, k) => {
      const slower = own.map((time) => k * time)
      const told = (metric: 'time' | 'speedup', times: number[]): number =>
        figureValue(metric, { own: times, serial })!
      expect(told('time', slower) / told('time', own)).toBeCloseTo(k, 9)
      expect(told('speedup', own) / told('speedup', slower)).toBeCloseTo(k, 9)
    }),
  )
})

test('a time too short for the clock is no nothing; what was not measured is', () => {
  expect(figureValue('time', { own: [0, 0, 0], serial: [] })).toBeGreaterThan(0)
  expect(figureValue('time', { own: [], serial: [1] })).toBeNull()
  expect(figureValue('speedup', { own: [1], serial: [] })).toBeNull()
})

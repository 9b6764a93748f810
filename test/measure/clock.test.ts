import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockOf, measureClock, realTime } from '../../src/measure/clock.ts'
import { fakeClock } from './fake-clock.ts'

describe('a clock is measured', () => {
  test('by what a reading costs and what it can show', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 500 }),
        (grain, cost) => {
          // whole nanoseconds
          const clock = fakeClock({ grain: grain * 1e-6, cost: cost * 1e-6 })
          const found = measureClock('fake', clock.now)
          // a thousand readings show the cost but for one grain
          expect(Math.abs(found.cost - cost * 1e-6)).toBeLessThanOrEqual((grain * 1.001e-6) / 1000)
          // between readings the clock moves by whole grains, and by no less than it can show
          const grains = found.resolution / (grain * 1e-6)
          expect(grains).toBeGreaterThan(0.99)
          expect(Math.abs(grains - Math.round(grains))).toBeLessThan(0.02 + 1 / grain)
        },
      ),
      { numRuns: 50 },
    )
  })

  test('also where it hardly ever moves', () => {
    const clock = fakeClock({ grain: 1, cost: 50e-6 })
    const { resolution, cost } = measureClock('coarse', clock.now)
    expect(resolution).toBeCloseTo(1, 6)
    expect(cost).toBeGreaterThan(45e-6)
    expect(cost).toBeLessThan(55e-6)
  })

  test('and one that stands still is taken for the finest', () => {
    const clock = fakeClock()
    expect(measureClock('still', clock.now)).toEqual({
      name: 'still',
      resolution: 1e-6,
      cost: 0,
    })
  })

  test('the real one shows at most a microsecond at a time', () => {
    const { resolution, cost } = measureClock('performance.now', realTime)
    expect(resolution).toBeGreaterThanOrEqual(1e-6)
    expect(resolution).toBeLessThanOrEqual(1)
    expect(cost).toBeGreaterThan(0)
  })
})

describe('the clock that is used', () => {
  test('is Node’s own', () => {
    expect(clockOf({})).toEqual({ name: 'performance.now', now: realTime })
  })

  test('or the one that the options name, in milliseconds', () => {
    const clock = clockOf({
      timestampProvider: {
        name: 'nanoseconds',
        fn: () => 2_500_000n,
        toMs: (value) => Number(value) / 1e6,
        fromMs: (value) => BigInt(value * 1e6),
      },
    })
    expect(clock.name).toBe('nanoseconds')
    expect(clock.now()).toBe(2.5)
    expect(clockOf({ now: () => 7 }).now()).toBe(7)
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchRule, callsFor, grown } from '../../src/measure/batch.ts'
import { interleave } from '../../src/measure/interleave.ts'
import { measureClock } from '../../src/measure/clock.ts'
import { fakeClock } from './fake-clock.ts'
import { settingsFor, sync } from './support.ts'

const clockArbitrary = fc.record({
  name: fc.constant('fake'),
  resolution: fc.double({ min: 1e-6, max: 1, noNaN: true }),
  cost: fc.double({ min: 0, max: 1e-3, noNaN: true }),
})

const durationArbitrary = fc.double({ min: 1e-7, max: 1000, noNaN: true })

describe('the rule', () => {
  test('leaves the clock less than 0.5 % of a batch, by its cost and by its grain', () => {
    fc.assert(
      fc.property(clockArbitrary, durationArbitrary, (clock, duration) => {
        const calls = callsFor(duration, batchRule(clock))
        const taken = calls * duration
        expect(clock.cost / taken).toBeLessThanOrEqual(0.005 * (1 + 1e-9))
        expect(clock.resolution / taken).toBeLessThanOrEqual(0.005 * (1 + 1e-9))
      }),
    )
  })

  test('has single calls from 20 µs on where the clock allows, and only then', () => {
    const fine = batchRule({ name: 'fine', resolution: 1e-6, cost: 40e-6 })
    expect(callsFor(0.02, fine)).toBe(1)
    expect(callsFor(0.019, fine)).toBeGreaterThan(1)
    const coarse = batchRule({ name: 'coarse', resolution: 1, cost: 40e-6 })
    expect(callsFor(0.02, coarse)).toBeGreaterThan(9000)
    expect(callsFor(250, coarse)).toBe(1)
  })

  test('lets a batch grow to what is needed, in bounded steps, and never shrink', () => {
    fc.assert(
      fc.property(clockArbitrary, durationArbitrary, (clock, duration) => {
        const rule = batchRule(clock)
        let calls = 1
        for (let step = 0; step < 12; step += 1) {
          const next = grown(calls, calls * duration, rule)
          expect(next).toBeGreaterThanOrEqual(calls)
          expect(next).toBeLessThanOrEqual(calls * 16)
          calls = next
        }
        const least = calls === 1 ? rule.single : rule.together
        expect(calls * duration).toBeGreaterThanOrEqual(
          Math.min(least, duration * 16 ** 12) * 0.999,
        )
      }),
    )
  })

  test('bounds a batch whose calls take no time at all', () => {
    const rule = batchRule({ name: 'fine', resolution: 1e-6, cost: 0 })
    expect(Number.isSafeInteger(callsFor(0, rule))).toBe(true)
    expect(Number.isSafeInteger(callsFor(-1e-9, rule))).toBe(true)
    expect(grown(1, 0, rule)).toBe(16)
  })
})

describe('on a clock with grain and cost', () => {
  /** Ms of each call as it truly is, and as it was measured. */
  async function measure(duration: number, { grain, cost }: { grain: number; cost: number }) {
    const fake = fakeClock({ grain, cost })
    const clock = measureClock('fake', fake.now)
    const task = sync('f', () => fake.pass(duration), {}, fake.now)
    const options = { time: 100, iterations: 1, warmup: true, warmupTime: 20 }
    const settings = settingsFor([task], options, { clock, slice: 20, real: fake.true })
    const { subjects } = await interleave(settings)
    return subjects[0]!
  }

  test.each([
    { grain: 1e-6, cost: 40e-6, duration: 20e-6 },
    { grain: 1e-4, cost: 40e-6, duration: 30e-6 },
    { grain: 5e-3, cost: 200e-6, duration: 500e-6 },
    { grain: 1e-6, cost: 1e-3, duration: 5e-3 },
    { grain: 1e-6, cost: 40e-6, duration: 0.5 },
  ])('a call of $duration ms comes out as it is (grain $grain, cost $cost)', async (given) => {
    const { duration, grain, cost } = given
    const subject = await measure(duration, { grain, cost })
    expect(subject.mean / duration).toBeGreaterThan(0.995)
    expect(subject.mean / duration).toBeLessThan(1.005)
    for (const turn of subject.turns)
      expect(Math.abs(turn.duration / duration - 1)).toBeLessThan(0.006)
  })

  test('calls of half a millisecond are timed one by one, those of nanoseconds are not', async () => {
    const fine = { grain: 1e-6, cost: 40e-6 }
    expect((await measure(0.5, fine)).batch).toBe(1)
    expect((await measure(20e-6, fine)).batch).toBeGreaterThan(1000)
  })
})

import * as fc from 'fast-check'
import { Bench } from 'tinybench'
import type { TimestampProvider } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { stopwatch } from '../../src/measure/stopwatch.ts'
import { fakeClock } from './fake-clock.ts'

describe('the stopwatch', () => {
  test('gives the durations in their order and forgets them', () => {
    const clock = fakeClock()
    const { provider, lap } = stopwatch(clock.provider)
    for (const duration of [5, 1, 3]) {
      provider.fn()
      clock.pass(duration)
      provider.fn()
      clock.pass(100)
    }
    expect(lap()).toEqual([5, 1, 3])
    expect(lap()).toEqual([])
  })

  test('reads the clock as it is, nanoseconds in big integers too', () => {
    let moment = 10n
    const nanoseconds: TimestampProvider = {
      name: 'fake',
      fn: () => moment,
      toMs: (value) => Number(value) / 1e6,
      fromMs: (value) => BigInt(value * 1e6),
    }
    const { provider, lap } = stopwatch(nanoseconds)
    expect(provider.fn()).toBe(10n)
    moment += 2_500_000n
    expect(provider.fn()).toBe(2_500_010n)
    expect(lap()).toEqual([2.5])
  })

  test('starts afresh at a lap, whatever was begun', () => {
    const clock = fakeClock()
    const { provider, lap, count } = stopwatch(clock.provider)
    provider.fn()
    count(9)
    lap()
    clock.pass(50)
    provider.fn()
    clock.pass(2)
    provider.fn()
    expect(lap()).toEqual([2])
  })

  test('takes another’s word for one call', () => {
    const clock = fakeClock()
    const { provider, lap, count } = stopwatch(clock.provider)
    provider.fn()
    count(0.25)
    provider.fn()
    provider.fn()
    clock.pass(4)
    provider.fn()
    expect(lap()).toEqual([0.25, 4])
  })
})

test('tinybench reads it in pairs: it keeps the very samples that tinybench does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      fc.boolean(),
      async (durations, async) => {
        const clock = fakeClock()
        const { provider, lap } = stopwatch(clock.provider)
        const settings = { iterations: durations.length, time: 0, warmup: false }
        const bench = new Bench({ ...settings, timestampProvider: provider, retainSamples: true })
        const left = [...durations]
        bench.add('fake', () => clock.pass(left.shift() ?? 0), { async })
        const [task] = await bench.run()
        const taken = lap()
        expect(taken).toEqual(durations)
        expect(task?.result).toMatchObject({
          latency: { samples: taken.toSorted((one, other) => one - other) },
        })
      },
    ),
    { numRuns: 30 },
  )
})

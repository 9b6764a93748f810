/** From what was timed to what is said: on a fake clock, so that the truth is known. */
import * as fc from 'fast-check'
import type { FnOptions } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { measureClock } from '../../src/measure/clock.ts'
import { figuresOf } from '../../src/measure/figures.ts'
import { groupOf, resultsOf } from '../../src/measure/group.ts'
import { interleave } from '../../src/measure/interleave.ts'
import type { BenchGroup, BenchTask, Estimate, Interval } from '../../src/model.ts'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import { fakeClock } from './fake-clock.ts'
import { settingsFor, sync } from './support.ts'

/** Ms of one turn of the loop on the fake machine; its real loops take no time there. */
const LOOP = 0.3e-6

const loop: Estimate = medianEstimate(Array.from({ length: 11 }, () => LOOP))

interface Subject {
  name: string
  /** Ms, the loop's turn included. */
  duration: number
  fnOpts?: FnOptions
  returns?: unknown
}

const facts = { name: 'group', seed: 1, rounds: 10, bytes: new Map<string, null>() }

/** Several functions in turns of a fifth of a millisecond on a clock with grain and cost. */
async function measured(functions: readonly Subject[], { grain = 1e-6, cost = 40e-6 } = {}) {
  const fake = fakeClock({ grain, cost })
  const clock = measureClock('fake', fake.now)
  const tasks = functions.map(({ name, duration, returns, fnOpts }) =>
    sync(name, () => (fake.pass(duration), returns), fnOpts, fake.now),
  )
  const options = { time: 2.4, iterations: 1, warmup: true, warmupTime: 0.2 }
  const settings = settingsFor(tasks, options, { clock, slice: 0.2, real: fake.true })
  const { subjects } = await interleave(settings)
  return { subjects, measuring: { clock, loop, retain: true } }
}

async function group(
  functions: readonly Subject[],
  clock?: { grain: number; cost: number },
): Promise<BenchGroup> {
  const { subjects, measuring } = await measured(functions, clock)
  return groupOf(subjects, measuring, facts)
}

async function only(subject: Omit<Subject, 'name'>, clock?: { grain: number; cost: number }) {
  const [task] = (await group([{ name: 'f', ...subject }], clock)).tasks
  return task as BenchTask
}

const intervalOf = ({ latency }: BenchTask): Interval | null =>
  latency.state === 'told' ? latency.median.interval : null

describe('a function', () => {
  test('is not told whose calls took no longer than the loop, though most of its turns did', async () => {
    const { subjects, measuring } = await measured([{ name: 'f', duration: 20e-6 }])
    const { name, caller, turns, batch } = subjects[0]!
    const quick = { name, caller, turns, batch, mean: 0.1 * LOOP } as (typeof subjects)[number]
    const { latency } = figuresOf(quick, measuring.clock, measuring.loop)
    expect(latency).toMatchObject({ state: 'under', against: 'loop' })
  })

  test.each([5e-6, 20e-6, 1e-3, 0.05])(
    'of %d ms is told, the loop’s share within it',
    async (own) => {
      const task = await only({ duration: own + LOOP / 2 })
      const { low = 0, high = 0 } = intervalOf(task) ?? {}
      expect(low).toBeLessThan(own)
      expect(high).toBeGreaterThan(own)
      // not wider than the loop, the grain and the clock make it
      expect(high - low).toBeLessThan(2 * LOOP + 0.012 * own)
    },
  )

  test('that takes no longer than an empty loop has a limit and no figure', async () => {
    const { latency } = await only({ duration: LOOP })
    expect(latency).toMatchObject({ state: 'under', against: 'loop' })
    const limit = latency.state === 'under' ? latency.limit : 0
    expect(limit).toBeGreaterThanOrEqual(LOOP)
    expect(limit).toBeLessThan(1.1 * LOOP)
  })

  test('timed alone that takes no longer than a reading of the clock, too', async () => {
    const hooked = { fnOpts: { beforeEach: () => undefined } }
    const { latency } = await only({ duration: 10e-6, ...hooked })
    expect(latency).toMatchObject({ state: 'under', against: 'clock' })
    const slower = await only({ duration: 1e-3, ...hooked })
    const { low = 0, high = 0 } = intervalOf(slower) ?? {}
    expect([low < 1e-3, high > 1e-3]).toEqual([true, true])
  })

  test('that tells its duration is believed, ever so small', async () => {
    const { latency } = await only({ duration: 0.01, returns: { overriddenDuration: 1e-7 } })
    expect(latency).toMatchObject({
      state: 'told',
      median: { value: 1e-7 },
      mean: expect.closeTo(1e-7, 15) as number,
    })
  })
})

test('no interval has a width of zero or is narrower than the grain, though all samples agree', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 1e-5, max: 0.2, noNaN: true }),
      fc.constantFrom(1e-6, 1e-4, 1e-3),
      fc.boolean(),
      async (duration, grain, tells) => {
        const returns = tells ? { overriddenDuration: duration } : undefined
        const task = await only({ duration, returns }, { grain, cost: 40e-6 })
        const interval = intervalOf(task)
        if (interval === null) return
        const { low, high } = interval
        expect(high - low).toBeGreaterThanOrEqual((2 * grain * 0.99) / task.batch)
      },
    ),
    { numRuns: 30 },
  )
})

describe('functions side by side', () => {
  test('a tenth of twenty nanoseconds is told, with an interval above 1', async () => {
    const { tasks } = await group([
      { name: 'slow', duration: 22e-6 },
      { name: 'fast', duration: 20e-6 },
    ])
    const ratio = tasks[0]?.ratio
    expect(tasks[1]?.ratio).toBeNull()
    expect(ratio?.value).toBeCloseTo(1.1, 1)
    expect(ratio?.interval?.low).toBeGreaterThan(1.05)
    expect(ratio?.interval?.high).toBeLessThan(1.15)
  })

  test('what cannot be told is compared with nothing', async () => {
    const { tasks } = await group([
      { name: 'no-op', duration: LOOP },
      { name: 'fast', duration: 20e-6 },
      { name: 'slow', duration: 40e-6 },
    ])
    expect(tasks.map(({ ratio }) => ratio === null)).toEqual([true, true, false])
    expect(tasks[2]?.ratio?.value).toBeCloseTo(2, 1)
  })
})

describe('Vitest’s own figures', () => {
  test('are those of the samples, the loop taken off', async () => {
    const { subjects, measuring } = await measured([{ name: 'f', duration: 20e-6 }])
    const [result] = await resultsOf(subjects, measuring)
    const { latency, throughput, period, totalTime } = result!
    expect(result).toMatchObject({ name: 'f', state: 'completed', timestampProviderName: 'fake' })
    expect(latency.samples).toHaveLength(latency.samplesCount)
    for (const figure of [latency.mean, latency.p50, latency.p999, period])
      expect(figure / (20e-6 - LOOP / 2)).toBeCloseTo(1, 1)
    expect(throughput.mean * latency.mean).toBeCloseTo(1000, 0)
    expect(totalTime / (latency.mean * subjects[0]!.spent.calls)).toBeCloseTo(1, 9)
    expect(latency.min).toBeLessThanOrEqual(latency.p50)
    expect(latency.max).toBeGreaterThanOrEqual(latency.p999)
  })

  test('have the limit where nothing can be told, and so a finite rate', async () => {
    const { subjects, measuring } = await measured([{ name: 'f', duration: LOOP }])
    const [result] = await resultsOf(subjects, measuring)
    expect(result?.latency.mean).toBeGreaterThanOrEqual(LOOP)
    expect(result?.throughput.mean).toBeLessThanOrEqual(1000 / LOOP)
    expect(result?.throughput.mean).toBeGreaterThan(0)
  })

  test('carry no samples unless they are asked for', async () => {
    const { subjects, measuring } = await measured([{ name: 'f', duration: 1 }])
    const [result] = await resultsOf(subjects, { ...measuring, retain: false })
    expect(result?.latency.samples).toBeUndefined()
    expect(result?.latency.samplesCount).toBe(3)
  })
})

/** Calls are timed one by one where that is not felt. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { compareModes } from '../../src/compare/compare-modes.ts'
import { instrumentFor, readingCost } from '../../src/compare/instrument.ts'
import { kernel } from '../../src/kernel.ts'
import type { CompareOptions } from '../../src/options.ts'
import { fakeHost } from './fake-host.ts'
import { clock } from './kernels/slow.ts'
import { inRow, together } from './measurement.ts'

const slow = kernel<typeof import('./kernels/slow.ts').default>(
  new URL('./kernels/slow.ts', import.meta.url),
)

describe('noting the end of a call', () => {
  test('costs a little', () => {
    const cost = readingCost()
    expect(cost).toBeGreaterThan(0)
    // a clock that took longer than this could measure nothing here
    expect(cost).toBeLessThan(0.1)
  })

  test.each([
    ['up to 2 % of a call', 0.02, 'tasks'],
    ['more than 2 % of a call', 0.0201, 'chunks'],
  ])('%s: %s ms of 1 ms', (_, cost, times) => {
    for (const { trips } of [inRow([0.5, 1.5]), together([0.5, 1.5, 1], 'tasks')])
      expect(instrumentFor(cost, trips)).toEqual({ cost, times })
  })
})

describe('a comparison', () => {
  /** Only the kernel lets time pass. */
  beforeEach(() => {
    vi.spyOn(process.hrtime, 'bigint').mockImplementation(() => clock.moment)
  })
  afterEach(() => void vi.restoreAllMocks())

  const NANOSECOND = 1e-6

  async function compare(inputs: readonly number[], options: CompareOptions = {}) {
    const given = { modes: ['concurrent'], rounds: 2, ...options } as const
    const { comparison } = await compareModes(slow, inputs, given, fakeHost())
    return comparison
  }

  test('times long calls one by one', async () => {
    const { instrument, cases, tasks } = await compare([1000, 3000])
    expect(instrument).toEqual({ cost: expect.any(Number), times: 'tasks' })
    for (const { times } of cases) expect(times?.trip).toHaveLength(2)
    expect(tasks).toHaveLength(2)
  })

  test('times calls that are shorter than a look at the clock a chunk at a time', async () => {
    const inputs = Array.from({ length: 4 }, () => NANOSECOND)
    const { instrument, cases, tasks } = await compare(inputs)
    expect(instrument.times).toBe('chunks')
    for (const { times } of cases) expect(times).toBeNull()
    for (const { duration } of tasks) expect(duration).toBeCloseTo(NANOSECOND, 9)
  })

  test('times each one all the same where calls run in an order of their own', async () => {
    const inputs = [2, 3, 1].map((times) => times * NANOSECOND)
    const { instrument, cases } = await compare(inputs, { cost: Number })
    expect(instrument.times).toBe('tasks')
    for (const { times } of cases) expect(times?.trip).toHaveLength(3)
  })
})

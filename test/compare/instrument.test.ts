/** Calls are timed one by one where that is not felt. */
import { describe, expect, test } from 'vitest'
import { compareModes } from '../../src/compare/compare-modes.ts'
import { callTime, canWatch, instrumentFor, readingCost } from '../../src/compare/instrument.ts'
import type { CompareOptions } from '../../src/compare/compare-options.ts'
import { pause, square } from '../kernels/index.ts'
import { fakeHost } from './fake-host.ts'
import { inRow, together } from './measurement.ts'

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
      expect(instrumentFor(cost, callTime(trips))).toEqual({ cost, times })
  })
})

describe('a time limit for each call', () => {
  test.each([
    [0.1, true],
    [0.099, false],
  ])('of %s ms: %s', (call, watched) => {
    for (const { trips } of [inRow([call, call]), together([call, call], 'tasks')])
      expect(canWatch(callTime(trips))).toBe(watched)
  })
})

describe('a comparison', () => {
  async function compare(inputs: readonly number[], options: CompareOptions = {}) {
    const given = { modes: ['concurrent'], rounds: 2, ...options } as const
    const { comparison } = await compareModes(square, inputs, given, fakeHost())
    return comparison
  }

  // some nanoseconds each: a reading of the clock is more than all of it
  const numbers = Array.from({ length: 60_000 }, (_, index) => index)

  test('times calls that are shorter than a look at the clock a chunk at a time', async () => {
    const { instrument, cases, tasks } = await compare(numbers)
    expect(instrument).toEqual({ cost: expect.any(Number), times: 'chunks' })
    for (const { times } of cases) expect(times).toBeNull()
    expect(tasks).toHaveLength(numbers.length)
  })

  test('times each one all the same where calls run in an order of their own', async () => {
    const { instrument, cases } = await compare(numbers.slice(0, 3), { cost: Number })
    expect(instrument.times).toBe('tasks')
    for (const { times } of cases) expect(times?.trip).toHaveLength(3)
  })

  test('times long calls one by one', async () => {
    const given = { modes: ['concurrent'], rounds: 1 } as const
    const waiting = Array.from({ length: 2 }, () => 20)
    const { comparison } = await compareModes(pause, waiting, given, fakeHost())
    expect(comparison.instrument.times).toBe('tasks')
    for (const { times } of comparison.cases) expect(times?.trip).toHaveLength(2)
  })
})

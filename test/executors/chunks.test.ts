/** Sizes of chunks, from what was learned; and what a pool makes of them. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chunkSize, learn, mayQueue, UNKNOWN } from '../../src/executors/chunks.ts'
import type { Pace } from '../../src/executors/chunks.ts'
import { square } from '../kernels/index.ts'
import { findingOf, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const pace: fc.Arbitrary<Pace> = fc.record({
  task: fc.double({ min: 1e-5, max: 1e4, noNaN: true }),
  bytes: fc.double({ min: 0, max: 1e8, noNaN: true }),
  largest: fc.integer({ min: 1, max: 1e5 }),
})

const left = fc.integer({ min: 1, max: 1e6 })
const workers = fc.integer({ min: 1, max: 64 })

test('a chunk is never empty, and never more than there is', () => {
  fc.assert(
    fc.property(pace, left, workers, (known, tasks, count) => {
      const size = chunkSize(known, tasks, count)
      expect(size).toBeGreaterThanOrEqual(1)
      expect(size).toBeLessThanOrEqual(tasks)
      expect(chunkSize(UNKNOWN, tasks, count)).toBe(1)
    }),
  )
})

test('a chunk takes no longer than 50 ms, unless it is one task', () => {
  fc.assert(
    fc.property(pace, fc.option(left), workers, (known, tasks, count) => {
      const size = chunkSize(known, tasks, count)
      expect(size === 1 ? 0 : size * known.task!).toBeLessThanOrEqual(50 + 1e-9)
    }),
  )
})

test('chunks are used up, and the last ones are short: all workers end together', () => {
  fc.assert(
    fc.property(left, fc.integer({ min: 1, max: 8 }), (tasks, count) => {
      const known: Pace = { task: 0.01, bytes: 10, largest: 1e6 }
      let rest = tasks
      let last = 0
      let trips = 0
      while (rest > 0) {
        last = chunkSize(known, rest, count)
        rest -= last
        trips += 1
      }
      // two milliseconds' worth of tasks
      expect(last).toBeLessThanOrEqual(200)
      expect(trips).toBeLessThan(tasks / 200 + 200)
    }),
  )
})

test('long tasks travel alone, and wait behind no other', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 50, max: 1e5, noNaN: true }),
      left,
      workers,
      (task, tasks, count) => {
        const known = { task, bytes: 0, largest: 8 }
        expect(chunkSize(known, tasks, count)).toBe(1)
        expect(mayQueue(known, tasks, count)).toBe(false)
      },
    ),
  )
})

test('a few cold calls do not decide for many warm ones', () => {
  const cold = learn(UNKNOWN, 1, 30, 100)
  expect(chunkSize(cold, 1e5, 2)).toBe(1)
  const warmer = learn(
    learn(learn(learn(cold, 1, 0.01, 100), 1, 0.01, 100), 1, 0.01, 100),
    1,
    0.01,
    100,
  )
  const warm = learn(warmer, chunkSize(warmer, 1e5, 2), 0.05, 800)
  expect(chunkSize(warm, 1e5, 2)).toBeGreaterThan(8)
})

test.for(POOLS)('%s: a size that was asked for is kept', async (mode) => {
  const numbers = Array.from({ length: 25 }, (_, index) => index)
  const { trips, results } = await shared(mode).run(square, numbers, { chunk: 10 })
  expect(trips.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([5, 10, 10])
  expect(results).toEqual(numbers.map((number) => number * number))
})

test.for(POOLS)('%s: many tiny tasks make few trips', async (mode) => {
  const numbers = Array.from({ length: 50_000 }, (_, index) => index)
  await shared(mode).map(square, numbers)
  const { trips } = await shared(mode).run(square, numbers, { times: 'chunks' })
  expect(trips.length).toBeLessThan(500)
})

test.for(POOLS)('%s refuses chunks of no task', async (mode) => {
  for (const chunk of [0, -1, 1.5, Number.NaN]) {
    const finding = await findingOf('option-invalid', shared(mode).map(square, [1], { chunk }))
    expect(finding.option).toBe('chunk')
  }
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestSpeedup, eventLoopBound, lowerBound } from '../../src/explain/bound.ts'

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Whole durations: their sums are exact, whatever the order of adding. */
const durations = (maxLength: number) => fc.array(fc.nat(1000), { minLength: 1, maxLength })
const workers = fc.integer({ min: 1, max: 5 })

/** What a pool does: each task, in its order, goes to the worker that is free first. */
function listSchedule(tasks: readonly number[], count: number): number {
  const ends = Array.from({ length: count }, () => 0)
  for (const task of tasks) {
    const first = ends.indexOf(Math.min(...ends))
    ends[first] = (ends[first] ?? 0) + task
  }
  return Math.max(...ends)
}

/** The best of all ways to give the tasks to the workers. */
function optimum(tasks: readonly number[], ends: readonly number[]): number {
  const [task, ...others] = tasks
  if (task === undefined) return Math.max(...ends)
  const ways = ends.map((_, worker) => {
    return optimum(
      others,
      ends.map((end, at) => (at === worker ? end + task : end)),
    )
  })
  return Math.min(...ways)
}

describe('the lower bound', () => {
  test('is beaten by no order in which a pool could take the tasks', () => {
    const tasks = durations(12).chain((list) =>
      fc.shuffledSubarray(list, { minLength: list.length }),
    )
    fc.assert(
      fc.property(tasks, workers, (list, count) => {
        expect(lowerBound(list, count)).toBeLessThanOrEqual(listSchedule(list, count))
      }),
    )
  })

  test('is beaten by no assignment at all', () => {
    const few = fc.integer({ min: 1, max: 3 })
    fc.assert(
      fc.property(durations(6), few, (list, count) => {
        const best = optimum(
          list,
          Array.from({ length: count }, () => 0),
        )
        expect(lowerBound(list, count)).toBeLessThanOrEqual(best)
        expect(lowerBound(list, 1)).toBe(sum(list))
      }),
    )
  })

  test('is not below the longest task, an even share, or two tasks that must share a worker', () => {
    fc.assert(
      fc.property(durations(12), workers, (list, count) => {
        const bound = lowerBound(list, count)
        expect(bound).toBeGreaterThanOrEqual(Math.max(...list))
        expect(bound).toBeGreaterThanOrEqual(sum(list) / count)
        const sorted = list.toSorted((one, other) => other - one)
        const [longer = 0, shorter = 0] = sorted.slice(count - 1)
        const shared = list.length > count ? longer + shorter : 0
        expect(bound).toBeGreaterThanOrEqual(shared)
      }),
    )
  })

  test('does not depend on the order, and never rises with more workers', () => {
    fc.assert(
      fc.property(durations(12), workers, (list, count) => {
        expect(lowerBound(list.toReversed(), count)).toBe(lowerBound(list, count))
        expect(lowerBound(list, count + 1)).toBeLessThanOrEqual(lowerBound(list, count))
      }),
    )
  })

  test.each([
    ['the document’s tasks: the longest', [3.8, 22, 0.09], 2, 22],
    ['equal tasks: an even share', [1, 1, 1, 1, 1, 1], 2, 3],
    ['three on two: two share a worker', [5, 5, 5], 2, 10],
    ['one worker: the sum', [3, 4, 5], 1, 12],
    ['more workers than tasks: the longest', [3, 4], 8, 4],
    ['one task', [7], 2, 7],
    ['none', [], 2, 0],
  ])('%s', (_, list, count, expected) => {
    expect(lowerBound(list, count)).toBeCloseTo(expected, 10)
  })
})

describe('the best speedup', () => {
  test('of the document’s tasks on two workers is 1.18, not 2', () => {
    const tasks = [3.8, 22, 0.09]
    expect(bestSpeedup(tasks, lowerBound(tasks, 2))).toBeCloseTo(25.89 / 22, 10)
  })

  test('is from 1 to the number of workers', () => {
    fc.assert(
      fc.property(durations(12), workers, (list, count) => {
        const best = bestSpeedup(list, lowerBound(list, count))
        expect(best).toBeGreaterThanOrEqual(1)
        expect(best).toBeLessThanOrEqual(count)
      }),
    )
  })

  test('of no work is 1', () => {
    expect(bestSpeedup([0, 0], lowerBound([0, 0], 2))).toBe(1)
  })
})

describe('on one event loop', () => {
  test('tasks that compute all the time gain nothing', () => {
    expect(bestSpeedup([3, 4], eventLoopBound([3, 4], [3, 4]))).toBe(1)
  })

  test('tasks that only wait all end with the longest', () => {
    expect(eventLoopBound([20, 30, 25], [0, 0, 0])).toBe(30)
  })

  test('the computing parts add up', () => {
    expect(eventLoopBound([20, 20, 20], [8, 8, 8])).toBe(24)
  })
})

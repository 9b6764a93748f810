import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestSpeedup, eventLoopBound, lowerBound } from '../../src/explain/bound.ts'
import { listSchedule, longestFirst, splitLongest } from '../../src/explain/schedule.ts'
import { durations, workers } from './arbitrary.ts'

const ROUNDING = 1 + 1e-9

/** The best of all assignments of tasks to workers: W^n of them, so for small cases only. */
function optimum(tasks: readonly number[], count: number): number {
  const place = (index: number, loads: readonly number[]): number => {
    const task = tasks[index]
    if (task === undefined) return Math.max(...loads)
    return Math.min(...loads.map((load, at) => place(index + 1, loads.with(at, load + task))))
  }
  return place(
    0,
    Array.from({ length: count }, () => 0),
  )
}

const few = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 })
const small = fc.integer({ min: 1, max: 3 })

describe('the bound', () => {
  test('no schedule is shorter', () => {
    fc.assert(
      fc.property(few, small, (tasks, count) => {
        expect(lowerBound(tasks, count)).toBeLessThanOrEqual(optimum(tasks, count) * ROUNDING)
      }),
    )
  })

  test('lies between one worker and perfect sharing', () => {
    fc.assert(
      fc.property(durations, workers, (tasks, count) => {
        const best = bestSpeedup(tasks, lowerBound(tasks, count))
        expect(best).toBeGreaterThanOrEqual(1 / ROUNDING)
        expect(best).toBeLessThanOrEqual(Math.min(count, tasks.length) * ROUNDING)
      }),
    )
  })

  test("the document's inputs on two workers and on ten", () => {
    const tasks = [3610, 21_240, 92]
    expect(bestSpeedup(tasks, lowerBound(tasks, 2))).toBeCloseTo(1.1743, 4)
    expect(bestSpeedup(tasks, lowerBound(tasks, 10))).toBeCloseTo(1.1743, 4)
  })

  test('of an event loop: waiting overlaps, computing does not', () => {
    expect(eventLoopBound([20, 20, 20], [1, 1, 1])).toBe(20)
    expect(eventLoopBound([20, 20, 20], [20, 20, 20])).toBe(60)
    expect(bestSpeedup([], 0)).toBe(1)
  })
})

describe('list schedules', () => {
  test('any order is between the bound and 2 - 1/W times the optimum', () => {
    fc.assert(
      fc.property(few, small, (tasks, count) => {
        const found = listSchedule(tasks, count)
        expect(found).toBeGreaterThanOrEqual(lowerBound(tasks, count) / ROUNDING)
        expect(found).toBeLessThanOrEqual((2 - 1 / count) * optimum(tasks, count) * ROUNDING)
      }),
    )
  })

  test('the same against the bound itself, for longer lists', () => {
    fc.assert(
      fc.property(durations, workers, (tasks, count) => {
        const bound = lowerBound(tasks, count)
        const found = listSchedule(tasks, count)
        expect(found).toBeGreaterThanOrEqual(bound / ROUNDING)
        expect(found).toBeLessThanOrEqual((2 - 1 / count) * bound * ROUNDING)
      }),
    )
  })

  test('longest first is within 4/3 - 1/(3W) of the optimum', () => {
    fc.assert(
      fc.property(few, small, (tasks, count) => {
        const limit = (4 / 3 - 1 / (3 * count)) * optimum(tasks, count)
        expect(longestFirst(tasks, count)).toBeLessThanOrEqual(limit * ROUNDING)
      }),
    )
  })
})

describe('splitting the longest task', () => {
  test('into one piece changes nothing, into more never lengthens', () => {
    fc.assert(
      fc.property(durations, workers, (tasks, count) => {
        const bound = lowerBound(tasks, count)
        const [whole, ...split] = splitLongest(tasks, count, [1, 2, 3, 4, 8])
        expect(whole?.least).toBe(bound)
        for (const { least } of split) expect(least).toBeLessThanOrEqual(bound * ROUNDING)
      }),
    )
  })

  test("the document's longest in four pieces divides evenly", () => {
    const [four] = splitLongest([3610, 21_240, 92], 2, [4])
    expect(four?.least).toBe((3610 + 21_240 + 92) / 2)
  })
})

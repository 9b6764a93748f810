import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakdown } from '../../src/explain/breakdown.ts'
import { round } from './arbitrary.ts'
import { schedule } from './schedules.ts'

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** How far two figures are apart; the parts are differences, so rounding grows with the largest. */
const apart = (one: number, other: number, scale: number): number =>
  Math.abs(one - other) / Math.max(1, scale)

describe('the breakdown', () => {
  test('its parts add up to the gap between the makespan and perfect sharing', () => {
    fc.assert(
      fc.property(round, ({ pool, serial, workers, makespan }) => {
        const found = breakdown(pool, serial, workers, makespan)
        const gap = found.makespan - found.ideal
        const parts = total(Object.values(found.parts))
        expect(apart(parts, gap, makespan + found.ideal)).toBeLessThan(1e-9)
      }),
    )
  })

  test("a lane's parts add up to the makespan, and all tasks have a lane", () => {
    fc.assert(
      fc.property(round, ({ pool, serial, workers, makespan }) => {
        const { lanes } = breakdown(pool, serial, workers, makespan)
        expect(lanes).toHaveLength(workers)
        expect(total(lanes.map(({ tasks }) => tasks))).toBe(pool.length)
        for (const { startup, serialising, waiting, working, idle } of lanes) {
          const sum = startup + serialising + waiting + working + idle
          expect(apart(sum, makespan, makespan)).toBeLessThan(1e-9)
        }
      }),
    )
  })

  test('a perfect pool lost nothing', () => {
    const serial = schedule([5, 5, 5, 5], 1, {})
    const { parts } = breakdown(schedule([5, 5, 5, 5], 2, {}), serial, 2, 10)
    expect(Object.values(parts)).toEqual([0, 0, 0, 0, 0, 0, 0])
  })

  test('each loss has its part', () => {
    const serial = schedule([6, 2], 1, {})
    const way = { gap: 1, encode: 0.5, message: 0.25, load: 2, decode: 0.125 }
    const pool = schedule([8, 3], 2, way)
    const alone = serial.map((each) => Object.assign(each, { cpu: 1, wait: 0 }))
    for (const each of pool) Object.assign(each, { cpu: 1 + each.index, wait: 0.5 })
    const makespan = Math.max(...pool.map(({ done }) => done))
    expect(breakdown(pool, alone, 2, makespan).parts).toEqual({
      startup: 2,
      serialisation: 1.25,
      queueing: 1.5,
      imbalance: 2.5,
      inflation: 0.5,
      contention: 0.5,
      residual: 0.5,
    })
  })

  test('a lane without a task is idle from the beginning to the end', () => {
    const { lanes } = breakdown(schedule([4], 2, {}), schedule([4], 1, {}), 2, 4)
    expect(lanes[1]).toMatchObject({ worker: null, tasks: 0, idle: 4 })
  })
})

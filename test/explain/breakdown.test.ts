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

  test("a lane's parts add up to the makespan, none is negative, and all tasks have a lane", () => {
    fc.assert(
      fc.property(round, ({ pool, serial, tasks, workers, makespan }) => {
        const { lanes } = breakdown(pool, serial, workers, makespan)
        expect(lanes).toHaveLength(workers)
        expect(total(lanes.map((lane) => lane.tasks))).toBe(tasks)
        for (const { startup, serialising, waiting, working, idle } of lanes) {
          const parts = [startup, serialising, waiting, working, idle]
          expect(apart(total(parts), makespan, makespan)).toBeLessThan(1e-9)
          for (const part of parts) expect(part).toBeGreaterThan(-1e-9 * Math.max(1, makespan))
        }
      }),
    )
  })

  test('does not depend on the order in which the chunks came back', () => {
    fc.assert(
      fc.property(round, ({ pool, timed, serial, workers, makespan }) => {
        const { lanes } = breakdown(pool, serial, workers, makespan)
        expect(lanes).toEqual(breakdown(timed.trips, serial, workers, makespan).lanes)
      }),
    )
  })

  test('a perfect pool lost nothing', () => {
    const serial = schedule([5, 5, 5, 5], 1, {}, { sizes: [4] }).trips
    for (const sizes of [[1], [2]]) {
      const { trips } = schedule([5, 5, 5, 5], 2, {}, { sizes })
      const { parts } = breakdown(trips, serial, 2, 10)
      expect(Object.values(parts)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    }
  })

  test('each loss has its part', () => {
    const serial = schedule([6, 2], 1, {}).trips
    const way = { gap: 1, encode: 0.5, message: 0.25, load: 2, decode: 0.125 }
    const pool = schedule([8, 3], 2, way).trips
    for (const each of serial) Object.assign(each, { user: 1, wait: 0 })
    for (const each of pool) Object.assign(each, { user: 1, system: each.first, wait: 0.5 })
    const makespan = Math.max(...pool.map(({ done }) => done))
    expect(breakdown(pool, serial, 2, makespan).parts).toEqual({
      startup: 2,
      serialisation: 1.25,
      queueing: 1.5,
      imbalance: 2.5,
      inflation: 0.5,
      system: 0,
      contention: 0.5,
      residual: 0.5,
    })
  })

  test('the system is told apart where there is enough CPU time to tell it by', () => {
    const partsOf = (unit: number) => {
      const serial = schedule([6 * unit, 2 * unit], 1, {}).trips
      const pool = schedule([8 * unit, 3 * unit], 2, {}).trips
      for (const each of serial) Object.assign(each, { user: unit, system: unit, wait: 0 })
      for (const each of pool) Object.assign(each, { user: 1.5 * unit, system: 2 * unit, wait: 0 })
      return breakdown(pool, serial, 2, 8 * unit).parts
    }
    expect(partsOf(100)).toMatchObject({ inflation: 50, system: 100, residual: 0 })
    expect(partsOf(10)).toMatchObject({ inflation: 15, system: 0, residual: 0 })
  })

  test('what is done while a lane still works on the chunk before costs it nothing', () => {
    const runs = [4, 4, 4, 4]
    const way = { encode: 0.5, message: 0.25, decode: 0.125, packing: 0.25 }
    const serial = schedule(runs, 1, {}).trips
    const lost = (ahead: boolean) => {
      const { trips } = schedule(runs, 1, way, { sizes: [2], ahead })
      const makespan = trips.at(-1)?.done ?? 0
      return breakdown(trips, serial, 1, makespan).parts
    }
    // a chunk: packed 1, sent 0.25, unpacked 0.25, results packed 0.5 and 1, back 0.25, unpacked 0.25
    expect(lost(false)).toMatchObject({ serialisation: 6, queueing: 1, residual: 0 })
    // once there and once back, and packing and unpacking in the worker
    expect(lost(true)).toMatchObject({ serialisation: 4.75, queueing: 0.5, residual: 0 })
  })

  test('a lane without a task is idle from the beginning to the end', () => {
    const { lanes } = breakdown(schedule([4], 2, {}).trips, schedule([4], 1, {}).trips, 2, 4)
    expect(lanes[1]).toMatchObject({ worker: null, tasks: 0, idle: 4 })
  })
})

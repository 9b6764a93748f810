import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cpuOf, cpuShare, tripsByLane, taskRuns, workingOf } from '../../src/explain/runs.ts'
import { round } from './arbitrary.ts'
import { schedule } from './schedules.ts'

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/** A round with the times of its tasks, or only those of its trips. */
const recorded = fc.tuple(round, fc.boolean()).map(([{ timed, tasks }, told]) => {
  return { trips: timed.trips, times: told ? timed.times : null, tasks }
})

describe('the tasks of a run', () => {
  test('are one for each input, in the order of the inputs, within their trips', () => {
    fc.assert(
      fc.property(recorded, ({ tasks, ...run }) => {
        const runs = taskRuns(run)
        expect(runs.map(({ index }) => index)).toEqual(Array.from({ length: tasks }, (_, at) => at))
        for (const { index, trip, started, ended } of runs) {
          expect(index).toBeGreaterThanOrEqual(trip.first)
          expect(index).toBeLessThan(trip.first + trip.count)
          expect(started).toBeGreaterThan(trip.started - 1e-6)
          expect(ended).toBeGreaterThan(started)
          expect(ended).toBeLessThan(trip.ended + 1e-6)
        }
      }),
    )
  })

  test('took together what their trips spent in the kernel, and used its CPU time', () => {
    fc.assert(
      fc.property(recorded, (run) => {
        for (const [trip, runs] of Map.groupBy(taskRuns(run), (each) => each.trip)) {
          const took = total(runs.map(({ started, ended }) => ended - started))
          expect(took).toBeCloseTo(workingOf(trip), 6)
          const used = runs.map(cpuShare)
          const cpu = cpuOf(trip)
          expect(used.filter((own) => own === null)).toHaveLength(cpu === null ? runs.length : 0)
          expect(total(used.map((own) => own ?? 0))).toBeCloseTo(cpu ?? 0, 6)
        }
      }),
    )
  })

  test('share a trip evenly, and as it comes back, where only trips were timed', () => {
    const { trips } = schedule([3, 5, 4], 1, { packing: 1 }, { sizes: [2] })
    const runs = taskRuns({ trips: trips.toReversed(), times: null })
    expect(runs.map(({ started, ended }) => [started, ended])).toEqual([
      [0, 4],
      [4, 8],
      [10, 14],
    ])
  })

  test('are where their times say, in whatever order they ran', () => {
    const trip = { ...schedule([9], 1, {}).trips[0]!, first: 2, count: 3 }
    const times = { trip: [0, 0, 0], started: [4, 7, 0], ended: [7, 9, 4] }
    const runs = taskRuns({ trips: [trip], times })
    expect(runs.map(({ index, started, ended }) => [index, started, ended])).toEqual([
      [0, 4, 7],
      [1, 7, 9],
      [2, 0, 4],
    ])
  })
})

test('a lane has its trips in the order in which they ran', () => {
  fc.assert(
    fc.property(round, ({ pool }) => {
      const lanes = tripsByLane(pool)
      expect([...lanes.values()].flat()).toHaveLength(pool.length)
      for (const [lane, trips] of lanes) {
        expect(new Set(trips.map((trip) => trip.lane))).toEqual(new Set([lane]))
        for (const [place, trip] of trips.slice(1).entries())
          expect(trip.received).toBeGreaterThanOrEqual(trips[place]?.replied ?? 0)
      }
    }),
  )
})

/** What a timeline shows of tasks that travel in chunks. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lanesOf } from '../../src/charts/timeline/bars.ts'
import type { Bar, Lane } from '../../src/charts/timeline/bars.ts'
import type { CaseResult, Trip } from '../../src/model.ts'
import { round } from '../explain/arbitrary.ts'
import { schedule } from '../explain/schedules.ts'

function lanesFor({ trips, times }: Pick<CaseResult, 'trips' | 'times'>, workers: number): Lane[] {
  const parts = { mode: 'threads', workers, trips, times } as CaseResult
  return lanesOf(parts, new Map())
}

/** Trips in the order in which they came back, with the times of the tasks or without. */
const recorded = fc.tuple(round, fc.boolean()).map(([{ pool, timed, tasks, workers }, told]) => ({
  lanes: told ? lanesFor(timed, workers) : lanesFor({ trips: pool, times: null }, workers),
  trips: timed.trips,
  tasks,
}))

const isRun = ({ kind }: Bar): boolean => kind === 'run'

test('no more runs than tasks, each within a trip', () => {
  fc.assert(
    fc.property(recorded, ({ lanes, trips, tasks }) => {
      const runs = lanes.flatMap(({ bars }) => bars.filter(isRun))
      expect(runs.length).toBeLessThanOrEqual(tasks)
      for (const { from, to } of runs) {
        expect(
          trips.some(({ started, ended }) => started <= from + 1e-6 && to <= ended + 1e-6),
        ).toBe(true)
      }
    }),
  )
})

test('bars follow each other on their lane', () => {
  fc.assert(
    fc.property(recorded, ({ lanes }) => {
      for (const { bars } of lanes) {
        for (const [index, { from }] of bars.slice(1).entries()) {
          expect(from).toBeGreaterThanOrEqual((bars[index]?.to ?? 0) - 1e-6)
        }
      }
    }),
  )
})

const kinds = (lane: Lane | undefined): [string, number, number][] =>
  (lane?.bars ?? []).map(({ kind, from, to }) => [kind, from, to])

test('of a chunk: there, its tasks, and back', () => {
  const way = { encode: 0.5, message: 1, load: 2, decode: 0.25 }
  const [lane] = lanesFor(schedule([4, 4], 1, way, { sizes: [2] }), 1)
  expect(kinds(lane)).toEqual([
    ['serialise', 0, 1],
    ['message', 1, 2],
    ['startup', 2, 4],
    ['deserialise', 4, 4.5],
    ['run', 4.5, 8.5],
    ['run', 8.5, 12.5],
    ['serialise', 12.5, 13.5],
    ['message', 13.5, 14.5],
    ['deserialise', 14.5, 15],
  ])
})

test('a lane of a mode that chooses says where its tasks ran', () => {
  const way = { encode: 0.5, message: 1 }
  const there = schedule([4, 4], 1, way).trips
  const [first, second] = there as [Trip, Trip]
  const thread = { pid: 7, threadId: 3 }
  const trips = [
    { ...first, sent: 0, received: 0 },
    { ...second, worker: thread },
  ]
  const lanes = (mode: CaseResult['mode']): Lane[] =>
    lanesOf({ mode, workers: 1, trips, times: null } as CaseResult, new Map())
  expect(lanes('auto').map(({ name }) => name)).toEqual(['main, thread 3'])
  expect(lanes('serial').map(({ name }) => name)).toEqual(['main'])
})

test('a chunk sent ahead begins where the lane is done with the one before', () => {
  const way = { encode: 0.5, message: 1, decode: 0.25 }
  const [lane] = lanesFor(schedule([4, 4], 1, way, { ahead: true }), 1)
  // packed again after 5.75; the lane goes on at 6.25
  const second = kinds(lane).filter(([, from]) => from >= 5.75)
  expect(second.slice(0, 3)).toEqual([
    ['serialise', 5.75, 6.25],
    ['deserialise', 6.25, 6.5],
    ['run', 6.5, 10.5],
  ])
})

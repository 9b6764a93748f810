/** What a timeline shows of tasks that travel in chunks. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { livesOf } from '../../src/charts/timeline/life.ts'
import { phasesOf } from '../../src/charts/timeline/phases.ts'
import { round } from '../explain/arbitrary.ts'
import { schedule } from '../explain/schedules.ts'

const MOMENTS = [
  'dispatched',
  'sent',
  'received',
  'loaded',
  'started',
  'ended',
  'replied',
  'done',
] as const

/** Trips in the order in which they came back, with the times of the tasks or without. */
const recorded = fc.tuple(round, fc.boolean()).map(([{ pool, timed, tasks }, told]) => {
  return told
    ? { trips: timed.trips, times: timed.times, tasks }
    : { trips: pool, times: null, tasks }
})

describe('the life of a task', () => {
  test('is one for each input, and its moments follow each other', () => {
    fc.assert(
      fc.property(recorded, ({ tasks, ...run }) => {
        const lives = livesOf(run)
        expect(lives.map(({ index }) => index)).toEqual(
          Array.from({ length: tasks }, (_, at) => at),
        )
        for (const life of lives) {
          const moments = MOMENTS.map((moment) => life[moment])
          expect(moments).toEqual(moments.toSorted((one, other) => one - other))
          expect(life.decode).toBeGreaterThanOrEqual(0)
          expect(life.decode).toBeLessThanOrEqual(life.done - life.replied + 1e-6)
        }
      }),
    )
  })

  test('overlaps with none other on its lane', () => {
    fc.assert(
      fc.property(recorded, (run) => {
        for (const lives of Map.groupBy(livesOf(run), ({ lane }) => lane).values()) {
          const inOrder = lives.toSorted((one, other) => one.started - other.started)
          for (const [place, life] of inOrder.slice(1).entries())
            expect(life.dispatched).toBeGreaterThan((inOrder[place]?.done ?? 0) - 1e-6)
        }
      }),
    )
  })

  test('is made of phases that add up to it, one of them the time in the kernel', () => {
    fc.assert(
      fc.property(recorded, (run) => {
        for (const life of livesOf(run)) {
          const phases = phasesOf(life)
          const ran = phases.filter(({ kind }) => kind === 'run')
          expect(ran).toEqual([{ kind: 'run', from: life.started, to: life.ended }])
          const sum = phases.reduce((all, { from, to }) => all + to - from, 0)
          expect(sum).toBeCloseTo(life.done - life.dispatched, 6)
        }
      }),
    )
  })

  test('of a chunk: the way there is its first task’s, the way back its last one’s', () => {
    const way = { encode: 0.5, message: 1, load: 2, decode: 0.25 }
    const lives = livesOf(schedule([4, 4, 4], 1, way, { sizes: [3] }))
    expect(lives.map((life) => MOMENTS.map((moment) => life[moment]))).toEqual([
      [0, 1.5, 2.5, 4.5, 5.25, 9.25, 9.25, 9.25],
      [9.25, 9.25, 9.25, 9.25, 9.25, 13.25, 13.25, 13.25],
      [13.25, 13.25, 13.25, 13.25, 13.25, 17.25, 18.75, 20.5],
    ])
    expect(lives.map(({ decode }) => decode)).toEqual([0, 0, 0.75])
  })

  test('of a chunk sent ahead begins where the lane is done with the one before', () => {
    const way = { encode: 0.5, message: 1, decode: 0.25 }
    const [first, second] = livesOf(schedule([4, 4], 1, way, { ahead: true }))
    // packed again after 5.75, back 1, unpacked 0.25; the lane goes on at 6.25
    expect(first).toMatchObject({ ended: 5.75, replied: 6.25, done: 6.25, decode: 0 })
    expect(second).toMatchObject({ dispatched: 6.25, received: 6.25, started: 6.5, done: 12.25 })
  })

  test('of tasks that take no time, and so all begin at once, has one way there and back', () => {
    const way = { message: 1, decode: 0.5 }
    const run = schedule([0, 0, 0], 1, way, { sizes: [3] })
    for (const times of [run.times, null]) {
      const lives = livesOf({ ...run, times })
      expect(lives.filter(({ dispatched, started }) => dispatched < started)).toHaveLength(1)
      expect(lives.filter(({ ended, done }) => ended < done)).toHaveLength(1)
    }
  })
})

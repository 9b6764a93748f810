/** Generated rounds: durations, workers, ways, chunks, and what the pool made of them. */
import * as fc from 'fast-check'
import type { Trip } from '../../src/model.ts'
import { schedule, type Chunks, type Schedule, type Way } from './schedules.ts'

const time = fc.double({ min: 0, max: 50, noNaN: true })

const way: fc.Arbitrary<Way> = fc.record({
  gap: time,
  encode: time,
  message: time,
  load: time,
  decode: time,
  packing: time,
  lag: time,
  bytes: fc.nat(1e7),
})

export const durations = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
  minLength: 1,
  maxLength: 12,
})

export const workers = fc.integer({ min: 1, max: 6 })

export const chunks: fc.Arbitrary<Required<Chunks>> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
  ahead: fc.boolean(),
})

/** How a task differs inside the pool: times as long, and what the clocks tell of its chunk. */
const change = fc.record({
  growth: fc.double({ min: 0.5, max: 3, noNaN: true }),
  user: fc.option(time, { nil: null }),
  system: time,
  wait: fc.option(time, { nil: null }),
})

export interface Round {
  serial: Trip[]
  /** In any order, as they come back. */
  pool: Trip[]
  /** The pool's trips in the order of the inputs, with the time of each task. */
  timed: Schedule
  tasks: number
  workers: number
  makespan: number
}

/** A round in which every task took another time in the pool than alone. */
export const round: fc.Arbitrary<Round> = fc
  .record({
    durations,
    workers,
    way,
    chunks,
    // alone, all tasks of a stretch are one trip
    stretch: fc.integer({ min: 1, max: 12 }),
    changes: fc.array(change, { minLength: 12, maxLength: 12 }),
  })
  .chain(({ changes, stretch, ...drawn }) => {
    const runs = drawn.durations.map((each, index) => each * (changes[index]?.growth ?? 1))
    const timed = schedule(runs, drawn.workers, drawn.way, drawn.chunks)
    for (const [index, trip] of timed.trips.entries()) {
      const { user = null, system = 0, wait = null } = changes[index] ?? {}
      Object.assign(trip, { user, system: user === null ? null : system, wait })
    }
    const last = Math.max(...timed.trips.map(({ done }) => done))
    return fc.record({
      serial: fc.constant(schedule(drawn.durations, 1, {}, { sizes: [stretch] }).trips),
      pool: fc.shuffledSubarray(timed.trips, { minLength: timed.trips.length }),
      timed: fc.constant(timed),
      tasks: fc.constant(runs.length),
      workers: fc.constant(drawn.workers),
      makespan: time.map((more) => last + more),
    })
  })

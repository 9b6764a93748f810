/** Generated rounds: durations, workers, ways, and what the pool made of them. */
import * as fc from 'fast-check'
import type { Trace } from '../../src/model.ts'
import { schedule, type Way } from './schedules.ts'

const time = fc.double({ min: 0, max: 50, noNaN: true })

const way: fc.Arbitrary<Way> = fc.record({
  gap: time,
  encode: time,
  message: time,
  load: time,
  decode: time,
  bytes: fc.nat(1e7),
})

export const durations = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
  minLength: 1,
  maxLength: 12,
})

export const workers = fc.integer({ min: 1, max: 6 })

/** How a task differs inside the pool: times as long, and what the clocks tell of it. */
const change = fc.record({
  growth: fc.double({ min: 0.5, max: 3, noNaN: true }),
  cpu: fc.option(time, { nil: null }),
  wait: fc.option(time, { nil: null }),
})

export interface Round {
  serial: Trace[]
  pool: Trace[]
  workers: number
  makespan: number
}

/** A round in which every task took another time in the pool than alone. */
export const round: fc.Arbitrary<Round> = fc
  .record({ durations, workers, way, changes: fc.array(change, { minLength: 12, maxLength: 12 }) })
  .chain(({ changes, ...drawn }) => {
    const runs = drawn.durations.map((each, index) => each * (changes[index]?.growth ?? 1))
    const pool = schedule(runs, drawn.workers, drawn.way).map((trace, index) => {
      const { cpu = null, wait = null } = changes[index] ?? {}
      return Object.assign(trace, { cpu, wait })
    })
    const last = Math.max(...pool.map(({ done }) => done))
    return fc.record({
      serial: fc.constant(schedule(drawn.durations, 1, {})),
      pool: fc.shuffledSubarray(pool, { minLength: pool.length }),
      workers: fc.constant(drawn.workers),
      makespan: time.map((more) => last + more),
    })
  })

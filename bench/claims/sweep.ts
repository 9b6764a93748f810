/** Claim 5: what payloads cost on their way to a worker and back. */
import { concurrent, kernel, processes, serial, threads } from 'lanemark'
import type { Executor, FixedMode, PayloadPoint, Run } from 'lanemark'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import type { echo } from '../kernels/echo.ts'
import { PAYLOADS } from './payloads.ts'
import type { Payload } from './payloads.ts'

export interface SweepSettings {
  /** Bytes, from small to large. */
  sizes: readonly number[]
  /** Ms for all repetitions of one payload and size, */
  budget: number
  /** and so many times as much for the sizes on which a verdict rests. */
  closely: { sizes: readonly number[]; times: number }
}

export interface Sweep {
  points: PayloadPoint[]
  /** What was left out for the time it would have taken. */
  skipped: string[]
}

const MOST = 300
/** Repetitions that a slow point gets where its budget is not enough: the least for an interval. */
const LEAST = 6
/** From this time on, ms, a trip is repeated only as often as the budget allows, and the first counts. */
const SLOW = 600
/** No trip that is likely to take longer than this, ms, is begun. */
const TOO_SLOW = 10_000

const reflect = kernel<typeof echo>(new URL('../kernels/echo.ts', import.meta.url), 'echo')

export async function sweep({ sizes, budget, closely }: SweepSettings): Promise<Sweep> {
  await using stack = new AsyncDisposableStack()
  const executors: Record<FixedMode, Executor> = {
    serial: stack.use(serial()),
    concurrent: stack.use(concurrent()),
    threads: stack.use(threads({ workers: 1 })),
    processes: stack.use(processes({ workers: 1 })),
  }
  const found: Sweep = { points: [], skipped: [] }
  const budgetFor = (size: number): number =>
    closely.sizes.includes(size) ? budget * closely.times : budget
  for (const payload of PAYLOADS) {
    for (const size of sizes) {
      const on = payload.modes.map((mode) => executors[mode])
      const slowest = Math.max(0, ...lastTrips(found.points, payload, size))
      if (slowest > TOO_SLOW) found.skipped.push(`${payload.name} of ${size} bytes`)
      else found.points.push(...(await point(payload, size, on, budgetFor(size))))
    }
  }
  return found
}

/** How long the payload's trips of the size before suggest that this one takes. */
function lastTrips(points: readonly PayloadPoint[], { name }: Payload, size: number): number[] {
  const before = points.filter(({ payload }) => payload === name)
  const largest = Math.max(...before.map((one) => one.size))
  return before
    .filter((one) => one.size === largest)
    .map(({ roundTrip }) => (roundTrip.value * size) / largest)
}

/** One payload and size in all its modes, which take turns. */
async function point(
  payload: Payload,
  wanted: number,
  executors: readonly Executor[],
  budget: number,
): Promise<PayloadPoint[]> {
  const size = payload.make(wanted)?.size
  if (size === undefined) return []
  const trips = executors.map((executor) => ({ executor, times: [] as number[], bytes: 0 }))
  let end = performance.now() + budget
  let slow = false
  // turn 0 warms up, and counts only where another one is too dear
  for (let turn = 0; turn <= MOST; turn += 1) {
    if (performance.now() > end && (slow || turn > LEAST)) break
    for (const one of trips) {
      const run = await trip(one.executor, payload, wanted)
      one.times.push(run.makespan)
      one.bytes = bytesOf(run)
    }
    if (turn > 0) continue
    slow = trips.some(({ times }) => times.some((time) => time > SLOW))
    if (slow) continue
    for (const { times } of trips) times.length = 0
    end = performance.now() + budget
  }
  return trips.map(({ executor: { mode }, times, bytes }) => {
    return { mode, payload: payload.name, size, bytes, roundTrip: medianEstimate(times) }
  })
}

async function trip(executor: Executor, payload: Payload, size: number): Promise<Run<unknown>> {
  const made = payload.make(size)
  const options = payload.transfer === undefined ? {} : { transfer: payload.transfer }
  return await executor.run(reflect, [made?.value], options)
}

const bytesOf = ({ trips }: Run<unknown>): number =>
  trips.reduce((sum, { bytesIn, bytesOut }) => sum + bytesIn + bytesOut, 0)

/** A run tells the trips of its chunks, and when each task ran within them. */
import { threadId } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { taskRuns } from '../../src/explain/runs.ts'
import type { Trip } from '../../src/model.ts'
import { echo, square, squareInSteps, squareLater } from '../kernels/index.ts'
import { LOCAL, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const NUMBERS = Array.from({ length: 200 }, (_, index) => index)

const inOrder = (moments: readonly number[]): void =>
  expect(moments).toEqual(moments.toSorted((one, other) => one - other))

function expectOrder({ dispatched, sent, received, loaded, started, ended, ...trip }: Trip): void {
  inOrder([0, dispatched, sent])
  inOrder([dispatched, received, loaded, started, ended, trip.replied, trip.done])
  expect(trip.decode).toBeLessThanOrEqual(trip.done - trip.replied)
  expect(trip.packing).toBeLessThanOrEqual(ended - started)
}

test.for(MODES)('in %s the moments of a trip never decrease', async (mode) => {
  for (const kernel of [square, squareLater, squareInSteps]) {
    const { trips, makespan } = await shared(mode).run(kernel, NUMBERS)
    for (const trip of trips) expectOrder(trip)
    expect(makespan).toBeGreaterThanOrEqual(Math.max(...trips.map(({ done }) => done)))
  }
})

test.for(MODES)('in %s each task is in one trip, within its time', async (mode) => {
  const run = await shared(mode).run(square, NUMBERS)
  expect(run.trips.reduce((sum, { count }) => sum + count, 0)).toBe(NUMBERS.length)
  const tasks = taskRuns(run)
  expect(tasks.map(({ index }) => index)).toEqual(NUMBERS)
  for (const { trip, started, ended } of tasks) {
    // what is read on one thread's clock and told on another's may be off by its grain
    expect(started).toBeGreaterThanOrEqual(trip.started - 0.01)
    expect(ended).toBeGreaterThanOrEqual(started)
    expect(ended).toBeLessThanOrEqual(trip.ended + 0.01)
  }
})

test.for(['serial', ...POOLS] as const)('in %s tasks of a trip follow each other', async (mode) => {
  const run = await shared(mode).run(squareLater, NUMBERS)
  const byTrip = Map.groupBy(taskRuns(run), ({ trip }) => trip)
  expect(byTrip.size).toBe(run.trips.length)
  for (const tasks of byTrip.values()) inOrder(tasks.flatMap((task) => [task.started, task.ended]))
})

test.for(MODES)('in %s only trips are timed where tasks are too short for it', async (mode) => {
  const run = await shared(mode).run(square, NUMBERS, { times: 'chunks' })
  expect(run.times).toBeNull()
  expect(run.results).toEqual(NUMBERS.map((number) => number * number))
  expect(taskRuns(run).map(({ index }) => index)).toEqual(NUMBERS)
})

test.for(MODES)('in %s CPU time and waiting are told or null', async (mode) => {
  const { trips } = await shared(mode).run(squareInSteps, [20_000, 30_000])
  for (const { user, system, wait } of trips) {
    for (const time of [user, system, wait]) expect(time ?? 0).toBeGreaterThanOrEqual(0)
  }
})

test.for(MODES)('in %s a trip says whether the kernel returned a promise', async (mode) => {
  const { trips: plain } = await shared(mode).run(square, [1])
  const { trips: later } = await shared(mode).run(squareLater, [1])
  expect([plain[0]?.async, later[0]?.async]).toEqual([false, true])
})

test.for(LOCAL)('%s runs here, on one lane, and nothing crosses', async (mode) => {
  expect(await shared(mode).open()).toEqual([])
  const { trips } = await shared(mode).run(echo, ['some text', 2n])
  const here = { worker: { pid: process.pid, threadId }, lane: 0 }
  expect(trips).toMatchObject([{ ...here, bytesIn: 0, bytesOut: 0, decode: 0, packing: 0 }])
})

test.for(POOLS)('in %s what crosses has a size, in both directions', async (mode) => {
  const inputs = [new Uint8Array(1000), new Uint8Array(5)]
  const { trips } = await shared(mode).run(echo, inputs, { chunk: 1 })
  const [large, small] = trips.toSorted((one, other) => one.first - other.first)
  expect(large?.bytesIn).toBeGreaterThan(1000)
  expect(large?.bytesOut).toBeGreaterThan(1000)
  expect(small?.bytesIn).toBeGreaterThan(0)
  expect(small?.bytesOut).toBeLessThan(1000)
})

test.for(POOLS)('%s tells how long each worker took to come up', async (mode) => {
  const startup = await shared(mode).open()
  expect(startup).toHaveLength(2)
  for (const duration of startup) expect(duration).toBeGreaterThan(0)
})

test('threads are other threads of this process', async () => {
  const { trips } = await shared('threads').run(square, NUMBERS)
  for (const { worker } of trips) {
    expect(worker.pid).toBe(process.pid)
    expect(worker.threadId).toBeGreaterThan(0)
    expect(worker.threadId).not.toBe(threadId)
  }
})

test('processes are other processes, each on its main thread', async () => {
  const { trips } = await shared('processes').run(square, NUMBERS)
  for (const { worker } of trips) {
    expect(worker.pid).not.toBe(process.pid)
    expect(worker.threadId).toBe(0)
  }
})

test.for(POOLS)('in %s a lane is a worker, and works on one chunk at a time', async (mode) => {
  const { trips } = await shared(mode).run(squareLater, NUMBERS, { chunk: 5 })
  expect(trips).toHaveLength(NUMBERS.length / 5)
  for (const lane of new Set(trips.map((trip) => trip.lane))) {
    expect([0, 1]).toContain(lane)
    const own = trips.filter((trip) => trip.lane === lane)
    expect(new Set(own.map(({ worker }) => `${worker.pid}/${worker.threadId}`)).size).toBe(1)
    const order = own.toSorted((one, other) => one.received - other.received)
    inOrder(order.flatMap(({ received, replied }) => [received, replied]))
  }
})

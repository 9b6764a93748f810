/** What overlaps in each mode: promises on one event loop, generators in turns, tasks of pools. */
import { beforeEach, expect, test } from 'vitest'
import { concurrent, serial } from '../../src/index.ts'
import { gather, meet, record, steps } from '../kernels/index.ts'
import { crowd, events } from '../kernels/switching.ts'
import { meetingPoint } from './meeting-point.ts'
import type { MeetingPoint } from './meeting-point.ts'
import { POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

beforeEach(() => {
  events.length = 0
})

test('generators take turns, slice by slice', async () => {
  expect(await concurrent().map(steps, ['a', 'b'])).toEqual(['a', 'b'])
  expect(events).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
})

test('in serial they run one after another', async () => {
  expect(await serial().map(steps, ['a', 'b'])).toEqual(['a', 'b'])
  expect(events).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2'])
})

test('async kernels overlap, all of them', async () => {
  const sizes = await concurrent().map(
    gather,
    Array.from({ length: 20 }, () => 20),
  )
  expect(sizes).toEqual(Array.from({ length: 20 }, () => 20))
  expect(crowd.size).toBe(20)
})

test('plain functions run one after another', async () => {
  await concurrent().map(record, ['a', 'b'])
  expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

/** Lets two tasks go on only when both are there. */
async function bothAtOnce(point: MeetingPoint): Promise<number[]> {
  const guests = [await point.next(), await point.next()]
  for (const { goOn } of guests) goOn('went on')
  return guests.map(({ pid }) => pid)
}

test.for(['concurrent', ...POOLS] as const)('%s has two tasks under way at once', async (mode) => {
  await using point = await meetingPoint()
  const executor = shared(mode)
  const results = executor.map(meet, ['a', 'b'].map(point.place))
  const pids = await bothAtOnce(point)
  expect(await results).toEqual(['a went on', 'b went on'])
  expect(new Set(pids).size).toBe(mode === 'processes' ? 2 : 1)
})

test('serial has one task under way, and the next one after it', async () => {
  await using point = await meetingPoint()
  const executor = shared('serial')
  const results = executor.map(meet, ['a', 'b'].map(point.place))
  for (const name of ['a', 'b']) {
    const guest = await point.next()
    expect(guest.name).toBe(name)
    guest.goOn('went on')
    await guest.left
  }
  expect(await results).toEqual(['a went on', 'b went on'])
})

test.for(POOLS)('%s leaves workers to others where a call asks for few', async (mode) => {
  await using point = await meetingPoint()
  const executor = shared(mode)
  const few = executor.map(meet, ['a', 'b'].map(point.place), { workers: 1, chunk: 1 })
  const first = await point.next()
  // the second one waits for it, and another call does not
  const other = executor.map(meet, [point.place('c')])
  const guest = await point.next()
  expect([first.name, guest.name]).toEqual(['a', 'c'])
  expect(guest.pid === first.pid).toBe(mode === 'threads')
  guest.goOn('went on')
  expect(await other).toEqual(['c went on'])
  first.goOn('went on')
  const second = await point.next()
  expect(second.name).toBe('b')
  second.goOn('went on')
  expect(await few).toEqual(['a went on', 'b went on'])
})

test.for(POOLS)('%s shares its workers among all maps', async (mode) => {
  await using point = await meetingPoint()
  const executor = shared(mode)
  const names = ['a', 'b', 'c', 'd']
  const [one, ...others] = names.map((name) => executor.run(meet, [point.place(name)]))
  for (const _ of names) {
    const guest = await point.next()
    guest.goOn('went on')
  }
  const runs = [await one, ...(await Promise.all(others))]
  const workers = runs.flatMap((run) => run?.trips.map(({ worker }) => worker))
  expect(new Set(workers.map((worker) => JSON.stringify(worker))).size).toBe(2)
})

/** Which modes really do two things at once. */
import { expect, test } from 'vitest'
import { meet } from '../kernels/index.ts'
import { meetingPoint } from './meeting-point.ts'
import type { MeetingPoint } from './meeting-point.ts'
import { POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

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
  const workers = runs.flatMap((run) => run?.traces.map(({ worker }) => worker))
  expect(new Set(workers.map((worker) => JSON.stringify(worker))).size).toBe(2)
})

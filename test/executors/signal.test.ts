/** An abort ends a run: no further task starts, running ones are given up. */
import { expect, test } from 'vitest'
import { abortThenFail, meet, spin, square } from '../kernels/index.ts'
import { meetingPoint } from './meeting-point.ts'
import { LOCAL, MODES, POOLS, sharedExecutors, soon, thrownBy } from './support.ts'

const shared = sharedExecutors()

test.for(MODES)('%s does not begin when the signal is aborted already', async (mode) => {
  await using point = await meetingPoint()
  const reason = new Error('not today')
  const aborted = shared(mode).map(meet, [point.place('a')], { signal: AbortSignal.abort(reason) })
  expect(await thrownBy(aborted)).toBe(reason)
  // whoever comes first now shows that nobody came before
  const fine = shared(mode).map(meet, [point.place('b')])
  const guest = await point.next()
  expect(guest.name).toBe('b')
  guest.goOn('went on')
  expect(await fine).toEqual(['b went on'])
})

test.for(MODES)('%s gives up a task that waits', async (mode) => {
  await using point = await meetingPoint()
  const stop = new AbortController()
  const aborted = thrownBy(
    shared(mode).map(meet, ['a', 'b', 'c', 'd'].map(point.place), { signal: stop.signal }),
  )
  await point.next()
  stop.abort()
  expect(await soon(aborted)).toMatchObject({ name: 'AbortError' })
  expect(await shared(mode).map(square, [2, 3, 4])).toEqual([4, 9, 16])
})

test.for(POOLS)('%s gives up a task that computes, and ends its worker', async (mode) => {
  await using point = await meetingPoint()
  const stop = new AbortController()
  const aborted = thrownBy(shared(mode).map(spin, [point.place('a')], { signal: stop.signal }))
  const guest = await point.next()
  stop.abort(new Error('enough'))
  expect(await soon(aborted)).toMatchObject({ message: 'enough' })
  await soon(guest.left)
  expect(await shared(mode).map(square, [2, 3, 4])).toEqual([4, 9, 16])
})

test.for(LOCAL)('%s hears of an abort while it computes', async (mode) => {
  const stop = new AbortController()
  setImmediate(() => stop.abort())
  function* endless(): Generator<number> {
    for (;;) yield 7
  }
  const aborted = shared(mode).map(square, endless(), { signal: stop.signal })
  expect(await thrownBy(aborted)).toMatchObject({ name: 'AbortError' })
})

test.for(LOCAL)('%s ignores what a task does after it was given up', async (mode) => {
  const controller = new AbortController()
  const { signal } = controller
  const aborted = shared(mode).map(abortThenFail, [controller], { signal })
  // a failure that nobody heard would be an unhandled rejection, and fail this run
  expect(await thrownBy(aborted)).toMatchObject({ message: 'stopped' })
})

test.for(MODES)('%s: one signal for many tasks', async (mode) => {
  const { signal } = new AbortController()
  const numbers = Array.from({ length: 50 }, (_, index) => index)
  const results = await shared(mode).map(square, numbers, { signal })
  expect(results).toEqual(numbers.map((number) => number * number))
})

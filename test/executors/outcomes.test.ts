/** Outcomes as data, as they come, in order; and what is told meanwhile. */
import { expect, test } from 'vitest'
import type { Progress } from '../../src/index.ts'
import { echo, meet, square, throws } from '../kernels/index.ts'
import { meetingPoint } from './meeting-point.ts'
import { FIXED, failureOf, findingOf, MODES, sharedExecutors, soon } from './support.ts'

const shared = sharedExecutors()

const NUMBERS = Array.from({ length: 500 }, (_, index) => index)

test.for(FIXED)('%s: settle gives every outcome', async (mode) => {
  const ways = ['none', 'error', 'none', 'text', 'none'] as const
  const outcomes = await shared(mode).map(throws, ways, { settle: true })
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(outcomes[1]).toMatchObject({
    reason: { code: 'task-threw', finding: { index: 1, mode }, cause: { name: 'RangeError' } },
  })
  expect(outcomes[3]).toMatchObject({ reason: { cause: 'a text' } })
  expect(outcomes[4]).toEqual({ status: 'fulfilled', value: 'returned' })
})

test.for(MODES)('%s: a stream yields each result once, with its index', async (mode) => {
  const seen = new Map<number, number>()
  for await (const { index, result } of shared(mode).stream(square, NUMBERS)) {
    expect(seen.has(index)).toBe(false)
    seen.set(index, result)
  }
  expect(NUMBERS.map((index) => seen.get(index))).toEqual(NUMBERS.map((number) => number ** 2))
})

test.for(['concurrent', 'threads', 'processes'] as const)(
  '%s: a stream yields what is done while others are under way',
  async (mode) => {
    await using point = await meetingPoint()
    const stream = shared(mode).stream(meet, ['a', 'b'].map(point.place))
    const first = stream.next()
    const guests = [await point.next(), await point.next()]
    const [one, other] = guests.toSorted((a, b) => b.name.localeCompare(a.name))
    one?.goOn('first')
    expect(await soon(first)).toMatchObject({ value: { index: 1, result: 'b first' } })
    other?.goOn('last')
    expect(await soon(stream.next())).toMatchObject({ value: { index: 0, result: 'a last' } })
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  },
)

test.for(MODES)('%s: a stream of outcomes', async (mode) => {
  const statuses: string[] = []
  const stream = shared(mode).stream(throws, ['none', 'error', 'none'] as const, { settle: true })
  for await (const { index, status } of stream) statuses[index] = status
  expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test.for(MODES)('%s: a stream that fails gives what came before', async (mode) => {
  const read = async (): Promise<void> => {
    for await (const _ of shared(mode).stream(throws, ['none', 'error'] as const));
  }
  expect((await failureOf(read())).finding).toMatchObject({ code: 'task-threw', index: 1 })
})

test.for(MODES)('%s: leaving a stream ends its tasks, and no others', async (mode) => {
  const other = shared(mode).map(square, NUMBERS)
  for await (const { result } of shared(mode).stream(echo, NUMBERS)) {
    expect(result).toBeTypeOf('number')
    break
  }
  expect(await other).toEqual(NUMBERS.map((number) => number ** 2))
  expect(await shared(mode).map(square, [3])).toEqual([9])
})

test.for(MODES)('%s tells how far it has come', async (mode) => {
  const told: Progress[] = []
  const onProgress = (progress: Progress): void => void told.push(progress)
  await shared(mode).map(square, NUMBERS, { onProgress })
  expect(told.at(-1)).toMatchObject({ done: 500, total: 500 })
  expect(told.at(-1)?.rate).toBeGreaterThan(0)
  await shared(mode).map(square, new Set(NUMBERS).values(), { onProgress })
  expect(told.at(-1)).toMatchObject({ done: 500, total: null })
})

test.for(FIXED)('%s: the dearest start first', async (mode) => {
  const inputs = [3, 1, 4, 1, 5, 9, 2, 6]
  const { results, trips, times } = await shared(mode).run(square, inputs, {
    cost: (input) => input,
    chunk: 1,
  })
  expect(results).toEqual(inputs.map((input) => input ** 2))
  const dispatched = (index: number): number => trips[times?.trip[index] ?? 0]?.dispatched ?? 0
  const started = (index: number): number => times?.started[index] ?? 0
  const when = mode === 'serial' || mode === 'concurrent' ? started : dispatched
  expect(when(5)).toBeLessThanOrEqual(when(7))
  expect(when(7)).toBeLessThan(when(1))
  expect(when(1)).toBeLessThanOrEqual(when(3))
})

test.for(MODES)('%s refuses a cost that is none', async (mode) => {
  const thrown = (): never => {
    throw new Error('unknown')
  }
  for (const cost of [thrown, () => Number.NaN, () => '3' as unknown as number]) {
    const failed = shared(mode).map(square, [2, 3], { cost })
    expect(await findingOf('cost-unusable', failed)).toMatchObject({ index: 0, input: '2' })
  }
})

/** Inputs of every kind, read no further than they are needed. */
import { setImmediate as breathe } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { echo, square } from '../kernels/index.ts'
import { failureOf, findingOf, MODES, sharedExecutors, soon } from './support.ts'

const shared = sharedExecutors()

function* numbers(count: number): Generator<number> {
  for (let number = 0; number < count; number += 1) yield number
}

async function* slowly(count: number): AsyncGenerator<number> {
  for (const number of numbers(count)) {
    if (number % 7 === 0) await breathe()
    yield number
  }
}

const squares = (count: number): number[] => [...numbers(count)].map((number) => number ** 2)

test.for(MODES)('%s takes every iterable', async (mode) => {
  const executor = shared(mode)
  expect(await executor.map(square, new Set([5, 6]))).toEqual([25, 36])
  expect(await executor.map(square, numbers(100))).toEqual(squares(100))
  expect(await executor.map(square, Uint8Array.of(3, 4))).toEqual([9, 16])
  expect(await executor.map(square, slowly(100))).toEqual(squares(100))
  expect(await executor.map(echo, new Map([['a', 1]]))).toEqual([['a', 1]])
  expect(await executor.map(square, numbers(0))).toEqual([])
  expect(await executor.map(square, slowly(0))).toEqual([])
})

test.for(MODES)('%s takes a hole in a list for undefined', async (mode) => {
  // oxlint-disable-next-line no-sparse-arrays
  expect(await shared(mode).map(echo, [1, , 3])).toEqual([1, undefined, 3])
})

test.for(MODES)('%s refuses what is not iterable', async (mode) => {
  for (const inputs of [undefined, null, 7, {}, () => [1]]) {
    const failed = shared(mode).map(echo, inputs as number[])
    expect(await findingOf('option-invalid', failed)).toMatchObject({ option: 'inputs' })
  }
})

function* failing(): Generator<number> {
  yield* [2, 3, 4]
  throw new Error('no more')
}

async function* failingLater(): AsyncGenerator<number> {
  yield* failing()
}

test.for(MODES)('%s: inputs that throw in the middle', async (mode) => {
  for (const inputs of [failing, failingLater]) {
    const error = await failureOf(shared(mode).map(square, inputs()))
    expect(error.finding).toMatchObject({ code: 'inputs-threw', mode, index: 3 })
    expect(error.cause).toMatchObject({ message: 'no more' })
    const outcomes = await shared(mode).map(square, inputs(), { settle: true })
    expect(outcomes.slice(0, 3)).toEqual(
      [4, 9, 16].map((value) => ({ status: 'fulfilled', value })),
    )
    expect(outcomes[3]).toMatchObject({ status: 'rejected', reason: { code: 'inputs-threw' } })
    expect(outcomes).toHaveLength(4)
  }
  expect(await shared(mode).map(square, [3])).toEqual([9])
})

test.for(MODES)('%s tells an iterable that no more is wanted', async (mode) => {
  let closed = false
  function* endless(): Generator<string> {
    try {
      for (;;) yield 'text'
    } finally {
      closed = true
    }
  }
  const failed = shared(mode).map(square as never, endless(), { signal: AbortSignal.timeout(50) })
  await expect(soon(failed)).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(closed).toBe(true)
})

test.for(MODES)('%s reads no further ahead than workers can take', async (mode) => {
  let read = 0
  function* counting(): Generator<number> {
    for (const number of numbers(100_000)) {
      read += 1
      yield number
    }
  }
  let most = 0
  let done = 0
  for await (const { index, result } of shared(mode).stream(square, counting())) {
    expect(result).toBe(index ** 2)
    done += 1
    most = Math.max(most, read - done)
  }
  expect(done).toBe(100_000)
  // two chunks a worker, and what waits for the reader
  expect(most).toBeLessThan(90_000)
})

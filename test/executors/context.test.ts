/** A value that all tasks share: given once to each worker, and to the kernel. */
import { expect, test } from 'vitest'
import { shared as share } from '../../src/index.ts'
import {
  addTo,
  consume,
  contexts,
  lookUp,
  lookUpLater,
  meetTable,
  reuse,
} from '../kernels/index.ts'
import { executorOf, findingOf, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const context = new Map([
  ['one', 1],
  ['two', 2],
])

test.for(MODES)('%s gives the context to each call', async (mode) => {
  const words = ['two', 'three', 'one', 'two']
  for (const kernel of [lookUp, lookUpLater]) {
    expect(await shared(mode).map(kernel, words, { context, chunk: 2 })).toEqual([2, -1, 1, 2])
  }
})

test.for([...(['serial', 'concurrent', 'threads'] as const)])('%s shares memory', async (mode) => {
  const sum = new Int32Array(new SharedArrayBuffer(4))
  await shared(mode).map(addTo, [1, 2, 3, 4], { context: sum, chunk: 1 })
  expect(sum[0]).toBe(10)
})

test('processes refuse a context that cannot cross', async () => {
  const failed = shared('processes').map(addTo, [1], {
    context: new Int32Array(new SharedArrayBuffer(4)),
  })
  expect(await findingOf('cannot-cross', failed)).toMatchObject({ what: 'context' })
})

test.for(POOLS)('%s: it travels once to each worker', async (mode) => {
  const large = new Uint8Array(2 ** 20)
  const run = async (): Promise<number> => {
    const { results } = await shared(mode).run(contexts, Array(20).fill(0), {
      context: large,
      chunk: 1,
    })
    return Math.max(...results)
  }
  // by identity: a second copy would be a second context
  expect(await run()).toBe(1)
  expect(await run()).toBe(1)
})

test.for(POOLS)('%s: many contexts take turns', async (mode) => {
  const tables = Array.from({ length: 9 }, (_, index) => new Map([['key', index]]))
  for (const _ of [1, 2]) {
    const found = await Promise.all(
      tables.map((table) => shared(mode).map(lookUp, ['key', 'key', 'key'], { context: table })),
    )
    expect(found).toEqual(tables.map((_table, index) => [index, index, index]))
  }
})

test.for(POOLS)('%s: results are what they were when the kernel returned them', async (mode) => {
  const results = await shared(mode).map(reuse, [1, 2, 3, 4], { chunk: 4 })
  expect(results).toEqual([1, 2, 3, 4].map((value) => ({ value, list: [value] })))
})

test.for(POOLS)('%s: inputs of one chunk have nothing in common', async (mode) => {
  const input = { left: 5 }
  expect(await shared(mode).map(consume, [input, input, input], { chunk: 3 })).toEqual([4, 4, 4])
  expect(input.left).toBe(5)
})

test.for(POOLS)('%s: a chunk that cannot be sent takes no context with it', async (mode) => {
  await using executor = executorOf(mode, { workers: 1 })
  const unsendable = (() => 'one') as never
  const outcomes = await executor.map(lookUp, [unsendable, 'two', unsendable, 'one'], {
    context: new Map(context),
    chunk: 1,
    settle: true,
  })
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([
    'refused',
    2,
    'refused',
    1,
  ])
})

test.for(POOLS)('%s: nor the memory that its context shares', async (mode) => {
  await using executor = executorOf(mode, { workers: 1 })
  const table = share(Float64Array.of(10, 20))
  const outcomes = await executor.map(meetTable, [(() => 0) as never, 1], {
    context: table,
    chunk: 1,
    settle: true,
  })
  expect(outcomes[1]).toMatchObject({ value: { value: 20 } })
})

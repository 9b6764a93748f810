/** Memory on its way: shared with threads, copied once to processes, moved, and filled by tasks. */
import { describe, expect, test } from 'vitest'
import { LanemarkError, shared as share } from '../../src/index.ts'
import {
  double,
  doubleLater,
  echo,
  guarded,
  increment,
  meetTable,
  produce,
  sum,
} from '../kernels/index.ts'
import { executorOf, FIXED, findingOf, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

describe('shared', () => {
  test('gives the same numbers, in shared memory', () => {
    for (const array of [Float64Array.of(1.5, -2), Uint8ClampedArray.of(3), BigInt64Array.of(7n)]) {
      const copy = share(array)
      expect(copy.buffer).toBeInstanceOf(SharedArrayBuffer)
      expect(copy.constructor).toBe(array.constructor)
      expect([...copy]).toEqual([...array])
    }
    const own = new Float64Array(new SharedArrayBuffer(16))
    expect(share(own)).toBe(own)
  })

  test.for([
    [[1, 2], 'a list', 'shared(Float64Array.from(list))'],
    [new ArrayBuffer(8), 'ArrayBuffer', 'shared(new Uint8Array(buffer))'],
    [Buffer.from('a'), 'Buffer', 'shared(new Uint8Array(buffer))'],
    [new DataView(new ArrayBuffer(8)), 'DataView', 'view.buffer'],
    ['text', 'text', '`context`'],
    [{ a: 1 }, 'object', '`context`'],
  ] as const)('says what works in the place of %o', ([value, , instead]) => {
    let error: unknown
    try {
      share(value as never)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(LanemarkError)
    expect((error as LanemarkError).message).toContain(instead)
  })

  test.for(MODES)('%s reads it, as a whole and in parts', async (mode) => {
    const numbers = share(Float64Array.from({ length: 100 }, (_, index) => index))
    const parts = [0, 25, 50, 75].map((from) => numbers.subarray(from, from + 25))
    expect(await shared(mode).map(sum, [...parts, numbers])).toEqual([300, 925, 1550, 2175, 4950])
  })

  test('a process is given it once for all tasks, and anew when its numbers have changed', async () => {
    await using executor = executorOf('processes', { workers: 1 })
    const numbers = share(new Float64Array(50_000).fill(1))
    const parts = Array.from({ length: 20 }, (_, at) => numbers.subarray(at * 100, at * 100 + 100))
    const sent = async (): Promise<number> => {
      const { results, trips } = await executor.run(sum, parts, { chunk: 5 })
      expect(results).toEqual(parts.map(() => 100 * (numbers[0] ?? 0)))
      return trips.reduce((all, { bytesIn }) => all + bytesIn, 0)
    }
    expect(await sent()).toBeGreaterThan(numbers.byteLength)
    expect(await sent()).toBeLessThan(5000)
    numbers.fill(2)
    expect(await sent()).toBeGreaterThan(numbers.byteLength)
  })

  test.for(POOLS)('%s: many of them, more than a worker keeps', async (mode) => {
    await using executor = executorOf(mode, { workers: 1 })
    const many = Array.from({ length: 30 }, (_, index) => share(Float64Array.of(index)))
    for (let round = 0; round < 3; round += 1) {
      expect(await executor.map(sum, many, { chunk: 12 })).toEqual(many.map((_, index) => index))
      expect(await executor.map(sum, many, { chunk: 1 })).toEqual(many.map((_, index) => index))
    }
  })

  test.for(MODES)('%s takes it in a context', async (mode) => {
    const table = share(Float64Array.of(10, 20, 30))
    await using executor = executorOf(mode, { workers: 1 })
    const results = await executor.map(meetTable, [0, 1, 2], {
      context: table,
    })
    expect(results.map(({ value }) => value)).toEqual([10, 20, 30])
    expect(results.slice(1).every(({ same }) => same)).toBe(true)
  })

  test.for(MODES)('%s gives it back', async (mode) => {
    const numbers = share(Float64Array.of(1, 2))
    const [result] = await shared(mode).map(echo, [{ numbers }])
    const own = (result as { numbers: typeof numbers }).numbers
    expect([...own]).toEqual([1, 2])
    // it is the caller's own memory again
    numbers[0] = 5
    expect([...own]).toEqual([5, 2])
  })

  test('processes refuse shared memory that was not made for them', async () => {
    const own = new Int32Array(new SharedArrayBuffer(8))
    const failed = shared('processes').map(increment, [own])
    expect(await findingOf('cannot-cross', failed)).toMatchObject({ type: 'SharedArrayBuffer' })
  })
})

describe('transfer', () => {
  test('true moves all that inputs and results hold', async () => {
    const inputs = [1, 2].map((each) => ({ deep: [new Map([['a', new Float64Array(each)]])] }))
    const results = await shared('threads').map(echo, inputs, { transfer: true })
    expect(results).toEqual(
      [1, 2].map((each) => ({ deep: [new Map([['a', new Float64Array(each)]])] })),
    )
    for (const { deep } of inputs) expect(deep[0]?.get('a')?.buffer.detached).toBe(true)
  })

  test('a result that a worker gives twice moves once, and is refused when it is gone', async () => {
    await using executor = executorOf('threads', { workers: 1 })
    const together = await executor.map(produce, [3, 0], { transfer: true, chunk: 2 })
    expect(together.map(({ list }) => list[0]?.length)).toEqual([3, 3])
    const apart = executor.map(produce, [4, 0], { transfer: true, chunk: 1 })
    expect(await findingOf('cannot-cross', apart)).toMatchObject({ what: 'result', index: 1 })
  })

  test.for(FIXED.filter((mode) => mode !== 'threads'))(
    '%s leaves everything in place',
    async (mode) => {
      const numbers = Float64Array.of(1, 2)
      expect(await shared(mode).map(sum, [numbers], { transfer: true })).toEqual([3])
      expect(numbers).toHaveLength(2)
    },
  )

  test('a buffer of two inputs is refused, and the pool of small Buffers is copied', async () => {
    const bytes = new Uint8Array(4)
    const failed = shared('threads').map(echo, [bytes, bytes], { transfer: true })
    expect(await findingOf('option-invalid', failed)).toMatchObject({ option: 'transfer' })
    const [small] = await shared('threads').map(echo, [Buffer.from('small')], { transfer: true })
    expect(String(small)).toBe('small')
  })

  test('tasks whose inputs went down with a worker fail, and the others do not', async () => {
    await using executor = executorOf('threads', { workers: 1 })
    const inputs = [1, 2, -1, 4, 5].map((first) => Float64Array.of(first))
    const options = { transfer: true, settle: true, chunk: 5 } as const
    const outcomes = await executor.map(guarded, inputs, options)
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ])
    const [, , , behind] = outcomes
    expect(behind).toMatchObject({
      reason: {
        code: 'worker-died',
        finding: { index: 3, reason: expect.stringContaining('moved') },
      },
    })
    expect(await executor.map(sum, [Float64Array.of(2)])).toEqual([2])
  })
})

describe.for(MODES)('into, %s', (mode) => {
  const numbers = (): Float64Array[] => [
    Float64Array.of(1, 2),
    Float64Array.of(3),
    Float64Array.of(),
  ]
  const starts = new Map([
    [1, 0],
    [3, 4],
  ])
  const range = (input: Float64Array): [number, number] => {
    const from = starts.get(input[0] ?? 0) ?? 2
    return [from, from + input.length]
  }

  test.for([double, doubleLater])('%o fills the parts it is given', async (kernel) => {
    const output = share(new Float64Array(5))
    expect(await shared(mode).map(kernel, numbers(), { into: { output, range } })).toEqual([
      2, 1, 0,
    ])
    expect([...output]).toEqual([2, 4, 0, 0, 6])
  })

  test('one failing task leaves the others what they filled', async () => {
    const output = share(new Float64Array(5))
    const inputs = [...numbers(), null as never]
    const options = {
      into: { output, range: (input: Float64Array | null) => range(input ?? Float64Array.of()) },
    }
    const outcomes = await shared(mode).map(double, inputs, { ...options, settle: true })
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
    ])
    expect([...output]).toEqual([2, 4, 0, 0, 6])
  })

  test.for([[[0, 6]], [[-1, 2]], [[2, 1]], [[0.5, 1]], [undefined], [[0, 2, 3]]] as unknown as [
    [number, number],
  ][])('refuses the range %o', async ([bad]) => {
    const output = share(new Float64Array(5))
    const failed = shared(mode).map(double, numbers(), { into: { output, range: () => bad } })
    expect(await findingOf('option-invalid', failed)).toMatchObject({ option: 'into.range' })
  })

  test('says so where the range throws', async () => {
    const output = share(new Float64Array(5))
    const broken = (): never => {
      throw new RangeError('no range')
    }
    const failed = shared(mode).map(double, numbers(), { into: { output, range: broken } })
    expect(await findingOf('option-invalid', failed)).toMatchObject({
      option: 'into.range',
      got: expect.stringContaining('RangeError: no range'),
    })
  })

  test('refuses ranges that overlap, and an output that is not shared', async () => {
    const output = share(new Float64Array(5))
    const overlapping = (input: Float64Array): [number, number] => [input[0] === 3 ? 1 : 0, 2]
    const failed = shared(mode).map(double, numbers().slice(0, 2), {
      into: { output, range: overlapping },
    })
    expect(await findingOf('option-invalid', failed)).toMatchObject({
      option: 'into.range',
      allowed: 'ranges of which no two have an element in common',
    })
    const own = new Float64Array(5) as never
    const unshared = shared(mode).map(double, numbers(), { into: { output: own, range } })
    expect(await findingOf('option-invalid', unshared)).toMatchObject({ option: 'into.output' })
  })
})

test('processes: what tasks of one chunk filled comes back with their results', async () => {
  const output = share(new Float64Array(4))
  const range = (input: Float64Array): [number, number] => [input[0] ?? 0, (input[0] ?? 0) + 1]
  const inputs = [0, 1, 2, 3].map((each) => Float64Array.of(each))
  await shared('processes').map(double, inputs, { into: { output, range }, chunk: 2 })
  expect([...output]).toEqual([0, 2, 4, 6])
})

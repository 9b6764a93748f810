/** Inputs of a kernel that divides: one large one has all workers, and nobody sees the parts. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partsFor } from '../../src/executors/part-count.ts'
import type { Dividing } from '../../src/executors/part-count.ts'
import { kernel } from '../../src/index.ts'
import { square } from '../kernels/index.ts'
import type { Faults, Range } from '../kernels/ranges.ts'
import { executorOf, findingOf, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const numbers = kernel<typeof import('../kernels/ranges.ts')>(
  new URL('../kernels/ranges.ts', import.meta.url),
)

const inputs: Range[] = [
  { from: 0, to: 40 },
  { from: 7, to: 8 },
  { from: 100, to: 103 },
]
const whole = ({ from, to }: Range): string =>
  Array.from({ length: to - from }, (_, index) => `${from + index},`).join('')
const expected = inputs.map(whole)

describe.for(MODES)('%s', (mode) => {
  test.for([undefined, true, false, 1, 3, 40])('gives the same, divided by %s', async (divide) => {
    const options = divide === undefined ? {} : { divide }
    expect(await shared(mode).map(numbers, inputs, options)).toEqual(expected)
  })

  test('takes inputs one by one, and yields results of whole ones', async () => {
    const found = new Map<number, string>()
    const told: number[] = []
    const onProgress = ({ done }: { done: number }): void => void told.push(done)
    for await (const { index, result } of shared(mode).stream(numbers, inputs.values(), {
      divide: 5,
      onProgress,
    })) {
      found.set(index, result)
    }
    expect([...found].toSorted(([one], [other]) => one - other)).toEqual([...expected.entries()])
    expect(told.at(-1)).toBe(inputs.length)
  })

  test('names the input of a part that fails, and keeps the others', async () => {
    const context: Faults = { throwsAt: 102 }
    const failed = shared(mode).map(numbers, inputs, { context, divide: 3 })
    expect(await findingOf('task-threw', failed)).toMatchObject({
      index: 2,
      input: '{ from: 102, to: 103 }',
      error: 'RangeError: 102 is in 102 to 103',
    })
    const outcomes = await shared(mode).map(numbers, inputs, { context, divide: 3, settle: true })
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })

  test.for([
    [{ split: 'none' }, 'split', 'it returned no parts'],
    [{ split: 'many' }, 'split', 'it returned more than the 4 parts that were asked for'],
    [{ split: 'endless' }, 'split', 'it returned more than the 4 parts that were asked for'],
    [{ split: 'text' }, 'split', 'it returned "halves", and not the parts'],
    [{ split: 'throws' }, 'split', 'it threw TypeError: no halves'],
    [{ merge: 'throws' }, 'merge', 'it threw TypeError: 0 to 40 is too much'],
    [{ merge: 'promise' }, 'merge', 'it returned a promise, and must return the result at once'],
  ] as const)('tells what is wrong: %j', async ([context, step, reason]) => {
    const at = { step, index: 0, input: '{ from: 0, to: 40 }', reason }
    const [first] = inputs as [Range]
    const failed = shared(mode).map(numbers, [first], { context, divide: 4 })
    expect(await findingOf('division-failed', failed)).toMatchObject(at)
    const asked = { context, divide: 4, settle: true } as const
    const [outcome] = await shared(mode).map(numbers, [first], asked)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { finding: at } })
    expect(await shared(mode).map(numbers, inputs, { divide: 4 })).toEqual(expected)
  })

  test('refuses a number of parts for a kernel that does not divide', async () => {
    const failed = shared(mode).map(square, [3], { divide: 2 })
    expect(await findingOf('option-invalid', failed)).toMatchObject({ option: 'divide' })
  })

  test('leaves alone a merge sort, whose split asks for no number of parts', async () => {
    const sort = kernel<typeof import('../kernels/merge-sort.ts')>(
      new URL('../kernels/merge-sort.ts', import.meta.url),
    )
    expect(await shared(mode).map(sort, [[3, 1, 2, 5, 4]])).toEqual([[1, 2, 3, 4, 5]])
  })

  test('an input has one outcome, however many of its parts fail', async () => {
    const context: Faults = { throwsFrom: 0 }
    const found: number[] = []
    const asked = { context, divide: 5, settle: true } as const
    for await (const { index, status } of shared(mode).stream(numbers, inputs, asked)) {
      expect(status).toBe('rejected')
      found.push(index)
    }
    expect(found.toSorted((one, other) => one - other)).toEqual([0, 1, 2])
  })

  test('leaves alone what is a collection of functions', async () => {
    const sorted = kernel<typeof import('../kernels/collection.ts').sorted>(
      new URL('../kernels/collection.ts', import.meta.url),
      'sorted',
    )
    expect(await shared(mode).map(sorted, [[3, 1, 2]])).toEqual([[1, 2, 3]])
  })
})

describe.for(POOLS)('%s', (mode) => {
  test('one input has all workers', async () => {
    const { results, trips } = await shared(mode).run(numbers, [{ from: 0, to: 40 }], { divide: 8 })
    expect(results).toEqual([whole({ from: 0, to: 40 })])
    expect(new Set(trips.map(({ lane }) => lane)).size).toBe(2)
  })

  test('runs a part again whose worker died, and says which input it was', async () => {
    const context: Faults = { diesAt: 20 }
    const failed = shared(mode).map(numbers, inputs, { context, divide: 4, retries: 1 })
    expect(await findingOf('worker-died', failed)).toMatchObject({ index: 0, exitCode: 9 })
    expect(await shared(mode).map(numbers, inputs)).toEqual(expected)
  })

  test('an error that comes after its part was done is the outcome of the input', async () => {
    await using pool = executorOf(mode)
    const context: Faults = { lateAt: 0 }
    const asked = { context, divide: 2, chunk: 1, settle: true } as const
    // its worker has nothing else to do, and the other part is still under way
    const outcomes = await pool.map(numbers, inputs.slice(0, 1), asked)
    const finding = { code: 'late-error', index: 0 }
    expect(outcomes).toMatchObject([{ status: 'rejected', reason: { finding } }])
  })

  test('what cannot cross has one outcome, also before it is known that the kernel divides', async () => {
    await using pool = executorOf(mode)
    const given = [{ from: 0, to: () => 1 } as unknown as Range, ...inputs]
    const found: [number, string][] = []
    for await (const { index, status } of pool.stream(numbers, given, { settle: true })) {
      found.push([index, status])
    }
    expect(found.toSorted(([one], [next]) => one - next)).toEqual([
      [0, 'rejected'],
      [1, 'fulfilled'],
      [2, 'fulfilled'],
      [3, 'fulfilled'],
    ])
  })

  test('calls of one pool are divided each for itself', async () => {
    const all = await Promise.all([
      shared(mode).map(numbers, inputs),
      shared(mode).map(numbers, inputs, { divide: 9, cost: ({ from, to }) => to - from }),
      shared(mode).map(square, [4]),
    ])
    expect(all).toEqual([expected, expected, [16]])
  })
})

const dividing: fc.Arbitrary<Dividing> = fc.record({
  workers: fc.integer({ min: 1, max: 64 }),
  left: fc.option(fc.integer({ min: 1, max: 1e6 })),
  share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  time: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
})

test('parts are at least one, none is shorter than 5 ms, and one worker needs none', () => {
  fc.assert(
    fc.property(dividing, (asked) => {
      const parts = partsFor(asked)
      expect(parts).toBeGreaterThanOrEqual(1)
      const shortest = parts === 1 ? Infinity : (asked.time ?? Infinity) / parts
      expect(shortest).toBeGreaterThanOrEqual(5)
      expect(partsFor({ ...asked, workers: 1 })).toBe(1)
    }),
  )
})

test('the last input has as many parts as all workers take; the first of many is left whole', () => {
  const known = { workers: 4, share: null, time: 1000 }
  expect(partsFor({ ...known, left: 1 })).toBe(32)
  expect(partsFor({ ...known, left: 1000 })).toBe(1)
  // unless it is known to be most of the work
  expect(partsFor({ ...known, left: 1000, share: 0.5 })).toBe(16)
})

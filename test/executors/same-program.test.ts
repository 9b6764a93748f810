/** Changing the mode changes one word, and not the results. */
import { expect, test } from 'vitest'
import { concurrent, kernel, processes, serial, threads } from '../../src/index.ts'
import { cube, echo, square, squareAtLast, squareInSteps, squareLater } from '../kernels/index.ts'
import { executorOf, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const NUMBERS = [7, 0, 3, 12, 5, 1]
const SQUARES = [49, 0, 9, 144, 25, 1]

test('the same lines run in every mode', async () => {
  for (const mode of [serial, concurrent, threads, processes]) {
    await using pool = mode()
    expect(await pool.map(square, NUMBERS)).toEqual(SQUARES)
  }
})

test.for(MODES)('%s runs functions, async functions and generator functions', async (mode) => {
  const executor = shared(mode)
  expect(await executor.map(square, NUMBERS)).toEqual(SQUARES)
  expect(await executor.map(squareLater, NUMBERS)).toEqual(SQUARES)
  expect(await executor.map(squareInSteps, NUMBERS)).toEqual(SQUARES)
  expect(await executor.map(squareAtLast, NUMBERS)).toEqual(SQUARES)
})

test.for(MODES)('%s runs a JavaScript module with a default export', async (mode) => {
  const executor = shared(mode)
  expect(await executor.map(cube, [1, 2, 3])).toEqual([1, 8, 27])
})

test.for(MODES)('%s gives back values that JSON would change', async (mode) => {
  const values = [
    undefined,
    null,
    -0,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    2n ** 70n,
    new Map<unknown, unknown>([[{ key: 1 }, new Set([-0, 'a'])]]),
    new Date(0),
    /a+b/giu,
    Float64Array.of(1.5, Number.NaN),
    Buffer.from('bytes'),
    [1, undefined, , 4], // oxlint-disable-line no-sparse-arrays
    { deep: { undefined, list: [[[]]] } },
  ]
  const executor = shared(mode)
  expect(await executor.map(echo, values)).toStrictEqual(values)
})

test.for(MODES)('%s returns nothing for no inputs', async (mode) => {
  const executor = shared(mode)
  expect(await executor.map(square, [])).toEqual([])
})

test.for(MODES)('%s keeps the order of many tiny tasks', async (mode) => {
  const numbers = Array.from({ length: 2000 }, (_, index) => index)
  const executor = shared(mode)
  expect(await executor.map(square, numbers)).toEqual(numbers.map((number) => number * number))
})

test.for(MODES)('%s serves two maps at once', async (mode) => {
  const executor = shared(mode)
  const [squares, cubes] = await Promise.all([
    executor.map(square, NUMBERS),
    executor.map(cube, [3, 2, 1]),
  ])
  expect(squares).toEqual(SQUARES)
  expect(cubes).toEqual([27, 8, 1])
})

test.for(POOLS)('%s works with one worker, and with fewer inputs than workers', async (mode) => {
  await using executor = executorOf(mode, { workers: 1 })
  expect([executor.workers, shared(mode).workers]).toEqual([1, 2])
  expect(await executor.map(square, [4, 5])).toEqual([16, 25])
  expect(await shared(mode).map(square, [4])).toEqual([16])
})

test('a kernel is named by the URL as text too', async () => {
  const named = kernel<(value: number) => number>(square.url, 'square')
  expect(await serial().map(named, [6])).toEqual([36])
})

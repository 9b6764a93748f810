/** One event loop: promises overlap, generators take turns, plain functions cannot. */
import { beforeEach, expect, test } from 'vitest'
import { concurrent, serial } from '../../src/index.ts'
import { gather, record, steps } from '../kernels/index.ts'
import { crowd, events } from '../kernels/switching.ts'

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

test('a generator has used the CPU time of its own slices only', async () => {
  const { traces } = await concurrent().run(steps, ['a', 'b', 'c'])
  for (const { cpu, started, ended } of traces) {
    expect(cpu ?? 0).toBeLessThan(ended - started)
  }
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

/** Inputs that say something of each other have one class, others have not. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { inputClass } from '../../src/executors/auto/input-class.ts'

const orders = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ id, customer: { name: `n${id}` }, items: [{ id }] }))

test('kinds and sizes are told apart', () => {
  const all = [
    5,
    5_000_000,
    '5',
    5n,
    null,
    'x'.repeat(1000),
    new Uint8Array(2 ** 20),
    orders(5),
    orders(5000),
    new Map(orders(5000).map((order) => [order.id, order])),
  ].map(inputClass)
  const [small, large] = [inputClass(orders(5)), inputClass(orders(5000))]
  expect(small).not.toBe(large)
  expect(new Set(all.slice(0, 7)).size).toBe(7)
  expect(inputClass(new Uint8Array(2 ** 20))).toBe(inputClass(new Float64Array(2 ** 17)))
})

test('a little more or less of the same is the same', () => {
  const near = fc.integer({ min: 1000, max: 1_000_000 })
  fc.assert(
    fc.property(near, (size) => {
      const [one, other] = [size, Math.round(1.2 * size)].map((count) => 'x'.repeat(count))
      const steps = [one, other].map((text) => Number(inputClass(text).split(' ')[1]))
      expect(Math.abs((steps[0] as number) - (steps[1] as number))).toBeLessThanOrEqual(1)
    }),
    { numRuns: 30 },
  )
})

test('anything has a class', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(inputClass(value)).toMatch(/^\w+ \d+$/)
    }),
  )
  const deep: unknown[] = []
  deep.push(deep)
  expect(inputClass(deep)).toMatch(/^object \d+$/)
  const thrower = Object.defineProperty({}, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })
  expect(inputClass(thrower)).toMatch(/^object \d+$/)
})

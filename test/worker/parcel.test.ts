/** Several values in one parcel: each arrives as if it had travelled alone. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from '../../src/worker/codec.ts'
import { Packing, sizeOf, unload } from '../../src/worker/parcel.ts'
import { value } from './values.ts'

function travel(values: readonly unknown[], shared = false): unknown[] {
  const packing = new Packing({ shared, sized: true })
  for (const one of values) packing.add(one)
  return unload(packing.finish())
}

const alone = (one: unknown): unknown => unpack(pack(one, { shared: false }))

test('together is as alone, for values of every kind', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), (values) => {
      expect(travel(values)).toEqual(values.map(alone))
    }),
  )
})

test('together is as alone, for values that share parts', () => {
  const parts = fc.array(fc.object(), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(parts, fc.array(fc.nat(), { maxLength: 8 }), (pool, picks) => {
      const values = picks.map((pick) => ({ pick, part: pool[pick % pool.length] }))
      const arrived = travel(values)
      expect(arrived).toEqual(values)
      const found = arrived.map((one) => (one as { part: unknown }).part)
      expect(new Set(found).size).toBe(found.length)
    }),
  )
})

test('what is changed after it was packed arrives as it was', () => {
  const packing = new Packing({ shared: false, sized: true })
  const scratch = { value: 1, list: [1] }
  packing.add(scratch)
  scratch.value = 2
  scratch.list[0] = 2
  packing.add(scratch)
  packing.add([scratch])
  const arrived = unload(packing.finish())
  expect(arrived).toEqual([
    { value: 1, list: [1] },
    { value: 2, list: [2] },
    [{ value: 2, list: [2] }],
  ])
})

test('a value that cannot cross leaves the others where they are', () => {
  const packing = new Packing({ shared: true, sized: true })
  const memory = new SharedArrayBuffer(4)
  packing.add(1)
  packing.add({ memory })
  expect(() => packing.add({ memory: new SharedArrayBuffer(8), call: () => 1 })).toThrow('function')
  packing.add([{ deep: [memory, 2n] }])
  const parcel = packing.finish()
  expect(parcel).toMatchObject({ shared: [memory] })
  expect(unload(parcel)).toEqual([1, { memory }, [{ deep: [memory, 2n] }]])
})

test('a cycle is a cycle at the other side', () => {
  const cycle: { self?: unknown; name: string } = { name: 'a' }
  cycle.self = cycle
  const [one, other] = travel([cycle, cycle]) as (typeof cycle)[]
  expect(one?.self).toBe(one)
  expect(other?.self).toBe(other)
  expect(other).not.toBe(one)
})

test('numbers take little room, many small objects hardly more than one value', () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => index)
  const bytesOf = (values: readonly unknown[]): number => {
    const packing = new Packing({ shared: false, sized: true })
    for (const one of values) packing.add(one)
    return sizeOf(packing.finish())
  }
  expect(bytesOf(numbers)).toBeLessThan(4000)
  const rows = numbers.map((id) => ({ id, name: `row ${id}` }))
  expect(bytesOf(rows)).toBeLessThan(1000 * pack(rows[999], { shared: false }).bytes.byteLength)
})

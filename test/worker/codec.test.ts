/** Whatever structured clone can carry arrives as it was sent. */
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from '../../src/worker/codec.ts'
import { graph, value } from './values.ts'

const roundTrip = (sent: unknown): unknown => unpack(pack(sent, { shared: false }))

/** How the bytes look at the other side of a channel. */
const overChannel = (sent: unknown): unknown => {
  const packed = pack(sent, { shared: true })
  return unpack(structuredClone(packed, { transfer: [packed.bytes.buffer as ArrayBuffer] }))
}

test('values arrive deeply equal', () => {
  fc.assert(
    fc.property(value, (sent) => {
      expect(isDeepStrictEqual(roundTrip(sent), sent)).toBe(true)
    }),
    { numRuns: 200 },
  )
})

test('values arrive deeply equal when the bytes have moved', () => {
  fc.assert(
    fc.property(value, (sent) => {
      expect(isDeepStrictEqual(overChannel(sent), sent)).toBe(true)
    }),
  )
})

test('cycles arrive as cycles', () => {
  fc.assert(
    fc.property(graph, (sent) => {
      expect(isDeepStrictEqual(roundTrip(sent), sent)).toBe(true)
    }),
  )
})

test('what was one object is one object still', () => {
  const one = { list: [1] }
  const view = Uint8Array.of(1, 2)
  const [first, second, views] = roundTrip([one, one, [view, view]]) as [object, object, unknown[]]
  expect(first).toBe(second)
  expect(views[0]).toBe(views[1])
})

test('a typed array arrives with its own bytes alone', () => {
  const whole = new Uint8Array(1_000_000)
  const packed = pack(whole.subarray(10, 14), { shared: false })
  expect(packed.bytes.byteLength).toBeLessThan(100)
  const arrived = unpack(packed) as Uint8Array
  expect(arrived.buffer.byteLength).toBe(4)
})

test('a Buffer is a Buffer, a DataView a DataView', () => {
  expect(roundTrip(Buffer.from('né'))).toEqual(Buffer.from('né'))
  expect(Buffer.isBuffer(roundTrip(Buffer.from('a')))).toBe(true)
  expect(Buffer.isBuffer(roundTrip(Uint8Array.of(1)))).toBe(false)
  expect(roundTrip(new DataView(new ArrayBuffer(3), 1, 1))).toBeInstanceOf(DataView)
})

test('a view of a class of its own arrives as the built-in one, as in structured clone', () => {
  class Pixels extends Uint8Array {}
  const arrived = roundTrip(new Pixels([1, 2]))
  expect(arrived).toEqual(Uint8Array.of(1, 2))
  expect(arrived).toEqual(structuredClone(new Pixels([1, 2])))
})

test('an object of a class of its own arrives plain, as in structured clone', () => {
  class Point {
    x = 1
  }
  expect(roundTrip(new Point())).toStrictEqual({ x: 1 })
})

/** Messages between callers and machines: what is none of ours is none at all. */
import { serialize } from 'node:v8'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode, loadOf, newPacking, SCHEMAS } from '../../src/machines/wire.ts'
import type { WordKind } from '../../src/machines/wire.ts'
import { unload } from '../../src/worker/parcel.ts'

const KINDS = Object.keys(SCHEMAS) as WordKind[]

test('values arrive as they were sent', () => {
  const value = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.bigInt(),
    fc.uint8Array(),
    fc.array(fc.dictionary(fc.string(), fc.double())),
  )
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const packing = newPacking()
      for (const one of values) packing.add(one)
      const word = { call: 'a', chunk: 1, inputs: loadOf(packing) }
      const arrived = decode('chunk', encode('chunk', word))
      expect(arrived).not.toBeNull()
      const { inputs } = arrived as typeof word
      expect(unload(inputs)).toEqual(values)
    }),
  )
})

test.for(KINDS)('bytes that are no %s are nothing, and throw nothing', (kind) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decode(kind, bytes)).toBeNull()
    }),
  )
})

test.for(KINDS)('data of another shape is no %s', (kind) => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      let bytes: Uint8Array
      try {
        bytes = serialize(value)
      } catch {
        return
      }
      expect(decode(kind, bytes)).toBeNull()
    }),
  )
})

test('names that could leave the group are refused', () => {
  const beat = {
    kind: 'call' as const,
    call: 'a',
    caller: 'b',
    kernel: { id: 'c', file: 'work.ts', name: 'square' },
    timeout: null,
    retries: 0,
    context: null,
    shares: null,
    times: null,
  }
  expect(decode('beat', encode('beat', beat))).toEqual(beat)
  for (const call of ['a.b', '>', '*', '', 'a b', 'x'.repeat(65)]) {
    expect(decode('beat', encode('beat', { ...beat, call }))).toBeNull()
  }
})

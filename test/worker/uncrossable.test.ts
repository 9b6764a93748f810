/** What cannot be serialised is refused, with the place where it sits. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack } from '../../src/worker/codec.ts'
import { Uncrossable } from '../../src/worker/uncrossable.ts'
import { value } from './values.ts'

function refusal(sent: unknown, shared = true): { type: string; path: string } {
  try {
    pack(sent, { shared })
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    return { type: error.type, path: error.path }
  }
  throw new Error('it was packed')
}

const FUNCTION = (): number => 1

test('the value itself', () => {
  const path = 'the value itself'
  expect(refusal(FUNCTION)).toEqual({ type: 'function', path })
  expect(refusal(Symbol('s'))).toEqual({ type: 'symbol', path })
  expect(refusal(Promise.resolve())).toEqual({ type: 'Promise', path })
  expect(refusal(new WeakMap())).toEqual({ type: 'WeakMap', path })
  expect(refusal(new MessageChannel().port1)).toEqual({ type: 'MessagePort', path })
  expect(refusal(new SharedArrayBuffer(1), false)).toEqual({ type: 'SharedArrayBuffer', path })
  const view = new Int32Array(new SharedArrayBuffer(4))
  expect(refusal(view, false)).toEqual({ type: 'SharedArrayBuffer', path })
})

const step = fc.oneof(
  fc.nat(3).map((index) => ({ index })),
  fc.constantFrom('a', 'b', 'c').map((key) => ({ key })),
)

test('anywhere within objects and arrays', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), value, (steps, beside) => {
      let sent: unknown = FUNCTION
      let path = ''
      for (const at of steps) {
        if ('key' in at) {
          sent = { beside, [at.key]: sent }
          path = `.${at.key}${path}`
        } else {
          sent = [...Array.from({ length: at.index }, () => beside), sent, beside]
          path = `[${at.index}]${path}`
        }
      }
      expect(refusal(sent)).toEqual({ type: 'function', path })
    }),
  )
})

test('in maps and sets', () => {
  expect(refusal(new Map([['key', [FUNCTION]]])).path).toBe('.get(key)[0]')
  expect(refusal(new Map([[FUNCTION, 1]])).path).toBe('.keys()[0]')
  expect(refusal(new Map([[{}, FUNCTION]])).path).toBe('.get(keys()[0])')
  expect(refusal(new Map([[Symbol.iterator, 1]])).path).toBe('.keys()[0]')
  expect(refusal(new Set([1, FUNCTION])).path).toBe('.values()[1]')
})

test('on a cycle', () => {
  const parent: Record<string, unknown> = {}
  const child: Record<string, unknown> = { parent }
  Object.assign(parent, { self: parent, child, call: FUNCTION })
  expect(refusal(parent)).toEqual({ type: 'function', path: '.call' })
  expect(refusal(child)).toEqual({ type: 'function', path: '.parent.call' })
})

test('all of it, where it is nested too deeply', () => {
  let sent: unknown = null
  for (let depth = 0; depth < 100_000; depth += 1) sent = { sent }
  const type = 'structure too deep or too large'
  expect(refusal(sent)).toEqual({ type, path: 'the value itself' })
})

test('behind a getter that throws', () => {
  const trap = {
    get value(): never {
      throw new Error('not readable')
    },
  }
  expect(refusal({ list: [trap] })).toEqual({ type: 'Object', path: '.list[0]' })
})

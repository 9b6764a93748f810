/** Values and errors in messages: one line for everything, and nothing that throws. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { classOf, describe, errorLine, kindOf, withArticle } from '../../src/text/describe.ts'
import { value } from '../compare/values.ts'

const hostile = (): never => {
  throw new Error('no')
}

const { proxy: revoked, revoke } = Proxy.revocable({}, {})
revoke()

const HOSTILE: [string, unknown][] = [
  ['an inspect method that throws', { [Symbol.for('nodejs.util.inspect.custom')]: hostile }],
  [
    'a proxy that throws',
    new Proxy({}, { get: hostile, ownKeys: hostile, getPrototypeOf: hostile }),
  ],
  ['a revoked proxy', revoked],
  [
    'a getter for its class',
    Object.create({
      get constructor() {
        return hostile()
      },
    }),
  ],
  ['no prototype', Object.create(null)],
]

test.each(HOSTILE)('%s harms no message', (_, one) => {
  for (const tell of [describe, errorLine, classOf, kindOf]) {
    expect(tell(one)).toMatch(/^[^\n]+$/)
  }
})

test('every value is one short line', () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(describe(one)).toMatch(/^[^\n]{1,80}$/)
      expect(kindOf(one)).not.toContain('\n')
    }),
  )
})

const withMessage = (get: () => string): Error =>
  Object.defineProperty(new RangeError('x'), 'message', { get })

test.each([
  ['an error', new RangeError('no'), 'RangeError: no'],
  ['without a message', new TypeError(), 'TypeError'],
  ['whose message throws', withMessage(hostile), 'RangeError, whose message cannot be read'],
  ['that is a text', 'no', "'no'"],
])('%s is told in a line', (_, error, line) => {
  expect(errorLine(error)).toBe(line)
})

test.each([
  ['Object', 'an Object'],
  ['Array', 'an Array'],
  ['Point', 'a Point'],
  ['URL', 'a URL'],
  ['Uint8Array', 'a Uint8Array'],
  ['SharedArrayBuffer', 'a SharedArrayBuffer'],
  ['async function', 'an async function'],
])('%s has its article', (noun, said) => {
  expect(withArticle(noun)).toBe(said)
})

/** Thrown values across the border: `packError` never fails, and little is lost. */
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { packError, unpackError } from '../../src/worker/errors.ts'
import { value } from './values.ts'

const roundTrip = (thrown: unknown): unknown => unpackError(packError(thrown))

test('own properties arrive, whatever they are', () => {
  fc.assert(
    fc.property(fc.string(), value, (message, detail) => {
      const arrived = roundTrip(Object.assign(new Error(message), { detail }))
      expect(arrived).toEqual(Object.assign(new Error(message), { detail }))
    }),
  )
})

test('built-in classes stay, others leave their name', () => {
  class HttpError extends Error {
    override readonly name = 'HttpError'
    readonly status = 404
  }
  expect(roundTrip(new TypeError('t'))).toBeInstanceOf(TypeError)
  expect(roundTrip(new HttpError('not found'))).toMatchObject({
    name: 'HttpError',
    message: 'not found',
    status: 404,
  })
  const stopped = roundTrip(new DOMException('stopped', 'AbortError'))
  expect(stopped).toBeInstanceOf(DOMException)
  expect(stopped).toMatchObject({ name: 'AbortError', message: 'stopped', code: 20 })
})

test('errors within errors lose no more than others', () => {
  const inner = Object.assign(new RangeError('inner'), { code: 'E_INNER' })
  const outer = Object.assign(new Error('outer', { cause: inner }), { previous: inner })
  for (const arrived of [
    (roundTrip(outer) as typeof outer).previous,
    (roundTrip(outer) as Error).cause,
  ]) {
    expect(arrived).toBeInstanceOf(RangeError)
    expect(arrived).toMatchObject({ message: 'inner', code: 'E_INNER' })
  }
})

test('an error of another realm is an error', () => {
  const foreign = runInNewContext("Object.assign(new RangeError('far'), { code: 1 })")
  expect(roundTrip(foreign)).toBeInstanceOf(RangeError)
  expect(roundTrip(foreign)).toMatchObject({ message: 'far', code: 1 })
})

test('a part that would arrive emptied arrives as text', () => {
  const error = Object.assign(new Error('moved', { cause: new URL('http://a/') }), {
    to: new URL('http://b/'),
  })
  const arrived = roundTrip(error) as typeof error
  expect(String(arrived.to)).toContain('http://b/')
  expect(String(arrived.cause)).toContain('http://a/')
})

test('a name that is no class of errors does no harm', () => {
  for (const name of ['constructor', 'toString', 'SuppressedError', 'DOMException', 'Map']) {
    const error = Object.assign(new Error('odd'), { name })
    expect(roundTrip(error)).toMatchObject({ name, message: 'odd', stack: error.stack })
  }
})

test('properties that are not enumerable arrive, and stay so', () => {
  const error = Object.defineProperty(new Error('two failed'), 'suppressed', { value: 'first' })
  const arrived = roundTrip(error) as Error
  expect(Object.getOwnPropertyDescriptor(arrived, 'suppressed')).toMatchObject({
    value: 'first',
    enumerable: false,
  })
  expect(Object.keys(arrived)).toEqual([])
})

test('what cannot cross arrives as text', () => {
  const error = Object.assign(new Error('with context'), { retry: () => 1, socket: { on() {} } })
  const { retry, socket } = roundTrip(error) as typeof error
  expect([typeof retry, typeof socket]).toEqual(['string', 'string'])
  expect(roundTrip(Symbol('s'))).toBe('Symbol(s)')
})

test('a name, message or stack that is no text arrives as text', () => {
  const error = Object.assign(new Error('odd'), { name: 42, message: { toString: () => 'm' } })
  Object.assign(error, { stack: [() => 'a frame of `Error.prepareStackTrace`'] })
  expect(roundTrip(error)).toMatchObject({ name: '42', message: 'm', stack: expect.any(String) })
})

test('errors that cannot be read still arrive as something', () => {
  const trap = Object.defineProperty(new Error('trap'), 'detail', {
    enumerable: true,
    get() {
      throw new Error('not readable')
    },
  })
  expect(roundTrip(trap)).toMatchObject({
    message: 'trap',
    detail: expect.stringContaining('not readable'),
  })
  const worse = Object.defineProperty(new Error('worse'), 'message', {
    get() {
      throw new Error('not readable')
    },
  })
  expect(roundTrip(worse)).toBeDefined()
})

test('a cause that is its own cause ends somewhere', () => {
  const error = new Error('circular')
  error.cause = error
  expect(roundTrip(error)).toMatchObject({ message: 'circular', cause: { message: 'circular' } })
})

test('a cause of undefined is a cause', () => {
  expect(roundTrip(new Error('because', { cause: undefined }))).toHaveProperty('cause', undefined)
  expect(roundTrip(new Error('because'))).not.toHaveProperty('cause')
})

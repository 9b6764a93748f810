/** Values of every kind, made here for callers and in workers by a kernel, so that they cross both ways. */
import { createHash, createSecretKey } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { runInNewContext } from 'node:vm'

export class Point {
  x = 1
  y = [2]
  #square(): number {
    return this.x ** 2
  }
  norm(): number {
    return Math.sqrt(this.#square())
  }
}

class Account {
  owner = 'me'
  #balance = 5
  get balance(): number {
    return this.#balance
  }
}

class Saving extends Account {
  rate = 2
}

class Colour {
  static #count = 0
  // #fff;
  name = `
    #fff;
  `
  static next(): number {
    Colour.#count += 1
    return Colour.#count
  }
}

/** As TypeScript and esbuild compile private fields. */
const __privateAdd = (target: object, fields: WeakMap<object, unknown>, value: unknown): void => {
  fields.set(target, value)
}
const balance = new WeakMap<object, unknown>()
class Compiled {
  owner = 'me'
  constructor() {
    __privateAdd(this, balance, 5)
  }
}

/** Missing in Node’s types. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { Module: new (bytes: Uint8Array) => object }
}

class Empty {
  get size(): number {
    return 0
  }
}

const KEY = Symbol('key')
class Tagged {
  name = 'a';
  [KEY] = 1
}

class QuotaError extends Error {
  override readonly name: string = 'QuotaError'
  code = 'E_QUOTA'
}

class LockedError extends Error {
  #key = 1
  get key(): number {
    return this.#key
  }
}

class Pixels extends Uint8Array {}
class Entries extends Map<string, number> {}
class Steps extends Array<number> {}
class Moment extends Date {}
class Locked extends Set<number> {
  #open = false
  get open(): boolean {
    return this.#open
  }
}
class Link extends URL {
  label = 'home'
}

function ownArguments(): unknown {
  // oxlint-disable-next-line prefer-rest-params -- that is what is meant
  return arguments
}

const realm = (code: string): unknown => runInNewContext(code)
const withProperty = <T extends object>(value: T): T => Object.assign(value, { extra: 1 })

export const KINDS = {
  number: () => -0,
  bigint: () => 2n ** 70n,
  text: () => 'né\u0000\ud83d\ude00',
  nothing: () => undefined,
  object: () => ({ a: 1, b: [null, undefined] }),
  'object without properties': () => ({}),
  'object without prototype': () => Object.assign(Object.create(null) as object, { a: 1 }),
  'object of another realm': () => realm('({ a: [1] })'),
  'frozen object': () => Object.freeze({ a: 1 }),
  getter: () => ({
    get a() {
      return 1
    },
  }),
  'property that is not enumerable': () => Object.defineProperty({ a: 1 }, 'b', { value: 2 }),
  'symbol as a key': () => ({ a: 1, [KEY]: 2 }),
  'only symbols as keys': () => ({ [KEY]: 2 }),
  'only properties that are not enumerable': () => Object.defineProperty({}, 'b', { value: 2 }),
  array: () => [1, 'a', [2]],
  // oxlint-disable-next-line no-sparse-arrays -- that is what is meant
  'array with holes': () => [1, , 3],
  'array with a property': () => withProperty([1, 2]),
  'match of a RegExp': () => /(?<a>b)/.exec('abc'),
  'class of arrays': () => Steps.of(1, 2),
  arguments: () => Reflect.apply(ownArguments, undefined, [1, 2]),
  Map: () => new Map<unknown, unknown>([[{ a: 1 }, new Set([1])]]),
  'Map of another realm': () => realm('new Map([[1, 2]])'),
  'class of Maps': () => new Entries([['a', 1]]),
  'Map with a property': () => withProperty(new Map([[1, 2]])),
  Set: () => new Set([1, Number.NaN]),
  'class of Sets with a private field': () => new Locked([1]),
  Date: () => new Date(5),
  'invalid Date': () => new Date(Number.NaN),
  'class of Dates': () => new Moment(5),
  'Date with a property': () => withProperty(new Date(5)),
  RegExp: () => /a(?<b>c)/giu,
  'RegExp with a lastIndex': () => Object.assign(/a/g, { lastIndex: 2 }),
  'boxed number': () => Object(1) as unknown,
  'boxed text': () => Object('ab') as unknown,
  'boxed bigint': () => Object(1n) as unknown,
  'boxed symbol': () => Object(Symbol('s')) as unknown,
  ArrayBuffer: () => Uint8Array.of(1, 2).buffer,
  'resizable ArrayBuffer': () => new ArrayBuffer(2, { maxByteLength: 4 }),
  'typed array': () => Float64Array.of(1.5, -0).subarray(1),
  DataView: () => new DataView(new ArrayBuffer(4), 1, 2),
  Buffer: () => Buffer.from('né'),
  'class of typed arrays': () => new Pixels([1, 2]),
  Error: () => new Error('no', { cause: { a: 1 } }),
  TypeError: () => new TypeError('no'),
  'Error of another realm': () => realm("new RangeError('no')"),
  'class of Errors': () => new QuotaError('no'),
  'Error with a property': () => Object.assign(new Error('no'), { code: 'ENOENT' }),
  AggregateError: () => new AggregateError([new Error('one')], 'no'),
  'class of Errors with a private field': () => new LockedError('no'),
  'Error caused by a Headers': () => new Error('no', { cause: new Headers({ a: '1' }) }),
  DOMException: () => new DOMException('no', 'AbortError'),
  'instance of a class': () => new Point(),
  'instance of a class with static private fields': () => new Colour(),
  'instance of a class with a private field': () => new Account(),
  'instance of a class below one with a private field': () => new Saving(),
  'instance of a class with a compiled private field': () => new Compiled(),
  'instance of a class with a symbol as a key': () => new Tagged(),
  'instance of a class without properties': () => new Empty(),
  'object made from another': () => Object.create({ inherited: 1 }) as unknown,
  URL: () => new URL('http://a/b'),
  'class of URLs': () => new Link('http://a/b'),
  URLSearchParams: () => new URLSearchParams('a=1'),
  Headers: () => new Headers({ a: '1' }),
  FormData: () => new FormData(),
  Blob: () => new Blob(['abc']),
  File: () => new File(['abc'], 'a.txt'),
  Request: () => new Request('http://a/'),
  Response: () => new Response('abc'),
  ReadableStream: () => new ReadableStream(),
  WritableStream: () => new WritableStream(),
  Readable: () => Readable.from(['a']),
  AbortController: () => new AbortController(),
  AbortSignal: () => AbortSignal.abort(),
  Event: () => new Event('a'),
  EventTarget: () => new EventTarget(),
  EventEmitter: () => new EventEmitter(),
  TextDecoder: () => new TextDecoder(),
  StringDecoder: () => new StringDecoder('utf8'),
  Hash: () => createHash('sha256'),
  KeyObject: () => createSecretKey(Buffer.from('k')),
  MessagePort: () => new MessageChannel().port1,
  'WebAssembly.Module': () =>
    new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
  'Intl.NumberFormat': () => new Intl.NumberFormat('en'),
  Math: () => Math,
  WeakMap: () => new WeakMap(),
  WeakRef: () => new WeakRef({}),
  Promise: () => ({ later: Promise.resolve(1) }),
  generator: () => ({
    steps: (function* count() {
      yield 1
    })(),
  }),
  iterator: () => new Map([[1, 2]]).entries(),
  Proxy: () => new Proxy({ a: 1 }, {}),
  function: () => () => 1,
  symbol: () => Symbol('s'),
} satisfies Record<string, () => unknown>

export type KindName = keyof typeof KINDS

/** Needs the class of what it gets. */
export const normOf = (point: Point): number => point.norm()
export const isPoint = (point: unknown, other?: unknown): boolean =>
  point instanceof Point || other instanceof Point

/** Makes values in a worker: one by itself, one within another. */
export const make = (name: KindName): unknown => KINDS[name]()
export const makeWithin = (name: KindName): unknown => ({ at: [KINDS[name]()] })

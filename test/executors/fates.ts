/** What becomes of each kind of value that crosses to a worker or back. */
import { KINDS } from '../kernels/kinds.ts'
import type { KindName } from '../kernels/kinds.ts'

/** What arrives, equal in all that a comparison sees, and what it has lost. */
interface Carried {
  as: () => unknown
  /** Null: it arrives as it was. */
  lost: string | null
}

/** Nothing arrives but an error, with the class and the place of what cannot cross. */
interface Refused {
  type: string
  path: string
  /** Null: there can be no copy of any kind. */
  lacks: RegExp | null
  /** What to send. */
  instead: string
}

const same = (name: KindName): Carried => ({ as: KINDS[name], lost: null })
const as = (make: () => unknown, lost: string): Carried => ({ as: make, lost })
const refused = (
  type: string,
  lacks: RegExp | null,
  instead: string,
  path = 'the value itself',
): Refused => ({ type, lacks, instead, path })

const CLASS = 'its class'
const PROPERTIES = 'the property beside its content'
const PRIVATE = /^its private field #\w+$/
const SYMBOLS = /^its properties with symbols as keys$/
const ALL = /^all that it holds$/
/** Which of these it is differs from one version of Node to the next. */
const PLATFORM =
  /^its private field #\w+$|^its properties with symbols as keys$|^all that it holds$/
const DATA = 'its data, as a plain object'
const MADE_THERE = 'what it is made from, and make it in the kernel'

export const FATES: Record<KindName, Carried | Refused> = {
  number: same('number'),
  bigint: same('bigint'),
  text: same('text'),
  nothing: same('nothing'),
  object: same('object'),
  'object without properties': same('object without properties'),
  'object without prototype': as(() => ({ a: 1 }), 'that it has no prototype'),
  'object of another realm': as(() => ({ a: [1] }), 'its realm: it is one of the worker’s own'),
  'frozen object': as(() => ({ a: 1 }), 'that it is frozen'),
  getter: as(() => ({ a: 1 }), 'the getter: its value arrives'),
  'property that is not enumerable': as(() => ({ a: 1 }), 'the property'),
  'symbol as a key': as(() => ({ a: 1 }), 'the property'),
  'only symbols as keys': refused('Object', /symbols as keys/, 'properties with texts as keys'),
  'only properties that are not enumerable': refused(
    'Object',
    /not enumerable/,
    'properties that are enumerable',
  ),
  array: same('array'),
  'array with holes': same('array with holes'),
  'array with a property': same('array with a property'),
  'match of a RegExp': as(() => {
    const match = /(?<a>b)/.exec('abc')
    return Object.assign(match ?? [], { groups: { a: 'b' } })
  }, 'that its `groups` have no prototype'),
  'class of arrays': as(() => [1, 2], CLASS),
  arguments: refused('Arguments', null, 'an array'),
  Map: same('Map'),
  'Map of another realm': as(() => new Map([[1, 2]]), 'its realm: it is one of the worker’s own'),
  'class of Maps': as(() => new Map([['a', 1]]), CLASS),
  'Map with a property': as(() => new Map([[1, 2]]), PROPERTIES),
  Set: same('Set'),
  'class of Sets with a private field': refused('Locked', PRIVATE, DATA),
  Date: same('Date'),
  'invalid Date': same('invalid Date'),
  'class of Dates': as(() => new Date(5), CLASS),
  'Date with a property': as(() => new Date(5), PROPERTIES),
  RegExp: same('RegExp'),
  'RegExp with a lastIndex': as(() => /a/g, 'its `lastIndex`'),
  'boxed number': same('boxed number'),
  'boxed text': same('boxed text'),
  'boxed bigint': same('boxed bigint'),
  'boxed symbol': refused('Symbol', null, 'a text'),
  ArrayBuffer: same('ArrayBuffer'),
  'resizable ArrayBuffer': as(() => new ArrayBuffer(2), 'that it can be resized'),
  'typed array': same('typed array'),
  DataView: same('DataView'),
  Buffer: same('Buffer'),
  'class of typed arrays': as(() => new Uint8Array([1, 2]), CLASS),
  Error: same('Error'),
  TypeError: same('TypeError'),
  'Error of another realm': as(
    () => new RangeError('no'),
    'its realm: it is one of the worker’s own',
  ),
  'class of Errors': as(() => new Error('no'), 'its class, its name and its other properties'),
  'Error with a property': as(() => new Error('no'), 'the property'),
  AggregateError: as(() => new Error('no'), 'its class, its name and its `errors`'),
  'class of Errors with a private field': refused('LockedError', PRIVATE, DATA),
  'Error caused by a Headers': refused('Headers', PLATFORM, '`[...headers]`', '.cause'),
  DOMException: refused('DOMException', /^its message$/, 'its name and message'),
  'instance of a class': as(() => ({ x: 1, y: [2] }), 'its class, with methods and accessors'),
  'instance of a class with static private fields': as(
    () => ({ ...(KINDS['instance of a class with static private fields']() as object) }),
    CLASS,
  ),
  'instance of a class with a private field': refused('Account', PRIVATE, DATA),
  'instance of a class below one with a private field': refused('Saving', PRIVATE, DATA),
  'instance of a class with a compiled private field': refused(
    'Compiled',
    /^its private fields$/,
    DATA,
  ),
  'instance of a class with a symbol as a key': refused('Tagged', SYMBOLS, DATA),
  'instance of a class without properties': refused('Empty', ALL, DATA),
  'object made from another': refused('Object', ALL, DATA),
  URL: refused('URL', PLATFORM, '`url.href`'),
  'class of URLs': refused('Link', PLATFORM, '`url.href`'),
  URLSearchParams: refused('URLSearchParams', PLATFORM, '`String(params)`'),
  Headers: refused('Headers', PLATFORM, '`[...headers]`'),
  FormData: refused('FormData', PLATFORM, '`[...form]`'),
  Blob: refused('Blob', PLATFORM, '`await blob.bytes()`'),
  File: refused('File', PLATFORM, '`await file.bytes()` and its name'),
  Request: refused('Request', PLATFORM, MADE_THERE),
  Response: refused('Response', PLATFORM, '`await response.bytes()`'),
  ReadableStream: refused('ReadableStream', PLATFORM, 'what it brings'),
  WritableStream: refused('WritableStream', PLATFORM, MADE_THERE),
  Readable: refused('Readable', PLATFORM, 'what it brings'),
  AbortController: refused('AbortController', PLATFORM, 'nothing: `map` has a `signal`'),
  AbortSignal: refused('AbortSignal', PLATFORM, 'nothing: `map` has a `signal`'),
  Event: refused('Event', PLATFORM, DATA),
  EventTarget: refused('EventTarget', PLATFORM, MADE_THERE),
  EventEmitter: refused('EventEmitter', PLATFORM, MADE_THERE),
  TextDecoder: refused('TextDecoder', PLATFORM, MADE_THERE),
  StringDecoder: refused('StringDecoder', PLATFORM, MADE_THERE),
  Hash: refused('Hash', PLATFORM, 'its digest'),
  KeyObject: refused('SecretKeyObject', PLATFORM, '`key.export()`'),
  MessagePort: refused('MessagePort', PLATFORM, MADE_THERE),
  'WebAssembly.Module': refused('Module', ALL, 'its bytes'),
  'Intl.NumberFormat': refused('NumberFormat', ALL, MADE_THERE),
  Math: refused('Math', /^all its properties/, MADE_THERE),
  WeakMap: refused('WeakMap', ALL, 'a Map'),
  WeakRef: refused('WeakRef', ALL, 'what it refers to'),
  Promise: refused('Promise', ALL, 'what it resolves to', '.later'),
  generator: refused('Generator', ALL, 'what it yields', '.steps'),
  iterator: refused('Map Iterator', ALL, 'an array'),
  Proxy: refused('Proxy', null, 'a copy, `{ ...proxy }`'),
  function: refused('function', null, 'a name that the kernel knows'),
  symbol: refused('symbol', null, 'a text'),
}

type Named<Fate> = [name: string, fate: Fate]

export const isCarried = (named: Named<Carried | Refused>): named is Named<Carried> =>
  'as' in named[1]
export const isRefused = (named: Named<Carried | Refused>): named is Named<Refused> =>
  !isCarried(named)

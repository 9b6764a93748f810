/**
 * Thrown values across the border with nothing lost: name, message, stack, cause, own properties.
 * Structured clone alone drops subclasses and own properties, and inter-process JSON drops nearly all.
 */
import { inspect } from 'node:util'
import { isError } from '../text/describe.ts'
import { pack, unpack } from './codec.ts'
import type { Packed } from './codec.ts'

type Flat =
  | { kind: 'value'; value: unknown }
  | {
      kind: 'error'
      name: string
      message: string
      stack: string
      cause: Flat | null
      errors: Flat[] | null
      properties: { key: string; value: Flat; enumerable: boolean }[]
      /** Whether it is a DOMException, which has its message and name elsewhere. */
      dom: boolean
    }

/** Not among the `properties`; `errors` is neither, where it is that of an AggregateError. */
const KNOWN = new Set(['name', 'message', 'stack', 'cause'])

/** A class of the kernel's own is not known at the other side, but these are. */
const NATIVE = new Map<string, ErrorConstructor>(
  [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map((native) => [
    native.name,
    native,
  ]),
)

/** Deeper chains are cut: a cause may be its own cause. */
const MAX_DEPTH = 8

export function packError(thrown: unknown): Packed {
  try {
    return pack(flatten(thrown, MAX_DEPTH), { shared: false })
  } catch {
    // its name or message is a getter that throws, or the like
    const unreadable: Flat = { kind: 'value', value: 'an error that cannot be read' }
    return pack(unreadable, { shared: false })
  }
}

/** An `Error` like the one that was thrown, or the thrown value itself where that was no error. */
export function unpackError(packed: Packed): unknown {
  return restore(unpack(packed) as Flat)
}

const text = (value: unknown): string => String(value)

function flatten(thrown: unknown, depth: number): Flat {
  if (!isError(thrown)) return { kind: 'value', value: sendable(() => thrown) }
  const deeper = depth > 0
  return {
    kind: 'error',
    // whatever someone has put there: only texts can be relied on at the other side
    name: text(thrown.name),
    message: text(thrown.message),
    stack: text(thrown.stack ?? ''),
    cause: deeper && 'cause' in thrown ? flatten(thrown.cause, depth - 1) : null,
    errors:
      deeper && thrown instanceof AggregateError
        ? thrown.errors.map((error) => flatten(error, depth - 1))
        : null,
    properties: Object.entries(Object.getOwnPropertyDescriptors(thrown))
      .filter(([key]) => !KNOWN.has(key) && !(key === 'errors' && thrown instanceof AggregateError))
      .map(([key, { enumerable }]) => ({
        key,
        value: flattenProperty(thrown, key, depth),
        enumerable: enumerable === true,
      })),
    dom: thrown instanceof DOMException,
  }
}

function flattenProperty(thrown: Error, key: string, depth: number): Flat {
  const read = (): unknown => (thrown as unknown as Record<string, unknown>)[key]
  try {
    const value = read()
    if (depth > 0 && isError(value)) return flatten(value, depth - 1)
  } catch {
    // a getter that throws: `sendable` tells of what
  }
  return { kind: 'value', value: sendable(read) }
}

/** The value, or its text where it cannot cross: an error report must never fail itself. */
function sendable(read: () => unknown): unknown {
  let value: unknown
  try {
    value = read()
    pack(value, { shared: false })
    return value
  } catch (error) {
    return inspect(value ?? error, { depth: 2 })
  }
}

function restore(flat: Flat): unknown {
  if (flat.kind === 'value') return flat.value
  const error = made(flat)
  Object.defineProperty(error, 'name', { value: flat.name, configurable: true, writable: true })
  Object.defineProperty(error, 'stack', { value: flat.stack, configurable: true, writable: true })
  for (const { key, value, enumerable } of flat.properties) {
    Object.defineProperty(error, key, {
      value: restore(value),
      enumerable,
      configurable: true,
      writable: true,
    })
  }
  return error
}

function made({ name, message, cause, errors, dom }: Extract<Flat, { kind: 'error' }>): Error {
  const options = cause === null ? {} : { cause: restore(cause) }
  if (errors !== null) return new AggregateError(errors.map(restore), message, options)
  if (dom) return new DOMException(message, { name, ...options })
  return new (NATIVE.get(name) ?? Error)(message, options)
}

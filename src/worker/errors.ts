/**
 * Thrown values across the border with nothing lost: name, message, stack, cause, own properties.
 * Structured clone alone drops subclasses and own properties, and inter-process JSON drops nearly all.
 */
import { inspect } from 'node:util'
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
      properties: [string, unknown][]
    }

const OWN = new Set(['name', 'message', 'stack', 'cause', 'errors'])

/** Deeper chains are cut: a cause may be its own cause. */
const MAX_DEPTH = 8

export function packError(thrown: unknown): Packed {
  return pack(flatten(thrown, MAX_DEPTH), { shared: false })
}

/** An `Error` like the one that was thrown, or the thrown value itself where that was no error. */
export function unpackError(packed: Packed): unknown {
  return restore(unpack(packed) as Flat)
}

function flatten(thrown: unknown, depth: number): Flat {
  if (!(thrown instanceof Error)) return { kind: 'value', value: sendable(thrown) }
  const deeper = depth > 0
  return {
    kind: 'error',
    name: String(thrown.name),
    message: String(thrown.message),
    stack: String(thrown.stack ?? ''),
    cause: deeper && 'cause' in thrown ? flatten(thrown.cause, depth - 1) : null,
    errors:
      deeper && thrown instanceof AggregateError
        ? thrown.errors.map((error) => flatten(error, depth - 1))
        : null,
    properties: Object.entries(thrown)
      .filter(([key]) => !OWN.has(key))
      .map(([key, value]) => [key, sendable(value)]),
  }
}

/** The value, or its text where it cannot cross: an error report must never fail itself. */
function sendable(value: unknown): unknown {
  try {
    pack(value, { shared: false })
    return value
  } catch {
    return inspect(value, { depth: 2 })
  }
}

function restore(flat: Flat): unknown {
  if (flat.kind === 'value') return flat.value
  const options = flat.cause === null ? {} : { cause: restore(flat.cause) }
  const error =
    flat.errors === null
      ? new (constructorOf(flat.name))(flat.message, options)
      : new AggregateError(flat.errors.map(restore), flat.message, options)
  Object.defineProperty(error, 'name', { value: flat.name, configurable: true, writable: true })
  Object.defineProperty(error, 'stack', { value: flat.stack, configurable: true, writable: true })
  return Object.assign(error, Object.fromEntries(flat.properties))
}

/** `RangeError` and the like keep their class; a class of the kernel's own is not known here. */
function constructorOf(name: string): ErrorConstructor {
  const found = (globalThis as Record<string, unknown>)[name]
  const isError = typeof found === 'function' && found.prototype instanceof Error
  return isError && name !== 'AggregateError' ? (found as ErrorConstructor) : Error
}

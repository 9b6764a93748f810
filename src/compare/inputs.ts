/**
 * A comparison's inputs, and its context: kernels get copies, so that the caller's own stay as they are, and what a
 * kernel changes is found, whether its results show it or not. Sorting in place gives the right
 * result and leaves sorted inputs to every later call.
 */
import { types } from 'node:util'
import { LanemarkError } from '../findings.ts'
import { holdsShared } from '../worker/buffers.ts'
import { difference } from './equality.ts'

export class Inputs {
  /** What kernels get: faithful copies, or the values themselves where there can be none. */
  readonly given: readonly unknown[]
  /** How each of them was. */
  readonly #before: readonly unknown[]

  readonly #what: 'input' | 'context'

  constructor(values: Iterable<unknown>, what: 'input' | 'context' = 'input') {
    this.#what = what
    const all = [...values]
    const copies = new Map<unknown, unknown>()
    for (const value of all) if (!copies.has(value)) copies.set(value, faithfulCopy(value))
    this.given = all.map((value) => copies.get(value) ?? value)
    const records = new Map<unknown, unknown>()
    this.#before = all.map((value, index) =>
      this.given[index] === value ? record(value, records) : value,
    )
  }

  /**
   * @param mode whose pass has just ended; null: some later round
   * @throws {LanemarkError} `input-changed`, for the first input that is not as it was
   */
  check(mode: string | null): void {
    for (const [index, before] of this.#before.entries()) {
      const changed = difference(before, this.given[index])
      if (changed === null) continue
      const path = changed.path.replace('the result itself', `the ${this.#what} itself`)
      const { expected, actual } = changed
      const finding = { mode, what: this.#what, index, path, before: expected, after: actual }
      throw new LanemarkError({ code: 'input-changed', ...finding })
    }
  }
}

/** A copy that nothing tells from the value; undefined for what has none, such as instances of classes. */
function faithfulCopy(value: unknown): unknown {
  try {
    if (holdsShared(value)) return undefined
    const copy = structuredClone(value)
    return difference(value, copy) === null ? copy : undefined
  } catch {
    // a function in it, or a getter that throws
    return undefined
  }
}

/**
 * What is known of a value, for a later comparison and for nothing else: containers and instances of
 * classes with their own properties; whatever hides its state stands for itself.
 */
function record(value: unknown, known: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return value
  if (known.has(value)) return known.get(value)
  const copy = emptyLike(value)
  if (copy === null) return value
  known.set(value, copy)
  if (value instanceof Map) {
    for (const [key, item] of value) (copy as Map<unknown, unknown>).set(key, record(item, known))
  }
  if (value instanceof Set)
    for (const item of value) (copy as Set<unknown>).add(record(item, known))
  // the elements of typed arrays are there already
  if (ArrayBuffer.isView(value)) return copy
  for (const [key, own] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    const kept = 'value' in own ? { ...own, value: record(own.value, known) } : own
    Object.defineProperty(copy, key, kept)
  }
  return copy
}

/** Of the same class, still without its parts; null where a constructor would be needed. */
function emptyLike(value: object): object | null {
  const copy = blank(value)
  return copy === null ? null : Object.setPrototypeOf(copy, Object.getPrototypeOf(value))
}

function blank(value: object): object | null {
  if (Array.isArray(value)) return []
  if (types.isMap(value)) return new Map()
  if (types.isSet(value)) return new Set()
  if (types.isDate(value)) return new Date(value)
  if (types.isRegExp(value)) return new RegExp(value)
  if (ArrayBuffer.isView(value) && !(value.buffer instanceof SharedArrayBuffer)) {
    return structuredClone(value)
  }
  return Object.prototype.toString.call(value) === '[object Object]' ? {} : null
}

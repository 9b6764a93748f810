/**
 * State that no copy carries. V8 writes an object's own enumerable properties. Where an object of a
 * class keeps its state elsewhere (a URL, Headers, a Blob, a class with private fields), a copy would
 * arrive emptied without a word, so it is refused.
 */
import { types } from 'node:util'
import { formOf, isPlainObject, partsOf } from './parts.ts'
import type { Form } from './parts.ts'

/**
 * Whether an object of the value would arrive emptied. To be asked of what V8 has written: that much
 * is known to be no function, no proxy and the like.
 */
export const hidesState = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && hides(value, new Set())

/** @param seen objects that have objects in them: others are looked at sooner than they are noted */
function hides(value: object, seen: Set<object>): boolean {
  if (seen.has(value)) return false
  const form = quickFormOf(value)
  const parts = partsOf(value, form)
  // what is plain and not empty hides nothing that counts, and most objects are
  if ((parts.length === 0 || !isPlainObject(value)) && hiddenState(value, form) !== null)
    return true
  let nests = false
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at]
    if (typeof part !== 'object' || part === null) continue
    if (!nests) seen.add(value)
    nests = true
    if (hides(part, seen)) return true
  }
  return false
}

/** What a copy of the object itself would lack, its parts left aside; null: nothing. */
export const lackOf = (value: unknown): string | null =>
  typeof value !== 'object' || value === null || types.isProxy(value)
    ? null
    : hiddenState(value, quickFormOf(value))

/** What V8 would leave behind of an object, though the object is about it; null: nothing. */
function hiddenState(value: object, form: Form): string | null {
  if (isPlainObject(value)) return hiddenInAll(value)
  const { state, root } = traitsOf(Object.getPrototypeOf(value))
  if (state !== null) return state
  if (form === 'error') return hasHiddenMessage(value as Error) ? 'its message' : null
  if (form !== 'record') return null
  if (root) return hiddenInAll(value)
  if (Object.getOwnPropertySymbols(value).length > 0) return 'its properties with symbols as keys'
  return hasEnumerable(value) ? null : 'all that it holds'
}

/** An object of no class is its properties; if none is left of some, it is emptied. */
function hiddenInAll(value: object): string | null {
  if (Array.isArray(value) || hasEnumerable(value)) return null
  if (Reflect.ownKeys(value).length === 0) return null
  const symbols = Object.getOwnPropertySymbols(value).length > 0
  return `all its properties, which ${symbols ? 'have symbols as keys' : 'are not enumerable'}`
}

function hasEnumerable(value: object): boolean {
  for (const key in value) if (Object.hasOwn(value, key)) return true
  return false
}

/** V8 writes a message that is a property of the error; a DOMException's is none. */
const hasHiddenMessage = (error: Error): boolean =>
  !Object.hasOwn(error, 'message') && error.message !== ''

/** What all objects with a prototype have in common. */
interface Traits {
  /** Private fields, in words; null: there are none. */
  state: string | null
  /** Whether the prototype is no class's but where all chains end, here or in another realm. */
  root: boolean
  /** Whether its classes are plain ones, so that its objects' form is `record`. */
  record: boolean
}

const known = new WeakMap<object, Traits>()
const NOTHING: Traits = { state: null, root: true, record: true }

function traitsOf(prototype: object | null): Traits {
  if (prototype === null) return NOTHING
  const before = known.get(prototype)
  if (before !== undefined) return before
  const parent: object | null = Object.getPrototypeOf(prototype)
  const root = parent === null
  const above = parent === null ? NOTHING : traitsOf(parent)
  const text = root ? '' : sourceOf(prototype)
  const traits = {
    state: privateState(text) ?? above.state,
    root,
    record: root ? prototype === Object.prototype : above.record && !text.includes('[native code]'),
  }
  known.set(prototype, traits)
  return traits
}

function quickFormOf(value: object): Form {
  if (isPlainObject(value)) return Array.isArray(value) ? 'list' : 'record'
  const prototype: object | null = Object.getPrototypeOf(value)
  return prototype !== null && traitsOf(prototype).record ? 'record' : formOf(value)
}

/** The text of the class that a prototype belongs to. */
function sourceOf(prototype: object): string {
  const made: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  if (typeof made !== 'function' || types.isProxy(made)) return ''
  return Function.prototype.toString.call(made)
}

/** `#name` where a class's member begins and nothing but a value can follow: no method, not static. */
const FIELD = /#(?<=(?:[{};\n]|\*\/)\s*(?:accessor\s+)?#)([\p{ID_Continue}$]+)(?=\s*[=;}\n/])/gu

/** What TypeScript, esbuild and Babel make of private fields for older engines: entries of WeakMaps. */
const COMPILED = /\b(?:__privateAdd|_classPrivateFieldInitSpec)\(this\b|\b_\w+\.set\(this,/

/** No construct of the language tells, so a text that looks like a field counts where it is used. */
function privateState(source: string): string | null {
  for (const [, name] of source.matchAll(FIELD)) {
    if (source.includes(`.#${name}`)) return `its private field #${name}`
  }
  return COMPILED.test(source) ? 'its private fields' : null
}

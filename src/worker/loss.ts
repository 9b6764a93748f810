/**
 * What a value loses on its way to another worker or back: the rule of structured clone. Asked only
 * when something went wrong, for the loss may be why.
 */
import { types } from 'node:util'
import { classOf } from '../text/describe.ts'
import type { Loss, Lost } from '../findings.ts'
import { VIEWS } from './codec.ts'
import { formOf, namedParts } from './parts.ts'
import type { Form } from './parts.ts'

/** Objects that are looked at, and elements of a list; a loss is mostly everywhere or nowhere. */
const MOST = 1000

/** What the kernel's arguments lost on the way to it; null: nothing that is known of. */
export function lostOf(input: unknown, context: { value: unknown } | null): Lost | null {
  const ofInput = lossOf(input)
  if (ofInput !== null) return { what: 'input', ...ofInput }
  const ofContext = context === null ? null : lossOf(context.value)
  return ofContext === null ? null : { what: 'context', ...ofContext }
}

/** The first loss in the value; null: it would arrive as it is, or is too large to tell. */
function lossOf(value: unknown): Loss | null {
  const waiting = [{ part: value, path: '' }]
  const seen = new Set<unknown>()
  for (const { part, path } of waiting) {
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    if (seen.size >= MOST || (Array.isArray(part) && part.length > MOST)) return null
    seen.add(part)
    const lost = lossHere(part)
    if (lost !== null) return { lost, type: classOf(part), path }
    for (const [step, next] of namedParts(part)) waiting.push({ part: next, path: path + step })
  }
  return null
}

/** What the object itself would lose, its parts left aside; null: nothing. */
export function lossHere(value: object): Loss['lost'] | null {
  if (types.isProxy(value)) return null
  const form = formOf(value)
  if (form === 'error') return losesFromError(value as Error) ? 'error' : null
  if (!KEPT.has(Object.getPrototypeOf(value))) return 'class'
  if (Object.getOwnPropertySymbols(value).length > 0) return 'symbols'
  if (types.isRegExp(value) && value.lastIndex !== 0) return 'last-index'
  return losesProperties(value, form) ? 'properties' : null
}

const BUILT_IN = [Object, Array, Map, Set, Date, RegExp, ArrayBuffer, SharedArrayBuffer]
const BOXED = [Number, String, Boolean, BigInt]

/** Prototypes that are the same at the other side. */
const KEPT = new Set<unknown>([
  ...[...BUILT_IN, ...BOXED].map((kept) => kept.prototype as unknown),
  ...VIEWS.map(
    (name) => (Reflect.get(globalThis, name) as { prototype: object } | undefined)?.prototype,
  ),
])

const NATIVE_ERRORS = new Set<unknown>(
  [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError].map(
    (native) => native.prototype,
  ),
)

const WRITTEN = new Set(['stack', 'message', 'cause'])

const losesFromError = (error: Error): boolean =>
  !NATIVE_ERRORS.has(Object.getPrototypeOf(error)) ||
  Reflect.ownKeys(error).some((key) => typeof key === 'symbol' || !WRITTEN.has(key))

function losesProperties(value: object, form: Form): boolean {
  if (form === 'record') return Object.getOwnPropertyNames(value).length > Object.keys(value).length
  // a list's are written; those of texts and views are their elements
  if (form === 'list' || ArrayBuffer.isView(value) || types.isStringObject(value)) return false
  return Object.keys(value).length > 0
}

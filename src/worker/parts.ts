/** What V8 takes an object for, and the parts of it that it writes. */
import { inspect, types } from 'node:util'

/** `record`: whatever has nothing but its properties, instances of classes included. */
export type Form = 'list' | 'map' | 'set' | 'error' | 'closed' | 'record'

/** Its form is in the object and not in its class, which may be a class of the user's own. */
export function formOf(value: object): Form {
  if (Array.isArray(value)) return 'list'
  if (ArrayBuffer.isView(value)) return 'closed'
  if (types.isMap(value)) return 'map'
  if (types.isSet(value)) return 'set'
  if (types.isNativeError(value)) return 'error'
  const closed =
    types.isDate(value) ||
    types.isRegExp(value) ||
    types.isAnyArrayBuffer(value) ||
    types.isBoxedPrimitive(value)
  return closed ? 'closed' : 'record'
}

/** The parts that are written: elements, keys and items, properties, an error's cause. */
export function partsOf(value: object, form: Form): readonly unknown[] {
  switch (form) {
    case 'record':
      return Object.values(value)
    case 'list':
      return elementsOf(value as unknown[])
    case 'map':
      return [...entries(value).keys(), ...entries(value).values()]
    case 'set':
      return [...(value as Set<unknown>)]
    case 'error':
      return Object.hasOwn(value, 'cause') ? [(value as Error).cause] : []
    case 'closed':
      return []
  }
}

const entries = (value: object): Map<unknown, unknown> => value as Map<unknown, unknown>

/** Below that, a list's values cost less than to find out whether it has others than its elements. */
const LONG = 256

/** With the properties that a list has beside its elements, and without its holes. */
export const elementsOf = (list: readonly unknown[]): readonly unknown[] =>
  list.length >= LONG && isSeries(list) ? list : Object.values(list)

/** Whether a list has no holes and nothing beside its elements, so that it is its own values. */
function isSeries(list: readonly unknown[]): boolean {
  if (hasNames(list)) return false
  for (let index = 0; index < list.length; index += 1) {
    if (list[index] === undefined && !(index in list)) return false
  }
  return true
}

/** `inspect` alone asks V8 for the names without the indices. Other words of it cost time, no more. */
function hasNames(list: readonly unknown[]): boolean {
  const text = inspect(list, { maxArrayLength: 0, depth: 0, customInspect: false })
  return text !== `[ ... ${list.length} more items ]`
}

/** Objects and lists of no class. */
export function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || (prototype === Array.prototype && Array.isArray(value))
}

/** A part with the step that leads to it: `[3]`, `.name`, `.get(key)`. */
export type NamedPart = [step: string, part: unknown]

/** The parts for messages; none where there is no knowing, as with a getter that throws. */
export function namedParts(value: unknown): NamedPart[] {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return []
  try {
    return named(value, formOf(value))
  } catch {
    return []
  }
}

function named(value: object, form: Form): NamedPart[] {
  switch (form) {
    case 'map':
      return [...entries(value)].flatMap(([key, item], index): NamedPart[] => [
        [`.keys()[${index}]`, key],
        [`.get(${Object(key) === key ? `keys()[${index}]` : String(key)})`, item],
      ])
    case 'set':
      return partsOf(value, form).map((item, index) => [`.values()[${index}]`, item])
    case 'error':
      return partsOf(value, form).map((cause) => ['.cause', cause])
    case 'list':
      return Object.entries(value).map(([key, item]) => [stepInto(key), item])
    case 'record':
      return Object.entries(value).map(([key, item]) => [`.${key}`, item])
    case 'closed':
      return []
  }
}

/** A list may have names beside its indices. */
const stepInto = (key: string): string => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)

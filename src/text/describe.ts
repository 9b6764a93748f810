/** Values and errors in messages and reports. None of it throws, whatever it is given. */
import { inspect, types } from 'node:util'

/** One line, never long. */
const LENGTH = 80

/** A value as one readable line. */
export function describe(value: unknown): string {
  const line = inspected(value).replaceAll(/\s+/g, ' ')
  return line.length <= LENGTH ? line : `${line.slice(0, LENGTH - 1)}…`
}

const BRIEF = { depth: 2, breakLength: Infinity, maxArrayLength: 6, maxStringLength: 60 }

/** Getters, proxies and `inspect` methods of the user's own may throw. */
function inspected(value: unknown): string {
  for (const customInspect of [true, false]) {
    try {
      return inspect(value, { ...BRIEF, customInspect })
    } catch {
      // the next attempt does without what threw
    }
  }
  return `${withArticle(classOf(value))} that cannot be shown`
}

/** `RangeError: too early`; for what is no error, the value. */
export function errorLine(thrown: unknown): string {
  if (!isError(thrown)) return describe(thrown)
  const [name, message] = [read(thrown, 'name'), read(thrown, 'message')]
  if (message === null) return `${name ?? 'Error'}, whose message cannot be read`
  return message === '' ? (name ?? 'Error') : `${name ?? 'Error'}: ${message}`
}

/** Errors of other realms too, which `instanceof` does not know; it would ask a proxy, which may throw. */
export const isError = (value: unknown): value is Error =>
  types.isNativeError(value) || (!types.isProxy(value) && value instanceof Error)

function read(error: Error, key: 'name' | 'message'): string | null {
  try {
    // somebody may have put there what is no text
    const told: unknown = error[key]
    return String(told)
  } catch {
    return null
  }
}

/** The name of a value's class: `Point`, `Array`; of no class, `object`; of no object, its type. */
export function classOf(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  try {
    const name: unknown = Object.getPrototypeOf(value)?.constructor?.name
    return typeof name === 'string' && name !== '' ? name : 'object'
  } catch {
    return 'object'
  }
}

/** `an Array`, `a Point`. */
export const withArticle = (noun: string): string =>
  `${/^(?:[aeio]|un(?!i))/i.test(noun) ? 'an' : 'a'} ${noun}`

/** What a value is, for a sentence: `null`, `a function`, `an Array`, `"text"`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return 'a function'
  return typeof value === 'object' ? withArticle(classOf(value)) : describe(value)
}

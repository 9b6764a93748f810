/** Whether two results are the same value, and where they part. */
import { isDeepStrictEqual } from 'node:util'
import { describe } from '../describe.ts'

export interface Difference {
  /** Where: `[3].name`; `the result itself` at the top. */
  path: string
  expected: string
  actual: string
}

/**
 * Deep and exact: `NaN` equals itself, `-0` differs from `0`, prototypes count, typed arrays are
 * compared element by element, Maps and Sets by content.
 *
 * @returns the first difference found, or null
 */
export function difference(expected: unknown, actual: unknown): Difference | null {
  if (isDeepStrictEqual(expected, actual)) return null
  return locate(expected, actual, '')
}

/** Goes down as long as a part of both sides is to blame. */
function locate(expected: unknown, actual: unknown, path: string): Difference {
  for (const [step, one, other] of commonParts(expected, actual)) {
    if (!isDeepStrictEqual(one, other)) return locate(one, other, `${path}${step}`)
  }
  return {
    path: path === '' ? 'the result itself' : path,
    ...texts(expected, actual),
  }
}

/** Where two long texts agree at the start, show the part in which they do not. */
function texts(expected: unknown, actual: unknown): Pick<Difference, 'expected' | 'actual'> {
  const [one, other] = [describe(expected), describe(actual)]
  if (one !== other) return { expected: one, actual: other }
  const type = (value: unknown): string =>
    `${one} (${Object.getPrototypeOf(Object(value))?.constructor?.name ?? 'no prototype'})`
  if (type(expected) !== type(actual)) return { expected: type(expected), actual: type(actual) }
  const [left, right] = [String(expected), String(actual)]
  let at = 0
  while (at < left.length && left[at] === right[at]) at += 1
  const cut = (text: string): string =>
    `…${text.slice(Math.max(0, at - 10), at + 30)}… (from ${at})`
  return { expected: cut(left), actual: cut(right) }
}

type Part = [step: string, expected: unknown, actual: unknown]

/** The parts of two containers of the same kind, by key; empty where they have no such parts. */
function commonParts(expected: unknown, actual: unknown): Part[] {
  if (!isObject(expected) || !isObject(actual)) return []
  if (Object.getPrototypeOf(expected) !== Object.getPrototypeOf(actual)) return []
  if (expected instanceof Map && actual instanceof Map) {
    const keys = [...expected.keys()].filter((key) => actual.has(key))
    return keys.map((key) => [`.get(${describe(key)})`, expected.get(key), actual.get(key)])
  }
  if (isList(expected) && isList(actual)) {
    const length = Math.min(expected.length, actual.length)
    return Array.from({ length }, (_, at) => [`[${at}]`, expected[at], actual[at]])
  }
  const keys = Object.keys(expected).filter((key) => Object.hasOwn(actual, key))
  return keys.map((key) => [`.${key}`, expected[key], actual[key]])
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isList = (value: object): value is ArrayLike<unknown> & object =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))

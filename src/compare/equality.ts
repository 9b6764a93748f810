/** Whether two results are the same value, and where they part. */
import { inspect, isDeepStrictEqual } from 'node:util'
import { describe } from '../text/describe.ts'

export interface Difference {
  /** Where: `[3].name`; `the result itself` at the top. */
  path: string
  expected: string
  actual: string
  /** The two values that are there. */
  parts: readonly [expected: unknown, actual: unknown]
}

/**
 * Deep and exact: `NaN` equals itself, `-0` differs from `0`, prototypes count, typed arrays are
 * compared element by element, Maps and Sets by content.
 *
 * @returns the first difference found, or null
 */
export function difference(expected: unknown, actual: unknown): Difference | null {
  if (isDeepStrictEqual(expected, actual)) return null
  return locate(expected, actual, '', new Set())
}

/** Goes down as long as a part of both sides is to blame; never into what it came through. */
function locate(
  expected: unknown,
  actual: unknown,
  path: string,
  through: Set<unknown>,
): Difference {
  through.add(expected)
  for (const [step, one, other] of commonParts(expected, actual)) {
    if (through.has(one) && isObject(one)) continue
    if (!isDeepStrictEqual(one, other)) return locate(one, other, `${path}${step}`, through)
  }
  return {
    path: path === '' ? 'the result itself' : path,
    ...texts(expected, actual),
    parts: [expected, actual],
  }
}

/** Where two long texts agree at the start, the part in which they do not. */
function texts(expected: unknown, actual: unknown): Pick<Difference, 'expected' | 'actual'> {
  const [one, other] = [describe(expected), describe(actual)]
  if (one !== other) return { expected: one, actual: other }
  const type = (value: unknown): string =>
    `${one} (${Object.getPrototypeOf(Object(value))?.constructor?.name ?? 'no prototype'})`
  if (type(expected) !== type(actual)) return { expected: type(expected), actual: type(actual) }
  const [left, right] = [wholeText(expected), wholeText(actual)]
  if (left === right) return { expected: one, actual: `${other}, but another one` }
  let at = 0
  while (at < left.length && left[at] === right[at]) at += 1
  const cut = (text: string): string =>
    `…${text.slice(Math.max(0, at - 10), at + 30)}… (from ${at})`
  return { expected: cut(left), actual: cut(right) }
}

function wholeText(value: unknown): string {
  if (!isObject(value)) return String(value)
  const limits = { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity }
  return inspect(value, { ...limits, breakLength: Infinity })
}

type Part = [step: string, expected: unknown, actual: unknown]

/** The parts of two containers of the same kind, by key; none where they have no such parts. */
function* commonParts(expected: unknown, actual: unknown): Generator<Part, void> {
  if (!isObject(expected) || !isObject(actual)) return
  if (Object.getPrototypeOf(expected) !== Object.getPrototypeOf(actual)) return
  if (expected instanceof Map && actual instanceof Map) {
    for (const [key, one] of expected) {
      if (actual.has(key)) yield [`.get(${describe(key)})`, one, actual.get(key)]
    }
    return
  }
  const [list, other] = [listOf(expected), listOf(actual)]
  if (list !== null && other !== null) {
    const length = Math.min(list.length, other.length)
    for (let at = 0; at < length; at += 1) yield [`[${at}]`, list[at], other[at]]
    return
  }
  for (const key of Object.keys(expected)) {
    if (Object.hasOwn(actual, key)) yield [`.${key}`, expected[key], actual[key]]
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Arrays and typed arrays as they are, plain memory as bytes. */
function listOf(value: object): ArrayLike<unknown> | null {
  if (Array.isArray(value)) return value
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
    return new Uint8Array(value)
  }
  if (!ArrayBuffer.isView(value)) return null
  if (!(value instanceof DataView)) return value as Uint8Array
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
}

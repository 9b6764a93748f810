/**
 * Small plain objects, of which many can be written by one serializer, at a quarter of the price of
 * one each. A serializer refers to what it has written before, so only values qualify of which
 * nothing was seen before: no two of them have a part in common.
 */

import { lackOf } from './hidden.ts'
import { elementsOf, isPlainObject } from './parts.ts'

/** Objects and lists that a value may consist of; to look at more would cost more than it saves. */
const MOST_PARTS = 64

/** Whether the value is made of new, plain objects and lists and of plain values alone. */
export function isNewTree(value: object, seen: Set<object>): boolean {
  const known = seen.size
  return grows(value, seen, known + MOST_PARTS)
}

function grows(value: object, seen: Set<object>, most: number): boolean {
  if (seen.has(value) || seen.size >= most || !isPlainObject(value)) return false
  seen.add(value)
  if (Array.isArray(value)) return elementsOf(value).every((part) => partGrows(part, seen, most))
  let empty = true
  for (const key in value) {
    empty = false
    if (!partGrows((value as Record<string, unknown>)[key], seen, most)) return false
  }
  // what has only hidden properties would arrive emptied
  return !empty || lackOf(value) === null
}

const partGrows = (part: unknown, seen: Set<object>, most: number): boolean =>
  isPlain(part) || (typeof part === 'object' && grows(part as object, seen, most))

/** Values without parts and without identity. */
export function isPlain(value: unknown): boolean {
  const type = typeof value
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol')
}

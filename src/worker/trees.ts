/**
 * Small plain objects, of which many can be written by one serializer, at a quarter of the price of
 * one each. A serializer refers to what it has written before, so only values qualify of which
 * nothing was seen before: no two of them have a part in common.
 */

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
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key]
    if (isPlain(part)) continue
    if (typeof part !== 'object' || !grows(part as object, seen, most)) return false
  }
  return true
}

/** Values without parts and without identity. */
export function isPlain(value: unknown): boolean {
  const type = typeof value
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol')
}

export function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || (prototype === Array.prototype && Array.isArray(value))
}

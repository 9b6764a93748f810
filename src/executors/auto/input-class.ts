/**
 * What inputs a kernel may take differently long for, or cost differently much to send: their kind, and about
 * how large they are. What calls with some have shown says nothing of calls with others.
 */

/** Of the magnitude's power of two: eight times as much is another class. */
const STEP = 3
/** Elements and properties that are looked at, and how deep. */
const SAMPLE = 4
const DEPTH = 5
/** Bytes of what is small, about. */
const SMALL = 8

export function inputClass(input: unknown): string {
  return `${typeof input} ${Math.round(Math.log2(1 + magnitudeOf(input)) / STEP)}`
}

/** Numbers often say how much there is to do. */
function magnitudeOf(input: unknown): number {
  if (typeof input !== 'number') return bytesIn(input)
  return Number.isFinite(input) ? Math.abs(input) : 0
}

/** About how large a value is, from a sample of what it holds. */
export const bytesIn = (value: unknown): number => {
  try {
    return bytesOf(value, DEPTH)
  } catch {
    // a property that cannot be read: that is told where the value is to cross
    return SMALL
  }
}

function bytesOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return value.length
  if (typeof value === 'bigint') return value.toString(16).length / 2
  if (typeof value !== 'object' || value === null || depth === 0) return SMALL
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) return value.byteLength
  const inside = (one: unknown): number => bytesOf(one, depth - 1)
  if (Array.isArray(value)) return SMALL + estimate(spread(value), value.length, inside)
  if (value instanceof Map) return SMALL + estimate(firstOf(value), value.size, inside)
  if (value instanceof Set) return SMALL + estimate(firstOf(value), value.size, inside)
  const names = Object.keys(value)
  const sample = spread(names).map((name) => (value as Record<string, unknown>)[name])
  return SMALL + estimate(sample, names.length, inside)
}

function estimate(
  sample: readonly unknown[],
  count: number,
  bytes: (one: unknown) => number,
): number {
  if (sample.length === 0) return 0
  return (sample.reduce<number>((sum, one) => sum + bytes(one), 0) / sample.length) * count
}

/** From all over the list. */
const spread = <Item>(list: readonly Item[]): Item[] => {
  const step = Math.max(1, list.length / SAMPLE)
  return Array.from(
    { length: Math.min(SAMPLE, list.length) },
    (_, place) => list[Math.floor(place * step)] as Item,
  )
}

function firstOf(values: Iterable<unknown>): unknown[] {
  const found: unknown[] = []
  for (const value of values) {
    found.push(value)
    if (found.length === SAMPLE) break
  }
  return found
}

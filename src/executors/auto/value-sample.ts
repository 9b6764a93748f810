/** Figures of values that may hold thousands of others, from a sample of these. */

/** Elements and properties that are looked at, and how deep. */
const SAMPLE = 4
const DEPTH = 5
/** Bytes of what is small, about. */
const SMALL = 8

/** What a value adds by itself, without what it holds. */
type Weigh = (value: unknown) => number

/** An estimate of the sum over a value and all that it holds. */
export function sumOver(value: unknown, weigh: Weigh): number {
  try {
    return sumTo(DEPTH, value, weigh)
  } catch {
    // a property that cannot be read: that is told where the value is to cross
    return weigh(null)
  }
}

/** Of a value by itself, about. */
export function ownBytes(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value === 'bigint') return value.toString(16).length / 2
  return isBinary(value) ? value.byteLength : SMALL
}

const isBinary = (value: unknown): value is ArrayBufferView | ArrayBufferLike =>
  ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer

function sumTo(depth: number, value: unknown, weigh: Weigh): number {
  const own = weigh(value)
  if (typeof value !== 'object' || value === null || depth === 0 || isBinary(value)) return own
  const { sample, count } = sampleOf(value)
  if (sample.length === 0) return own
  const inside = sample.reduce<number>((sum, one) => sum + sumTo(depth - 1, one, weigh), 0)
  return own + (inside / sample.length) * count
}

function sampleOf(value: object): { sample: unknown[]; count: number } {
  if (Array.isArray(value)) return { sample: spread(value), count: value.length }
  if (value instanceof Map || value instanceof Set) {
    return { sample: firstOf(value), count: value.size }
  }
  const names = Object.keys(value)
  const sample = spread(names).map((name) => (value as Record<string, unknown>)[name])
  return { sample, count: names.length }
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

/**
 * Values that the channel copies and not we. Plain ones it copies quicker. What `node:v8` reads
 * cannot be collected before a full collection, for its reader holds on to every object, so a worker
 * that reads large ones spends its time on moving what is dead; the channel's own reader does not.
 * But it tells neither size nor time, and takes objects that it empties: only what is known to
 * cross whole goes this way.
 */
import { lackOf } from './hidden.ts'
import { elementsOf, isPlainObject } from './parts.ts'
import { isPlain } from './trees.ts'

/** Values that the channel itself copies. */
export interface Native {
  values: unknown[]
  /** How many bytes they take, about. */
  size: number
}

/** Bytes from which a value is large. */
const LARGE = 2 ** 16
/** Parts that are looked at, and how deep they may lie; it ends a walk in circles as well. */
const MOST_PARTS = 1e6
const DEEPEST = 100
/** Bytes that a plain value takes, apart from its text, about. */
export const PART = 8

const TypedArray = Object.getPrototypeOf(Uint8Array) as { prototype: object }

/**
 * Values as they are: plain ones, or a single large one that is made of plain objects, lists, plain
 * values and whole buffers. Null for all others, which travel in a parcel.
 *
 * @param views whether the channel gives each view its own buffer: threads' does, processes' does not
 */
export function asTheyAre(values: unknown[], { views }: { views: boolean }): Native | null {
  const [first] = values
  const size = values.length === 1 && !isPlain(first) ? largeSize(first, views) : plainSize(values)
  return size === null ? null : { values, size }
}

function plainSize(values: readonly unknown[]): number | null {
  let size = PART * values.length
  for (const value of values) {
    if (typeof value === 'string') size += value.length
    else if (!isPlain(value)) return null
  }
  return size
}

function largeSize(value: unknown, views: boolean): number | null {
  const scales = { bytes: 0, left: MOST_PARTS, views }
  try {
    return add(value as object, scales, DEEPEST) && scales.bytes >= LARGE ? scales.bytes : null
  } catch {
    // a getter that throws is told with its place where the value is packed
    return null
  }
}

interface Scales {
  bytes: number
  /** Parts that may still be looked at. */
  left: number
  views: boolean
}

function add(value: object, scales: Scales, deeper: number): boolean {
  if (deeper === 0 || !isPlainObject(value)) return addBuffer(value, scales)
  let count = 0
  if (Array.isArray(value)) {
    for (const part of elementsOf(value)) {
      count += 1
      if (!addPart(part, scales, deeper)) return false
    }
  } else {
    // quicker than a list of the values
    for (const key in value) {
      count += 1
      if (!addPart((value as Record<string, unknown>)[key], scales, deeper)) return false
    }
  }
  return count > 0 || lackOf(value) === null
}

function addPart(part: unknown, scales: Scales, deeper: number): boolean {
  scales.bytes += PART
  scales.left -= 1
  if (scales.left < 0) return false
  if (typeof part === 'string') scales.bytes += part.length
  else if (typeof part === 'object' && part !== null) return add(part, scales, deeper - 1)
  return isPlain(part)
}

/** Whole buffers only: of a part of one the channel would send all, and a `Buffer` it would change. */
function addBuffer(value: object, scales: Scales): boolean {
  const isView = ArrayBuffer.isView(value)
  const buffer = isView ? scales.views && wholeBuffer(value) : value
  if (!(buffer instanceof ArrayBuffer) || buffer.resizable || buffer.detached) return false
  if (Object.getPrototypeOf(buffer) !== ArrayBuffer.prototype) return false
  scales.bytes += buffer.byteLength
  return true
}

function wholeBuffer(view: ArrayBufferView): ArrayBufferLike | null {
  const builtIn = Object.getPrototypeOf(Object.getPrototypeOf(view)) === TypedArray.prototype
  return builtIn && view.byteLength === view.buffer.byteLength ? view.buffer : null
}

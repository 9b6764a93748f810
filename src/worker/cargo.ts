/**
 * Large values that travel by themselves, copied by the channel and not by us. What `node:v8` reads
 * cannot be collected before a full collection, for its reader holds on to every object, so a worker
 * that reads large ones spends its time on moving what is dead. The channel's own reader does not.
 * It gives neither size nor time, and takes more than crosses whole: only plain values go this way.
 */
import { lackOf } from './hidden.ts'
import { elementsOf, isPlainObject } from './parts.ts'
import { isPlain } from './trees.ts'

/** The input or the result of the only task of a chunk. */
export interface Cargo {
  kind: 'cargo'
  chunk: number
  value: unknown
}

/** Bytes from which a value travels by itself. */
export const LARGE = 2 ** 16
/** Parts that are looked at, and how deep they may lie; it ends a walk in circles as well. */
const MOST_PARTS = 1e6
const DEEPEST = 100
/** Bytes that a part takes, apart from its text. */
const PART = 8

const TypedArray = Object.getPrototypeOf(Uint8Array) as { prototype: object }

/**
 * About how many bytes a large value takes that is made of plain objects, lists, plain values and
 * whole buffers; null for any other value, which travels in a parcel.
 *
 * @param views whether the channel gives each view its own buffer: threads' does, processes' does not
 */
export function weigh(value: unknown, { views }: { views: boolean }): number | null {
  if (isPlain(value)) return null
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
  const parts = Array.isArray(value) ? elementsOf(value) : Object.values(value)
  if (parts.length === 0 && lackOf(value) !== null) return false
  scales.bytes += PART * parts.length
  scales.left -= parts.length
  if (scales.left < 0) return false
  for (const part of parts) {
    if (typeof part === 'string') scales.bytes += part.length
    else if (typeof part === 'object' && part !== null) {
      if (!add(part, scales, deeper - 1)) return false
    } else if (!isPlain(part)) return false
  }
  return true
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

/** Cargo that has arrived before its chunk's turn. */
export class Hold {
  readonly #arrived: Cargo[] = []
  readonly #next: () => Cargo | undefined

  /** @param next cargo that nobody has put in, for channels that are asked */
  constructor(next: () => Cargo | undefined = () => undefined) {
    this.#next = next
  }

  put(cargo: Cargo): void {
    this.#arrived.push(cargo)
  }

  /** The chunk's value. Chunks run in the order in which they were sent; what one left is dropped. */
  take(chunk: number): unknown {
    for (;;) {
      const cargo = this.#arrived.shift() ?? this.#next()
      if (cargo === undefined) throw new Error(`the input of chunk ${chunk} has not arrived`)
      if (cargo.chunk === chunk) return cargo.value
    }
  }
}

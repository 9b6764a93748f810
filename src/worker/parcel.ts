/**
 * Several values as one run of bytes. Plain values (numbers, texts, booleans, big integers) are
 * packed together, which costs next to nothing for each, and small plain objects one after another.
 * All others are packed by themselves: two that share a part must not become one object at the other
 * side. Objects are packed at once: what a kernel goes on to change arrives as it was returned.
 */
import { Deserializer, Serializer } from 'node:v8'
import { pack, unpack } from './codec.ts'
import type { Carried } from './codec.ts'
import { isNewTree, isPlain } from './trees.ts'

export interface Parcel extends Carried {
  bytes: Uint8Array
  /** How many values. */
  count: number
  /** Whether the bytes are those of a single object, so that a large one is not copied once more. */
  single: boolean
  /** Positions of the small objects, which come first. */
  trees: number[]
}

interface PackedObject {
  position: number
  bytes: Uint8Array
}

/** Collects the values of a parcel. */
export class Packing {
  #writer = newWriter()
  /** An object leaves `undefined` in its place. */
  readonly #plain: unknown[] = []
  readonly #trees: number[] = []
  readonly #objects: PackedObject[] = []
  readonly #carried: Carried = { shared: [], moved: [] }
  readonly #seen = new Set<object>()
  readonly #shared: boolean

  /** @param shared whether the channel can carry memory by reference: threads can, processes cannot */
  constructor(shared: boolean) {
    this.#shared = shared
  }

  get count(): number {
    return this.#plain.length
  }

  /**
   * @param move buffers of the value that move instead of being copied
   * @throws {Uncrossable} and then the parcel is as it was before
   */
  add(value: unknown, move: readonly ArrayBuffer[] = []): void {
    if (isPlain(value)) {
      this.#plain.push(value)
    } else if (typeof value === 'object' && this.#addTree(value as object)) {
      this.#trees.push(this.#plain.push(undefined) - 1)
    } else {
      const { bytes } = pack(value, { shared: this.#shared, move, carried: this.#carried })
      this.#objects.push({ position: this.#plain.push(undefined) - 1, bytes })
    }
  }

  /** Returns whether the value was a small plain one. */
  #addTree(value: object): boolean {
    try {
      if (!isNewTree(value, this.#seen)) return false
      this.#writer.writeValue(value)
      return true
    } catch {
      // a proxy or a getter that throws, which looks plain: `pack` says what it is
      this.#writer = rewritten(this.#writer, this.#trees.length)
      return false
    }
  }

  finish(): Parcel {
    const [first] = this.#objects
    const single = this.count === 1 && first !== undefined
    const bytes = single ? first.bytes : this.#frame()
    return { bytes, count: this.count, single, trees: this.#trees, ...this.#carried }
  }

  #frame(): Uint8Array {
    const writer = this.#writer
    writer.writeValue(this.#plain)
    writer.writeUint32(this.#objects.length)
    for (const { position, bytes } of this.#objects) {
      writer.writeUint32(position)
      writer.writeUint32(bytes.byteLength)
      writer.writeRawBytes(bytes)
    }
    return writer.releaseBuffer()
  }
}

function newWriter(): Serializer {
  const writer = new Serializer()
  writer.writeHeader()
  return writer
}

/** A writer that has written what another one had before it failed in the middle of a value. */
function rewritten(spoilt: Serializer, count: number): Serializer {
  const reader = new Deserializer(spoilt.releaseBuffer())
  reader.readHeader()
  const writer = newWriter()
  for (let left = count; left > 0; left -= 1) writer.writeValue(reader.readValue())
  return writer
}

/** The values of a parcel at the other side. */
export function unpackParcel({ bytes, single, trees, shared, moved }: Parcel): unknown[] {
  const carried = { shared, moved }
  if (single) return [unpack({ bytes, ...carried })]
  const reader = new Deserializer(bytes)
  reader.readHeader()
  const small = trees.map(() => reader.readValue())
  const values = reader.readValue() as unknown[]
  for (const [at, position] of trees.entries()) values[position] = small[at]
  for (let left = reader.readUint32(); left > 0; left -= 1) {
    const position = reader.readUint32()
    values[position] = unpack({ bytes: reader.readRawBytes(reader.readUint32()), ...carried })
  }
  return values
}

/** What a message with this parcel has to hand over instead of copying it. */
export const handedOver = ({ bytes, moved }: Parcel): ArrayBuffer[] => [
  bytes.buffer as ArrayBuffer,
  ...moved,
]

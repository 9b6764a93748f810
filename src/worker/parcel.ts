/**
 * Several values as one run of bytes. Plain values (numbers, texts, booleans, big integers) are
 * packed together, which costs next to nothing for each. Objects are packed one by one: two that
 * share a part must not become one object at the other side, and a result that its kernel goes on to
 * change must arrive as it was returned.
 */
import { Deserializer, Serializer } from 'node:v8'
import { pack, unpack } from './codec.ts'
import type { Carried } from './codec.ts'

export interface Parcel extends Carried {
  bytes: Uint8Array
  /** How many values. */
  count: number
  /** Whether the bytes are those of a single object, so that a large one is not copied once more. */
  single: boolean
}

interface PackedObject {
  position: number
  bytes: Uint8Array
}

/** Collects the values of a parcel. */
export class Packing {
  /** An object leaves `undefined` in its place. */
  readonly #plain: unknown[] = []
  readonly #objects: PackedObject[] = []
  readonly #carried: Carried = { shared: [], moved: [] }
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
      return
    }
    const { bytes } = pack(value, { shared: this.#shared, move, carried: this.#carried })
    this.#objects.push({ position: this.#plain.push(undefined) - 1, bytes })
  }

  finish(): Parcel {
    const [first] = this.#objects
    const single = this.count === 1 && first !== undefined
    const bytes = single ? first.bytes : frame(this.#plain, this.#objects)
    return { bytes, count: this.count, single, ...this.#carried }
  }
}

const isPlain = (value: unknown): boolean => {
  const type = typeof value
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol')
}

function frame(plain: readonly unknown[], objects: readonly PackedObject[]): Uint8Array {
  const writer = new Serializer()
  writer.writeHeader()
  writer.writeValue(plain)
  writer.writeUint32(objects.length)
  for (const { position, bytes } of objects) {
    writer.writeUint32(position)
    writer.writeUint32(bytes.byteLength)
    writer.writeRawBytes(bytes)
  }
  return writer.releaseBuffer()
}

/** The values of a parcel at the other side. */
export function unpackParcel({ bytes, single, shared, moved }: Parcel): unknown[] {
  const carried = { shared, moved }
  if (single) return [unpack({ bytes, ...carried })]
  const reader = new Deserializer(bytes)
  reader.readHeader()
  const values = reader.readValue() as unknown[]
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

/**
 * Several values on their way, as one run of bytes or as they are. Plain values (numbers, texts, booleans, big integers) are
 * packed together, which costs next to nothing for each, and small plain objects one after another.
 * All others are packed by themselves: two that share a part must not become one object at the other
 * side. Objects are packed at once: what a kernel goes on to change arrives as it was returned.
 * Where nobody asks for bytes, plain values alone are left to the channel, which copies them quicker.
 */
import { Deserializer, Serializer } from 'node:v8'
import { pack, unpack } from './codec.ts'
import type { Carried } from './codec.ts'
import { PART } from './native.ts'
import type { Native } from './native.ts'
import { receive } from './shared-memory.ts'
import type { Memory } from './shared-memory.ts'
import { isNewTree, isPlain } from './trees.ts'

/** What travels in a message. */
export type Load = Parcel | Native

export interface Parcel extends Omit<Carried, 'shared'> {
  /** Memory by reference, or what stands for it on the way to a process and back. */
  shared: Memory[]
  bytes: Uint8Array
  /** How many values. */
  count: number
  /** Whether the bytes are those of a single object, so that a large one is not copied once more. */
  single: boolean
  /** Positions of the small objects, which come first. */
  trees: number[]
}

export interface PackingSettings {
  /** Whether the channel can carry memory by reference: threads can, processes cannot. */
  shared: boolean
  /** Whether somebody asks for the bytes, so that no value is left to the channel. */
  sized: boolean
}

interface PackedObject {
  position: number
  bytes: Uint8Array
}

/** Collects the values of a parcel. */
export class Packing {
  #made: Serializer | null = null
  /** An object leaves `undefined` in its place. */
  readonly #plain: unknown[] = []
  readonly #trees: number[] = []
  readonly #objects: PackedObject[] = []
  readonly #carried: Carried = { shared: [], moved: [] }
  readonly #seen = new Set<object>()
  readonly #settings: PackingSettings
  /** Bytes of the plain values, about. */
  #size = 0

  constructor(settings: PackingSettings) {
    this.#settings = settings
  }

  get count(): number {
    return this.#plain.length
  }

  /** Most parcels need none. */
  get #writer(): Serializer {
    this.#made ??= newWriter()
    return this.#made
  }

  /**
   * @param move buffers of the value that move instead of being copied
   * @throws {Uncrossable} and then the parcel is as it was before
   */
  add(value: unknown, move: readonly ArrayBuffer[] = []): void {
    if (isPlain(value)) {
      this.#plain.push(value)
      this.#size += typeof value === 'string' ? PART + value.length : PART
    } else if (typeof value === 'object' && this.#addTree(value as object)) {
      this.#trees.push(this.#plain.push(undefined) - 1)
    } else {
      const { shared } = this.#settings
      // what moves with an earlier value of the same message is copied for this one
      const own = move.filter((buffer) => !this.#carried.moved.includes(buffer))
      const { bytes } = pack(value, { shared, move: own, carried: this.#carried })
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
      this.#made = rewritten(this.#writer, this.#trees.length)
      return false
    }
  }

  finish(): Load {
    const [first] = this.#objects
    const plain = this.#trees.length === 0 && first === undefined
    if (plain && !this.#settings.sized) return { values: this.#plain, size: this.#size }
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

/**
 * The values at the other side.
 * @param memoryOf the memory here, of what came in its place
 */
export const unload = (load: Load, memoryOf = receive): unknown[] =>
  'values' in load ? load.values : open(load, memoryOf)

function open(
  { bytes, single, trees, shared, moved }: Parcel,
  memoryOf: (memory: Memory) => SharedArrayBuffer,
): unknown[] {
  const carried = { shared: shared.map(memoryOf), moved }
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

/** Bytes, about where they are the channel's. */
export function sizeOf(load: Load): number {
  if ('values' in load) return load.size
  const copies = load.shared.map((memory) => ('id' in memory ? (memory.bytes?.byteLength ?? 0) : 0))
  return copies.reduce((sum, size) => sum + size, load.bytes.byteLength)
}

/** How many values. */
export const countOf = (load: Load): number => ('values' in load ? load.values.length : load.count)

/** What a message with this load has to hand over instead of copying it. */
export const handedOver = (load: Load): ArrayBuffer[] =>
  'values' in load ? [] : [load.bytes.buffer as ArrayBuffer, ...load.moved]

/**
 * Values as bytes, for every way across. It is V8's own serialisation (BigInt, Map, NaN, -0, cycles),
 * done by us and not by the channel so that its size and time can be measured, and so that threads
 * and processes get exactly the same values. Beyond `v8.serialize`: shared memory stays shared
 * where the channel can carry it, and chosen buffers move instead of being copied.
 */
import { Deserializer, Serializer } from 'node:v8'
import { hidesState } from './hidden.ts'
import { isShared } from './shared-memory.ts'
import { blame, Uncrossable } from './uncrossable.ts'

/** A serialised value. `shared` and `moved` travel beside the bytes, by reference. */
export interface Packed {
  bytes: Uint8Array
  shared: SharedArrayBuffer[]
  moved: ArrayBuffer[]
}

/** What travels beside the bytes of one value or of several. */
export type Carried = Pick<Packed, 'shared' | 'moved'>

export interface PackOptions {
  /** Whether the channel can carry any shared memory (threads can); else only what has copies can cross. */
  shared: boolean
  /** Buffers to move: they are empty here afterwards. */
  move?: readonly ArrayBuffer[]
  /** What values packed before for the same message carry; grows by what this one does. */
  carried?: Carried
}

/** `Float16Array` is missing on older Nodes, and the order is the wire format: append only. */
export const VIEWS = [
  'Buffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'DataView',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
] as const

/** In place of a view's index in `VIEWS`: a SharedArrayBuffer, not seen through a view. */
const SHARED_BUFFER = 0xff

/** V8's tag for what is left to `_readHostObject`. */
const HOST_OBJECT = Uint8Array.of(0x5c)

const INLINE = 0
const SHARED = 1
const MOVED = 2

type ViewConstructor = {
  new (buffer: ArrayBufferLike, offset: number, length: number): ArrayBufferView
  readonly BYTES_PER_ELEMENT?: number
}

class Packer extends Serializer {
  readonly #options: PackOptions
  readonly #carried: Carried
  /** Missing in Node's types; without it the views' whole buffers are sent. */
  declare _setTreatArrayBufferViewsAsHostObjects: (flag: boolean) => void

  constructor(options: PackOptions, carried: Carried) {
    super()
    this.#options = options
    this.#carried = carried
    this._setTreatArrayBufferViewsAsHostObjects(true)
    for (const buffer of options.move ?? []) {
      this.transferArrayBuffer(carried.moved.push(buffer) - 1, buffer)
    }
  }

  /**
   * V8 asks for each SharedArrayBuffer in the value, then writes a tag of its own and this number.
   * Node's deserializer refuses that tag, so it is wrapped up as a host object.
   */
  _getSharedArrayBufferId(buffer: SharedArrayBuffer): number {
    const id = this.#share(buffer)
    this.writeRawBytes(HOST_OBJECT)
    this.writeUint32(SHARED_BUFFER)
    return id
  }

  _getDataCloneError = Error

  #share(buffer: SharedArrayBuffer): number {
    if (!this.#options.shared && !isShared(buffer)) throw new Uncrossable('SharedArrayBuffer')
    const { shared } = this.#carried
    const known = shared.indexOf(buffer)
    return known === -1 ? shared.push(buffer) - 1 : known
  }

  /** V8 asks for each typed array; only its own part of the buffer is sent. */
  _writeHostObject(view: ArrayBufferView): void {
    const { buffer, byteOffset, byteLength } = view
    const kind = kindOf(view)
    const type = VIEWS.findIndex((name) => name === kind)
    if (type === -1) throw new Uncrossable(kind)
    this.writeUint32(type)
    if (buffer instanceof SharedArrayBuffer) {
      this.#writeReference(SHARED, this.#share(buffer), byteOffset, byteLength)
    } else if (this.#options.move?.includes(buffer) === true) {
      this.#writeReference(MOVED, this.#carried.moved.indexOf(buffer), byteOffset, byteLength)
    } else {
      this.writeUint32(INLINE)
      this.writeUint64(Math.floor(byteLength / 2 ** 32), byteLength >>> 0)
      this.writeRawBytes(new Uint8Array(buffer, byteOffset, byteLength))
    }
  }

  #writeReference(kind: number, id: number, offset: number, length: number): void {
    this.writeUint32(kind)
    this.writeUint32(id)
    this.writeDouble(offset)
    this.writeDouble(length)
  }
}

class Unpacker extends Deserializer {
  readonly #packed: Packed

  constructor(packed: Packed) {
    super(packed.bytes)
    this.#packed = packed
    packed.moved.forEach((buffer, id) => this.transferArrayBuffer(id, buffer))
  }

  _readHostObject(): ArrayBufferView | SharedArrayBuffer {
    const index = this.readUint32()
    if (index === SHARED_BUFFER) return this.#readSharedBuffer()
    const type = VIEWS[index] ?? 'Uint8Array'
    const kind = this.readUint32()
    if (kind === INLINE) {
      const [high, low] = this.readUint64()
      const length = high * 2 ** 32 + low
      // a copy, for the kernel may look at `.buffer`, which must hold the view and nothing else
      return viewOf(type, new Uint8Array(this.readRawBytes(length)).buffer, 0, length)
    }
    const id = this.readUint32()
    const from = kind === SHARED ? this.#packed.shared : this.#packed.moved
    const offset = this.readDouble()
    return viewOf(type, from[id] ?? new ArrayBuffer(0), offset, this.readDouble())
  }

  #readSharedBuffer(): SharedArrayBuffer {
    // V8's own tag, then the number
    this.readRawBytes(1)
    return this.#packed.shared[this.readUint32()] ?? new SharedArrayBuffer(0)
  }
}

/** The built-in class of a view: as in structured clone, a class of the user's own is not kept. */
function kindOf(view: ArrayBufferView): string {
  return Buffer.isBuffer(view) ? 'Buffer' : Object.prototype.toString.call(view).slice(8, -1)
}

function viewOf(
  name: (typeof VIEWS)[number],
  buffer: ArrayBufferLike,
  offset: number,
  bytes: number,
): ArrayBufferView {
  if (name === 'Buffer') return Buffer.from(buffer, offset, bytes)
  const View = (globalThis as unknown as Record<string, ViewConstructor>)[name]
  if (View === undefined) throw new TypeError(`this Node.js has no ${name}`)
  return new View(buffer, offset, bytes / (View.BYTES_PER_ELEMENT ?? 1))
}

/**
 * Serialises a value.
 * @throws {Uncrossable} for functions, symbols, promises and the like, for what would arrive emptied
 * (see `hidesState`), and for shared memory where the channel cannot carry it.
 */
export function pack(value: unknown, options: PackOptions): Packed {
  try {
    return packUnchecked(value, options)
  } catch (cause) {
    throw blame(value, cause, (part) => crosses(part, options))
  }
}

function packUnchecked(value: unknown, options: PackOptions): Packed {
  const carried = options.carried ?? { shared: [], moved: [] }
  const before = { shared: carried.shared.length, moved: carried.moved.length }
  try {
    const packer = new Packer(options, carried)
    packer.writeHeader()
    packer.writeValue(value)
    if (hidesState(value)) throw new Error('a copy would arrive emptied')
    return { bytes: packer.releaseBuffer(), ...carried }
  } catch (error) {
    // a value that stays here carries nothing along
    carried.shared.length = before.shared
    carried.moved.length = before.moved
    throw error
  }
}

function crosses(value: unknown, options: PackOptions): boolean {
  try {
    packUnchecked(value, { shared: options.shared })
    return true
  } catch {
    return false
  }
}

/** The value that `pack` was given at the other side. */
export function unpack(packed: Packed): unknown {
  const unpacker = new Unpacker(packed)
  unpacker.readHeader()
  return unpacker.readValue()
}

/**
 * Memory for both kinds of workers: threads share it, and a process is given a copy once. A copy is
 * named by a number, which stands for the memory with what it held when it was sent.
 */
import { types } from 'node:util'
import { LanemarkError } from '../findings.ts'
import { describe, kindOf } from '../text/describe.ts'

/** What stands in a message to or from a process in the place of memory. */
export interface MemoryCopy {
  id: number
  /** Null where the other side has them. */
  bytes: Uint8Array | null
}

export type Memory = SharedArrayBuffer | MemoryCopy

/** Any typed array. */
export type TypedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array

/** The same kind of array over shared memory. */
export type Shared<View extends TypedArray> = View extends Float64Array
  ? Float64Array<SharedArrayBuffer>
  : View extends Float32Array
    ? Float32Array<SharedArrayBuffer>
    : View extends Int32Array
      ? Int32Array<SharedArrayBuffer>
      : View extends Uint32Array
        ? Uint32Array<SharedArrayBuffer>
        : View extends Int16Array
          ? Int16Array<SharedArrayBuffer>
          : View extends Uint16Array
            ? Uint16Array<SharedArrayBuffer>
            : View extends Int8Array
              ? Int8Array<SharedArrayBuffer>
              : View extends Uint8ClampedArray
                ? Uint8ClampedArray<SharedArrayBuffer>
                : View extends Uint8Array
                  ? Uint8Array<SharedArrayBuffer>
                  : View extends BigInt64Array
                    ? BigInt64Array<SharedArrayBuffer>
                    : BigUint64Array<SharedArrayBuffer>

/** Memory that `shared` made or was given: no other may be copied where sharing was meant. */
const made = new WeakSet<ArrayBufferLike>()

/**
 * The array with its numbers in memory that tasks in all modes can read: threads share it, and each
 * process gets a copy, once for all of its tasks. Parts of it (`subarray`) cost nothing to send. What a
 * task writes is seen by the others in threads alone; for results there is the option `into`.
 *
 * @param array copied, unless its memory is shared already
 * @throws {LanemarkError} `not-shareable`
 */
export function shared<View extends TypedArray>(array: View): Shared<View> {
  if (!types.isTypedArray(array) || Buffer.isBuffer(array)) throw unshareable(array)
  const View = array.constructor as new (
    memory: SharedArrayBuffer,
  ) => Shared<View> & { set: (from: TypedArray) => void }
  if (array.buffer instanceof SharedArrayBuffer) {
    made.add(array.buffer)
    return array as unknown as Shared<View>
  }
  const memory = new SharedArrayBuffer(array.byteLength)
  const copy = new View(memory)
  copy.set(array)
  made.add(memory)
  return copy
}

function unshareable(value: unknown): LanemarkError {
  const got = typeof value === 'object' && value !== null ? kindOf(value) : describe(value)
  return new LanemarkError({ code: 'not-shareable', got, instead: insteadOf(value) })
}

function insteadOf(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item === 'number'))
    return 'a typed array of its numbers, `shared(Float64Array.from(list))`'
  if (Buffer.isBuffer(value)) return 'its bytes, `shared(new Uint8Array(buffer))`'
  if (types.isAnyArrayBuffer(value)) return 'a view of it, `shared(new Uint8Array(buffer))`'
  if (ArrayBuffer.isView(value))
    return 'a typed array of its bytes, `shared(new Uint8Array(view.buffer))`'
  return 'the option `context`, a value of any kind that each worker is given once'
}

export const isShared = (memory: ArrayBufferLike): boolean => made.has(memory)

/** The number of memory that the other side does not know. */
const OWN = 0 as const

/** In a process: what it was sent, by number, and the number of each. */
const received = new Map<number, SharedArrayBuffer>()
const numbers = new WeakMap<SharedArrayBuffer, number>()

/** The memory at the other side, for values that refer to it. */
export function receive(memory: Memory): SharedArrayBuffer {
  if (memory instanceof SharedArrayBuffer) return memory
  const { id, bytes } = memory
  if (bytes === null) {
    const known = received.get(id)
    if (known === undefined) throw new Error(`memory ${id} is not here`)
    return known
  }
  const copy = new SharedArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  made.add(copy)
  if (id === OWN) return copy
  received.set(id, copy)
  numbers.set(copy, id)
  return copy
}

export function forget(ids: readonly number[]): void {
  for (const id of ids) received.delete(id)
}

/** What to send to the side that memory came from; where it is this side's own, with its bytes. */
export function sendBack(memory: SharedArrayBuffer): MemoryCopy {
  const id = numbers.get(memory)
  return id === undefined ? copyOf(memory) : { id, bytes: null }
}

/** What to send to a side that does not know the memory. */
export const copyOf = (memory: SharedArrayBuffer) => ({
  id: OWN,
  bytes: new Uint8Array(memory).slice(),
})

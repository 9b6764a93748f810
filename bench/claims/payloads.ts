/** The payloads of claim 5, by kind and size. */
import { serialize } from 'node:v8'
import type { FixedMode } from 'lanemark'

export interface Payload {
  /** Heading of its line in the picture. */
  name: string
  /** Modes that can carry it this way. */
  modes: readonly FixedMode[]
  /** A fresh value, and its own size in bytes; null where there is none of that size. */
  make: (size: number) => { value: unknown; size: number } | null
  /** Buffers that move to the worker. */
  transfer?: (value: never) => ArrayBuffer[]
}

const POOLS: readonly FixedMode[] = ['threads', 'processes']

export const PAYLOADS: readonly Payload[] = [
  { name: 'BigInt', modes: POOLS, make: bigint },
  { name: 'ArrayBuffer, copied', modes: POOLS, make: buffer },
  {
    name: 'ArrayBuffer, moved (copied on the way back)',
    modes: ['threads'],
    make: buffer,
    transfer: (value: ArrayBuffer) => [value],
  },
  { name: 'ArrayBuffer, shared', modes: ['threads'], make: shared },
  { name: 'string', modes: POOLS, make: string },
  { name: 'nested objects', modes: POOLS, make: nested },
  { name: 'ArrayBuffer, passed by reference', modes: ['serial', 'concurrent'], make: buffer },
]

function bigint(size: number) {
  const bits = BigInt(8 * size)
  return { value: (1n << bits) - 1n, size }
}

/** Filled, for memory that was never touched costs nothing until it crosses. */
export function buffer(size: number) {
  return { value: new Uint8Array(size).fill(1).buffer, size }
}

export function shared(size: number) {
  const value = new SharedArrayBuffer(size)
  new Uint8Array(value).fill(1)
  return { value, size }
}

function string(size: number) {
  return { value: Buffer.alloc(size, 'a text').toString('latin1'), size }
}

/** Records of numbers, texts, lists and objects; their size is that of their serialised form. */
function nested(size: number) {
  const least = serialize(records(1)).length
  const another = serialize(records(1025)).length - serialize(records(1024)).length
  const count = Math.round((size - least) / another) + 1
  if (count < 1) return null
  const value = records(count)
  return { value, size: serialize(value).length }
}

const records = (count: number): unknown[] =>
  Array.from({ length: count }, (_, id) => ({
    id,
    name: 'a record',
    tags: ['one', 'two'],
    at: { x: 1.5, y: [2.5, { z: null }] },
  }))

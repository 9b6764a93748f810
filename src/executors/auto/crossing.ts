/** What a task's values cost on their way, found by sending them nowhere. */
import { POOLS } from '../../modes.ts'
import type { PoolMode } from '../../modes.ts'
import { Packing, unload } from '../../worker/parcel.ts'
import type { Load } from '../../worker/parcel.ts'
import { isPlain } from '../../worker/trees.ts'
import { Uncrossable } from '../../worker/uncrossable.ts'
import type { SharedArray } from '../into.ts'
import type { Known } from './choice.ts'
import { ownBytes, sumOver } from './value-sample.ts'

/** What goes to a worker with a task, and what comes back. */
export interface TaskValues {
  input: unknown
  result: unknown
  /** What it has filled of an output; null: nothing. */
  filled: SharedArray | null
}

/** Cold code takes longer: the quickest of so many counts, as long as they take no longer than this, ms. */
const TRIES = 20
const PATIENCE = 0.5
/** Ms to pack and unpack a value for all modes once: each of its parts, and each byte of texts and buffers. */
const TRIAL = { part: 2e-4, byte: 4e-6 }
/** Plain values travel by the thousand: one alone would seem as dear as its message. */
const TOGETHER = 100
/** Ms that the caller has with each task besides: its place, and what becomes of it. */
const BESIDES = 5e-5
/** Ms of the caller's for each byte that it writes to a process's pipe or reads from it. */
const WRITTEN = 2e-6

/** Ms that it takes about to find out what sending a value costs. Shared memory is not touched for that. */
export const trialOf = (value: unknown): number =>
  sumOver(value, (one) => TRIAL.part + (isShared(one) ? 0 : TRIAL.byte * ownBytes(one)))

const isShared = (value: unknown): boolean =>
  (ArrayBuffer.isView(value) ? value.buffer : value) instanceof SharedArrayBuffer

export function crossingOf(values: TaskValues): Pick<Known, 'crossing' | 'memory'> {
  const ways = POOLS.map((mode) => [mode, wayOf(values, mode)] as const)
  const crossing = Object.fromEntries(ways.map(([mode, { time }]) => [mode, time]))
  return { crossing, memory: Math.max(...ways.map(([, { memory }]) => memory)) }
}

interface Way {
  time: number
  memory: number
}

function wayOf({ input, result, filled }: TaskValues, mode: PoolMode): Way {
  const isProcess = mode === 'processes'
  // threads write to the caller's own memory
  const sent = isProcess && filled !== null ? [input, result, filled.slice()] : [input, result]
  try {
    const ways = sent.map((value) => quickest(value, mode))
    const time = BESIDES + ways.reduce((sum, way) => sum + way.time, 0)
    return { time, memory: ways.reduce((sum, way) => sum + way.memory, 0) }
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    return { time: Infinity, memory: 0 }
  }
}

function quickest(value: unknown, mode: PoolMode): Way {
  const count = isPlain(value) ? TOGETHER : 1
  let load: Load
  let [least, spent, tries] = [Infinity, 0, 0]
  do {
    const begun = performance.now()
    load = sendNowhere(value, count, mode)
    const took = performance.now() - begun
    least = Math.min(least, took)
    spent += took
    tries += 1
  } while (tries < TRIES && spent < PATIENCE)
  const { bytes, memory } = mode === 'threads' ? { bytes: 0, memory: 0 } : sizesOf(load)
  // a value is packed and unpacked at both sides of its way, and each side does one of them
  return { time: (least / 2 + bytes * WRITTEN) / count, memory }
}

function sendNowhere(value: unknown, count: number, mode: PoolMode): Load {
  const packing = new Packing({ shared: mode === 'threads', sized: false })
  for (let copy = 0; copy < count; copy += 1) packing.add(value)
  const load = packing.finish()
  // plain values are the channel's to copy
  if ('values' in load) structuredClone(load.values)
  else unload(load)
  return load
}

/** Bytes that are written each time, and those of the memory that is sent once. */
function sizesOf(load: Load): { bytes: number; memory: number } {
  if ('values' in load) return { bytes: load.size, memory: 0 }
  const memory = load.shared.filter((held) => held instanceof SharedArrayBuffer)
  const total = memory.reduce((sum, { byteLength }) => sum + byteLength, 0)
  return { bytes: load.bytes.byteLength, memory: total }
}

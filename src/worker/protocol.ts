/** What the two sides of a pool say to each other, and the clock by which both tell the time. */
import type { MessagePort } from 'node:worker_threads'
import type { Finding } from '../findings.ts'
import type { KernelRef } from '../model.ts'
import type { Load } from './parcel.ts'
import type { Packed } from './codec.ts'
import type { TypedArray } from './shared-memory.ts'
import type { Targets } from './targets.ts'
import type { Uncrossable } from './uncrossable.ts'

/** The first word to a worker, and at long intervals another one. */
export interface Hello {
  /** Over which a thread is spoken to, told at first; a process has a channel of its own. */
  port: MessagePort | null
}

export interface ChunkRequest {
  kind: 'chunk'
  /** Unique in the pool. */
  id: number
  kernel: KernelRef
  inputs: Load
  context: ContextRef | null
  /** What the tasks fill; null: nothing. */
  targets: Targets | null
  /** Whether buffers of results move instead of being copied. */
  moves: boolean
  /** Copies of shared memory that the worker need not keep any longer. */
  dropped: number[]
  /** Whether the tasks behind one that fails run as well. */
  settle: boolean
  /** Whether the tasks are to be run as they are, also where the kernel divides. */
  whole: boolean
  /** Milliseconds that one task may take, kept by the worker itself; null: by the caller alone. */
  timeout: number | null
  /** Whether to tell times, and whether for each task or for the chunk as a whole. */
  times: Timing | null
  /** Whether to tell the memory that the worker has taken. */
  memory: boolean
}

export type Timing = 'tasks' | 'chunks'

/** The value that all tasks of a call share. It travels to each worker once. */
export interface ContextRef {
  id: number
  /** Null where the worker has it already. */
  value: Load | null
  /** Contexts that the worker need not keep any longer. */
  drop: number[]
}

/** What became of the chunk's tasks from position `from` on; those of earlier parts are told. */
export interface Part {
  chunk: number
  from: number
  /** One each; `undefined` in the place of those that failed. */
  results: Load
  /** What tasks filled, one each; null where they fill the caller's own memory, or none. */
  filled: TypedArray[] | null
  failures: Failure[]
}

/** What cannot cross, see `Uncrossable`. */
export type Refusal = Pick<Uncrossable, 'type' | 'path' | 'lacks'>

export type Failure = { position: number } & (
  | { kind: 'threw'; error: Packed }
  | ({ kind: 'uncrossable' } & Refusal)
  | { kind: 'overran' }
)

/** What a worker says, in this order at the other side. */
export type Word = ChunkReply | Notice

/** Said while a chunk is under way, so that a worker that ends takes no result along. */
export type Notice =
  /** `exiting`: the worker ends now, and the task behind the last one told was under way. */
  | { kind: 'part'; part: Part; exiting: boolean }
  /**
   * An error that came from nothing that was awaited: the worker ends. `chunk` is the one under way,
   * or the last one, which was answered before.
   */
  | { kind: 'late'; chunk: number; position: number; error: Packed }

/** By position. */
export interface Spans {
  starts: Float64Array
  ends: Float64Array
}

/** Moments on `now()`'s clock, CPU figures in milliseconds; see `Trip` for what each one means. */
export interface WorkerTimes {
  received: number
  loaded: number
  started: number
  ended: number
  replied: number
  user: number | null
  system: number | null
  wait: number | null
  async: boolean
  /** Of `started..ended`, spent on packing results. */
  packing: number
  /** When each task began and ended, `now()`'s clock; null where only the chunk was timed. */
  tasks: Spans | null
}

/** The answer to a chunk. */
export type ChunkReply =
  | {
      kind: 'done'
      part: Part
      times: WorkerTimes | null
      /** Milliseconds that the tasks took here, unpacking and packing included. */
      busy: number
      /** MiB; null where it was not asked for. */
      memory: number | null
    }
  | { kind: 'refused'; chunk: number; finding: Finding }
  /** The kernel divides, and nobody has said that the tasks are to be run as they are. */
  | { kind: 'divides'; chunk: number }

/**
 * Milliseconds on the machine's monotonic clock. Unlike `performance.now()` it has one origin for
 * all threads and processes, so moments of both sides can be compared.
 */
export const now = (): number => performance.now() + SHIFT

/** From `performance.now()`, the quickest reading of that clock, to `process.hrtime`, the common one. */
const SHIFT = shift()

/** Read between two readings of the other clock, as close together as a few tries get them. */
function shift(): number {
  const tries = Array.from({ length: 8 }, () => {
    const before = performance.now()
    const common = Number(process.hrtime.bigint()) / 1e6
    const after = performance.now()
    return { apart: after - before, shift: common - (before + after) / 2 }
  })
  return tries.reduce((best, other) => (other.apart < best.apart ? other : best)).shift
}

/** One call of an executor, as every mode gets it: tasks to take, and where outcomes go. */
import type { KernelRef } from '../model.ts'
import type { Filling } from './into.ts'
import type { Transfer } from './map-options.ts'
import type { Recorder } from './recorder.ts'
import type { Source } from './source.ts'

export interface Work {
  kernel: KernelRef
  source: Source
  sink: Sink
  /** Aborted when nobody waits for the outcomes any longer. */
  signal: AbortSignal
  /** Whether a task that fails is an outcome like others, or the end of all. */
  settle: boolean
  /** Ms that one task may take; undefined: see `MapOptions`. */
  timeout: number | undefined
  /** Whether workers keep the time limit themselves, which names the task at once. */
  guarded: boolean
  retries: number
  /** Tasks that travel together; undefined: as measured. */
  chunk: number | undefined
  /** The first of the workers alone; undefined: all of them. */
  workers: number | undefined
  transfer: Transfer | undefined
  context: { value: unknown } | null
  /** Where tasks write to; null: they only return. */
  into: Filling | null
  /**
   * Into how many parts each input is divided: true, as many as pay, where the kernel divides; false:
   * tasks are run as they are.
   */
  divide: boolean | number
  /** Whether a worker's lack of memory ends the call, with what is not done: see `HandedBack`. */
  movable: boolean
  /** Told when a task was run as it is, so that the kernel does not divide; null: nobody asks. */
  answered: (() => void) | null
  /** The index of the input that a task belongs to: its own, or that of the input it is a part of. */
  inputOf: (task: number) => number
  /** Keeps times; null where nobody asks for them. */
  recorder: Recorder | null
}

/** Takes each task's outcome once, in any order. */
export interface Sink {
  done: (index: number, result: unknown) => void
  /** Only with `settle`; else the first failure ends the call. */
  failed: (index: number, error: unknown) => void
  /** Outcomes that may come together; infinity where they are only kept. */
  readonly most: number
  /** Null: more outcomes may come at once; a promise: not before it resolves. */
  room: () => Promise<void> | null
}

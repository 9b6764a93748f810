/** What every contender offers: the same tasks, run its own way. */
import type { MapOptions } from 'lanemark'

/** Where work is done: on the caller's thread, on worker threads, in child processes, or where it is best. */
export type Kind = 'loop' | 'threads' | 'processes' | 'auto'

/** A kernel and what someone who writes the messages by hand would know about its tasks. */
export interface Work {
  /** `file:` URL of the kernel's module. */
  module: string
  /** The kernel's export. */
  name: string
  hand: {
    /** Tasks in a message. */
    chunk: number
    /** Messages under way a worker: 2, so that the next one is there; 1 where tasks are long. */
    ahead: number
  }
  /** Whether the plain loop reads the clock around each task, as a bound needs it. */
  timed: boolean
  /** What divides an input for all but lanemark, which divides it itself. */
  parts?: { split: (input: never) => unknown[]; merge: (partials: never) => unknown }
  /** The list and the options as lanemark has them, where those are not simply the inputs. */
  ours?: (inputs: readonly never[]) => { inputs: unknown[]; options: MapOptions }
  /** Whether inputs have memory that does not cross to a process: of processes only ours run it. */
  shares?: boolean
  /** How dear a task is, from its input, where a user would know. Any unit. */
  cost?: (input: never) => number
}

export interface Contender {
  /** Unique: `tinypool threads`. */
  readonly name: string
  readonly kind: Kind
  /** `baseline`: what speedups are held against; `hand`: raw workers with chunks. */
  readonly role: 'baseline' | 'ours' | 'hand' | 'peer'
  /** The package that it comes in; null for what Node itself offers. */
  readonly package: string | null
  /**
   * Starts its workers; they may still be on their way up, which a first run waits for.
   * @param works all that it will be asked to run
   */
  open: (works: readonly Work[], workers: number) => Promise<Running>
}

export interface Running {
  /** The results in the order of the inputs. */
  run: (work: Work, inputs: readonly unknown[]) => Promise<unknown[]>
  /** The plain loop's times of the last list's tasks, ms, where the work is `timed`. */
  times?: () => number[]
  /** Resolves when the workers are gone. */
  close: () => Promise<void>
}

export type Call = (input: unknown) => unknown

/** What a call of an executor can be asked for, in every mode alike. */
import type { Into } from './into.ts'
import type { Progress } from './sinks.ts'

/** See `CallOptions`. */
export type Transfer = true | ((input: never) => ArrayBuffer[])

export interface CallOptions<Input = never, Context = unknown> {
  /** Ends the call: no further task starts, running ones are given up, it rejects. */
  signal?: AbortSignal
  /**
   * Milliseconds that one task may take, also inside a chunk. The worker of a task that took longer
   * is replaced. Watching costs about half a millisecond a chunk, so without it pools only keep an
   * eye on whether a worker still moves, and `serial` and `concurrent` watch nothing.
   * @default 300_000 for pools, none for `serial` and `concurrent`
   */
  timeout?: number
  /**
   * Buffers that move instead of being copied, so that nothing of them is left where they were: those
   * that a function picks from an input; `true`: all that inputs and results hold. A task whose buffers
   * went down with its worker is not started again. Threads only, ignored elsewhere.
   * @default none
   */
  transfer?: Transfer
  /**
   * An array of `shared` that tasks fill, each a range of its own; the kernel gets that part of it as its
   * third argument.
   */
  into?: Into<Input>
  /**
   * A value of any size that is given once to each worker, and to the kernel as its second
   * argument. Kernels must not change it: workers have copies, the caller's thread has the value.
   */
  context?: Context
  /**
   * What a task will take in comparison with the others, in any unit: the dearest start first. All
   * inputs are read before the first one starts.
   * @default in the order of the inputs
   */
  cost?(input: Input): number
  /**
   * Inputs of a kernel whose module exports `split` and `merge` are divided, each into as many parts
   * as pay, so that even one large input has all workers; a number: into so many, in every mode;
   * `false`: they are left whole. What is said of tasks is then said of parts: `timeout`, `chunk`.
   * @default true, which leaves them whole in `serial` and `concurrent`
   */
  divide?: boolean | number
  /**
   * Tasks that travel to a worker together. Pools only.
   * @default as many as take some milliseconds, fewer towards the end
   */
  chunk?: number
  /**
   * The call runs on so many of the workers at most, which leaves the others to other calls. Pools only.
   * @default all of them
   */
  workers?: number
}

export interface MapOptions<Input = never, Context = unknown> extends CallOptions<Input, Context> {
  /**
   * Whether each task's outcome is data, as with `Promise.allSettled`: one that fails, overruns or
   * takes its worker down costs no other its result.
   * @default false: the first failure ends the call
   */
  settle?: boolean
  /**
   * How often a task is started again whose worker died. Pools only.
   * @default 0
   */
  retries?: number
  /** Told now and then how far the call has come, and at its end. */
  onProgress?: (progress: Progress) => void
}

export interface RunOptions<Input = never, Context = unknown> extends CallOptions<Input, Context> {
  /**
   * Whether the end of each task is noted (one reading of the clock a task), or only begin and end
   * of chunks, which are then shared out evenly.
   * @default 'tasks'
   */
  times?: 'tasks' | 'chunks'
}

const asksNothing = (options: object): boolean =>
  typeof options === 'object' && options !== null && Object.keys(options).length === 0

/** @throws {LanemarkError} `option-invalid` */
export async function checkMap(options: MapOptions): Promise<void> {
  if (asksNothing(options)) return
  const { checkMapOptions } = await import('./map-schema.ts')
  checkMapOptions(options)
}

/** @throws {LanemarkError} `option-invalid` */
export async function checkRun(options: RunOptions): Promise<void> {
  if (asksNothing(options)) return
  const { checkRunOptions } = await import('./map-schema.ts')
  checkRunOptions(options)
}

/** What a call of an executor can be asked for, in every mode alike. */
import { types } from 'node:util'
import * as v from 'valibot'
import { check, whole } from '../options.ts'
import { isShared } from '../worker/shared-memory.ts'
import type { Into, SharedArray } from './into.ts'
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

/** What a timer can wait for. */
const LONGEST = 2 ** 31 - 1

const duration = `a number of milliseconds above 0 and up to ${LONGEST}`

const picks = v.function('true, or a function that picks ArrayBuffers from an input')

const intoSchema = v.strictObject({
  output: v.custom<SharedArray>(
    (value) => types.isTypedArray(value) && isShared(value.buffer),
    'an array of `shared`, such as `shared(new Float64Array(1000))`',
  ),
  range: v.function('a function that gives the first and the last element for an input'),
})

const call = {
  signal: v.optional(v.instance(AbortSignal, 'an AbortSignal')),
  timeout: v.optional(
    v.pipe(v.number(duration), v.gtValue(0, duration), v.maxValue(LONGEST, duration)),
  ),
  transfer: v.optional(v.lazy((value) => (value === true ? v.literal(true) : picks))),
  into: v.optional(intoSchema),
  context: v.optional(v.any()),
  cost: v.optional(v.function('a function that gives a number for an input')),
  divide: v.optional(
    v.lazy((value) => (typeof value === 'boolean' ? v.boolean() : whole(1, 2 ** 20))),
  ),
  chunk: v.optional(whole(1, 2 ** 31 - 1)),
}

const mapSchema = v.strictObject({
  ...call,
  settle: v.optional(v.boolean('true or false')),
  retries: v.optional(whole(0, 1000)),
  onProgress: v.optional(v.function('a function that takes the progress')),
})

const runSchema = v.strictObject({
  ...call,
  times: v.optional(v.picklist(['tasks', 'chunks'], '`tasks` or `chunks`')),
})

/** @throws {LanemarkError} `option-invalid` */
export function checkMap(options: MapOptions): void {
  check(mapSchema, options)
}

/** @throws {LanemarkError} `option-invalid` */
export function checkRun(options: RunOptions): void {
  check(runSchema, options)
}

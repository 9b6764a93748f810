/** What every mode offers: the same calls, so that changing the mode is changing one word. */
import * as v from 'valibot'
import { checkKernel } from '../kernel.ts'
import type { Kernel } from '../kernel.ts'
import type { Mode, Trace } from '../model.ts'
import { check } from '../options.ts'

export interface MapOptions {
  /** Ends the run: no further task starts, running ones are given up, `map` rejects. */
  signal?: AbortSignal
  /**
   * Milliseconds that one task may take. Pools replace the worker of a task that took longer.
   * `serial` and `concurrent` watch over a kernel that computes only where this is given, for the
   * watchdog costs about half a millisecond.
   * @default 300_000 for pools, none for `serial` and `concurrent`
   */
  timeout?: number
  /**
   * Buffers within an input that move to the worker instead of being copied; the caller's side is
   * empty afterwards. Threads only, ignored elsewhere.
   */
  move?: (input: never) => ArrayBuffer[]
}

/** Results in the order of the inputs, with every task's life. */
export interface Run<Output> {
  results: Output[]
  traces: Trace[]
  /** From the call until the last result was there, ms. */
  makespan: number
}

export interface Executor extends AsyncDisposable {
  readonly mode: Mode
  /** Tasks that can run at the same time; 1 for `serial` and `concurrent`. */
  readonly workers: number
  /** Starts the workers, which `map` otherwise does itself. Returns ms until each one was up. */
  open(): Promise<number[]>
  /**
   * Runs the kernel on every input.
   * @throws {LanemarkError} `task-threw` (the kernel's own error is its `cause`), `task-timeout`,
   * `worker-died`, `worker-unstartable`, `cannot-cross`, `closed`, `option-invalid`, and those of
   * `loadKernel`
   */
  map<Input, Output>(
    kernel: Kernel<Input, Output>,
    inputs: readonly Input[],
    options?: MapOptions,
  ): Promise<Output[]>
  /** As `map`, with the traces. */
  run<Input, Output>(
    kernel: Kernel<Input, Output>,
    inputs: readonly Input[],
    options?: MapOptions,
  ): Promise<Run<Output>>
  /** Ends the workers; resolves when they are gone. Tasks under way reject. */
  close(): Promise<void>
}

/** What a timer can wait for. */
const LONGEST = 2 ** 31 - 1

const duration = `a number of milliseconds above 0 and up to ${LONGEST}`

const mapSchema = v.strictObject({
  signal: v.optional(v.instance(AbortSignal, 'an AbortSignal')),
  timeout: v.optional(
    v.pipe(v.number(duration), v.gtValue(0, duration), v.maxValue(LONGEST, duration)),
  ),
  move: v.optional(v.function('a function that picks ArrayBuffers from an input')),
})

/** The parts of an executor that follow from the others. */
export function executor(
  core: Pick<Executor, 'mode' | 'workers' | 'open' | 'run' | 'close'>,
): Executor {
  const run: Executor['run'] = async (kernel, inputs, options = {}) => {
    check(mapSchema, options)
    checkKernel(kernel)
    return await core.run(kernel, inputs, options)
  }
  return {
    ...core,
    run,
    async map(kernel, inputs, options) {
      const { results } = await run(kernel, inputs, options)
      return results
    },
    async [Symbol.asyncDispose]() {
      await core.close()
    },
  }
}

/** What every mode offers: the same calls, so that changing the mode is changing one word. */
import { errorLine } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import { checkKernel } from '../kernel.ts'
import type { Kernel } from '../kernel.ts'
import type { KernelRef, Mode, TaskTimes, Trip } from '../model.ts'
import { isPool } from '../modes.ts'
import { now } from '../worker/protocol.ts'
import { dearestFirst } from './dearest-first.ts'
import { checkMap, checkRun } from './map-options.ts'
import type { CallOptions, MapOptions, RunOptions } from './map-options.ts'
import { Filling } from './into.ts'
import { OutcomeQueue } from './queue.ts'
import { Recorder } from './recorder.ts'
import { counted, outcomesInto, resultsInto } from './sinks.ts'
import { sourceOf } from './source.ts'
import type { Inputs, Source } from './source.ts'
import type { Sink, Work } from './work.ts'

/** Results in the order of the inputs, with the times of their tasks. */
export interface Run<Output> {
  results: Output[]
  trips: Trip[]
  /** Null where only trips were timed. */
  times: TaskTimes | null
  /** Of each task the index of the input that it is a part of; null: tasks are the inputs. */
  owners: number[] | null
  /** From the call until the last result was there, ms. */
  makespan: number
}

export interface Executor extends AsyncDisposable {
  readonly mode: Mode
  /** Tasks that can run at the same time; 1 for `serial` and `concurrent`. */
  readonly workers: number
  /** Starts the workers, which the first call otherwise does itself. Returns ms until each was up. */
  open(): Promise<number[]>
  /**
   * Runs the kernel on every input; results come in the order of the inputs.
   *
   * Tasks whose outcome has arrived never run again. When a worker dies without a word (a crash, a
   * kill, a heap that is full), tasks that it finished within its last 25 ms may run a second time.
   * @throws {LanemarkError} `task-threw` (the kernel's own error is its `cause`), `task-timeout`,
   * `worker-died`, `late-error`, `inputs-threw`, `worker-unstartable`, `cannot-cross`, `closed`,
   * `option-invalid`, and those of `loadKernel`; with `settle` the first three and inputs that
   * cannot cross are outcomes instead
   */
  map<Input, Output, Context>(
    kernel: Kernel<Input, Output, Context>,
    inputs: Inputs<Input>,
    options: MapOptions<Input, Context> & { settle: true },
  ): Promise<PromiseSettledResult<Output>[]>
  map<Input, Output, Context>(
    kernel: Kernel<Input, Output, Context>,
    inputs: Inputs<Input>,
    options?: MapOptions<Input, Context>,
  ): Promise<Output[]>
  /**
   * As `map`, but yields each result as it comes, with the index of its input. Inputs are read no
   * faster than results are taken. Leaving the loop ends the call.
   */
  stream<Input, Output, Context>(
    kernel: Kernel<Input, Output, Context>,
    inputs: Inputs<Input>,
    options: MapOptions<Input, Context> & { settle: true },
  ): AsyncGenerator<{ index: number } & PromiseSettledResult<Output>, void, undefined>
  stream<Input, Output, Context>(
    kernel: Kernel<Input, Output, Context>,
    inputs: Inputs<Input>,
    options?: MapOptions<Input, Context>,
  ): AsyncGenerator<{ index: number; result: Output }, void, undefined>
  /** As `map`, with the times of all tasks and of their trips. */
  run<Input, Output, Context>(
    kernel: Kernel<Input, Output, Context>,
    inputs: Inputs<Input>,
    options?: RunOptions<Input, Context>,
  ): Promise<Run<Output>>
  /** Ends the workers; resolves when they are gone. Tasks under way reject. */
  close(): Promise<void>
}

/** What a mode is made of. */
export interface Core extends Pick<Executor, 'mode' | 'workers' | 'open' | 'close'> {
  /** Runs all tasks of the source, and gives each one's outcome to the sink. */
  work: (work: Work) => Promise<void>
}

/** The calls of an executor, from the one thing that its mode can do. */
export function executor(core: Core): Executor {
  const { mode } = core

  async function perform(work: Work): Promise<void> {
    try {
      checkKernel(work.kernel)
      work.signal.throwIfAborted()
      await core.work(work)
      reportFailedInputs(work, mode)
    } finally {
      work.source.close()
    }
  }

  const map = async (
    kernel: KernelRef,
    inputs: Inputs<never>,
    options: MapOptions = {},
  ): Promise<unknown[]> => {
    await checkMap(options)
    const source = await orderedSource(inputs, options)
    const list: unknown[] = Array<unknown>(source.total ?? 0).fill(undefined)
    const sink =
      options.settle === true
        ? outcomesInto(list as PromiseSettledResult<unknown>[])
        : resultsInto(list)
    await withProgress(sink, source, options, (told) =>
      perform(workOf(kernel, source, told, options)),
    )
    return list
  }

  async function* stream(
    kernel: KernelRef,
    inputs: Inputs<never>,
    options: MapOptions = {},
  ): AsyncGenerator<unknown, void, undefined> {
    await checkMap(options)
    const source = await orderedSource(inputs, options)
    const queue = new OutcomeQueue({ settle: options.settle === true })
    const left = new AbortController()
    const signal = AbortSignal.any([left.signal, ...(options.signal ? [options.signal] : [])])
    const performed = withProgress(queue, source, options, (told) =>
      perform(workOf(kernel, source, told, { ...options, signal })),
    ).then(
      () => queue.end(null),
      (error: unknown) => queue.end({ error }),
    )
    try {
      yield* queue.read()
    } finally {
      left.abort()
      await performed
    }
  }

  return {
    mode,
    get workers() {
      return core.workers
    },
    open: () => core.open(),
    map: map as Executor['map'],
    stream: stream as Executor['stream'],
    async run<Input, Output, Context>(
      kernel: Kernel<Input, Output, Context>,
      inputs: Inputs<Input>,
      options: RunOptions<Input, Context> = {},
    ) {
      await checkRun(options)
      const source = await orderedSource(inputs, options)
      const results: unknown[] = []
      const recorder = new Recorder(options.times ?? 'tasks', source.total)
      // a comparison asks for calls as they are
      const { divide = false } = options
      const work = workOf(kernel, source, resultsInto(results), { ...options, divide })
      await perform({ ...work, guarded: !isPool({ mode }), recorder })
      const makespan = now() - recorder.origin
      const { trips, times } = recorder
      return { results: results as Output[], trips, times, owners: ownersOf(recorder), makespan }
    },
    close: () => core.close(),
    async [Symbol.asyncDispose]() {
      await core.close()
    },
  }
}

function ownersOf({ inputOf, trips }: Recorder): number[] | null {
  if (inputOf === null) return null
  const tasks = trips.reduce((sum, { count }) => sum + count, 0)
  return Array.from({ length: tasks }, (_, task) => inputOf(task))
}

async function orderedSource(inputs: Inputs<unknown>, options: CallOptions): Promise<Source> {
  const source = sourceOf(inputs)
  if (options.cost === undefined) return source
  return await dearestFirst(source, (input) => options.cost?.(input as never))
}

async function withProgress(
  sink: Sink,
  source: Source,
  { onProgress }: MapOptions,
  perform: (sink: Sink) => Promise<void>,
): Promise<void> {
  if (onProgress === undefined) return await perform(sink)
  const counting = counted(sink, () => source.total, onProgress)
  await perform(counting.sink)
  counting.end()
}

function workOf(kernel: KernelRef, source: Source, sink: Sink, options: MapOptions): Work {
  return {
    kernel,
    source,
    sink,
    signal: options.signal ?? new AbortController().signal,
    settle: options.settle === true,
    timeout: options.timeout,
    guarded: options.timeout !== undefined,
    retries: options.retries ?? 0,
    chunk: options.chunk,
    workers: options.workers,
    transfer: options.transfer,
    context: options.context === undefined ? null : { value: options.context },
    into: options.into === undefined ? null : new Filling(options.into),
    divide: options.divide ?? true,
    movable: false,
    answered: null,
    inputOf: (task) => task,
    recorder: null,
  }
}

/** An iterable that threw ended early: what it gave until then was worked on. */
function reportFailedInputs({ source, settle, sink }: Work, mode: Mode): void {
  if (source.failure === null) return
  const { index, error } = source.failure
  const failure = new LanemarkError(
    { code: 'inputs-threw', mode, index, error: errorLine(error) },
    { cause: error },
  )
  if (!settle) throw failure
  sink.failed(index, failure)
}

/**
 * All tasks at once on one event loop: promises overlap, generators take turns in slices. Plain
 * functions cannot be interrupted and run one after another. This is what Python's threads under
 * the GIL are to CPU-bound work: switching, not parallelism.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { resolvePool } from '../pool-options.ts'
import type { PoolOptions } from '../pool-options.ts'
import { isGenerator, isThenable } from '../worker/loaded-kernel.ts'
import { now } from '../worker/protocol.ts'
import { Overrun, steps, within } from '../worker/watch.ts'
import { executor } from './executor.ts'
import type { Core, Executor } from './executor.ts'
import { localFailure } from './failure.ts'
import type { Span } from './into.ts'
import { localCore, Stretch } from './local.ts'
import type { Call } from './local.ts'
import type { Batch } from './source.ts'
import type { Work } from './work.ts'

/** CPython's default switch interval, `sys.getswitchinterval()`. */
const SLICE = 5

/** Tasks under way at most: above that, memory is all that more of them would take. */
const MOST_UNDER_WAY = 10_000

/** Inputs that are read at a time. */
const BATCH = 1000

interface Task {
  index: number
  input: unknown
  started: number
}

interface Turn extends Task {
  generator: Generator<unknown, unknown>
}

/**
 * The executor of mode `concurrent`. It takes a pool's options, so that changing the mode is changing
 * one word; they mean nothing here. A task's `timeout` counts the turns of the others too.
 * @throws {LanemarkError} `option-invalid`
 */
export function concurrent(options: PoolOptions = {}): Executor {
  resolvePool(options)
  return executor(concurrentCore())
}

export const concurrentCore = (): Core =>
  localCore('concurrent', (work, call) => new Loop(work, call).run())

/** The tasks of one call. */
class Loop {
  readonly #work: Work
  readonly #call: Call
  #batch: Batch = { indices: [], inputs: [] }
  /** Position within the batch of the next task to start. */
  #next = 0
  readonly #turns: Turn[] = []
  #promised = 0
  #settled = Promise.withResolvers<void>()
  /** Whose step it is: an error or an overrun is its own. */
  #current: Task = { index: 0, input: undefined, started: 0 }
  #failure: { error: unknown } | null = null
  #count = 0
  #async = false

  constructor(work: Work, call: Call) {
    this.#work = work
    this.#call = call
  }

  async run(): Promise<void> {
    const { signal, timeout, recorder, sink } = this.#work
    const stretch = new Stretch()
    while (!this.#work.source.ended || this.#busy()) {
      signal.throwIfAborted()
      this.#read()
      try {
        steps(() => this.#step(), timeout)
      } catch (error) {
        this.#fail(this.#current, error)
      }
      this.#throwFailure()
      await (this.#idle() ? this.#wait() : breathe())
      await sink.room()
    }
    this.#throwFailure()
    if (recorder === null || this.#count === 0) return
    recorder.add(stretch.end({ first: 0, count: this.#count, async: this.#async }), [], null)
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure.error
  }

  /** Whether a task is under way or waits for its start. */
  #busy(): boolean {
    return this.#promised > 0 || this.#turns.length > 0 || this.#next < this.#batch.inputs.length
  }

  /** Whether there is nothing to do until a promise settles or an input comes. */
  #idle(): boolean {
    return this.#turns.length === 0 && !this.#mayStart()
  }

  #mayStart(): boolean {
    const underWay = this.#promised + this.#turns.length
    return this.#next < this.#batch.inputs.length && underWay < MOST_UNDER_WAY
  }

  #read(): void {
    if (this.#next < this.#batch.inputs.length) return
    this.#batch = this.#work.source.take(BATCH)
    // before any of them starts, for what is wrong with a range is no task's fault
    this.#work.into?.of(this.#batch)
    this.#next = 0
  }

  /** Starts a task, or lets one that was started work for a slice; returns whether there is more. */
  #step(): boolean {
    if (this.#mayStart()) this.#start()
    else if (this.#turns.length > 0) this.#slice()
    if (this.#next >= this.#batch.inputs.length && !this.#work.source.ended) return false
    return this.#failure === null && !this.#idle()
  }

  #start(): void {
    const position = this.#next
    this.#next += 1
    const index = this.#batch.indices[position] as number
    const task = { index, input: this.#batch.inputs[position], started: this.#clock() }
    this.#current = task
    const { into } = this.#work
    const target = into?.view(into.of({ indices: [index], inputs: [task.input] })[0] as Span)
    const outcome = this.#call(task.input, target)
    if (typeof outcome === 'object' && outcome !== null && isGenerator(outcome)) {
      this.#turns.push({ ...task, generator: outcome })
    } else this.#finish(task, outcome)
  }

  #slice(): void {
    const turn = this.#turns.shift() as Turn
    this.#current = turn
    const { timeout } = this.#work
    if (timeout !== undefined && this.#clock() - turn.started > timeout) throw new Overrun()
    const step = advance(turn.generator)
    if (step.done === true) this.#finish(turn, step.value)
    else this.#turns.push(turn)
  }

  #finish(task: Task, outcome: unknown): void {
    if (isThenable(outcome)) void this.#overlap(task, outcome)
    else this.#done(task, outcome)
  }

  async #overlap(task: Task, promise: PromiseLike<unknown>): Promise<void> {
    const { timeout, signal } = this.#work
    this.#promised += 1
    this.#async = true
    try {
      this.#done(task, await within(promise, timeout, signal))
    } catch (error) {
      this.#fail(task, error)
    } finally {
      this.#promised -= 1
      this.#settled.resolve()
    }
  }

  #done({ index, started }: Task, result: unknown): void {
    this.#record(index, started)
    this.#work.sink.done(index, result)
  }

  #fail({ index, input, started }: Task, error: unknown): void {
    const { signal, settle, timeout, sink, inputOf } = this.#work
    if (signal.aborted) {
      this.#failure ??= { error: signal.reason }
      return
    }
    const at = { mode: 'concurrent', index: inputOf(index), input } as const
    const failure = localFailure(error, timeout, at)
    if (!settle) {
      this.#failure ??= { error: failure }
      return
    }
    this.#record(index, started)
    sink.failed(index, failure)
  }

  #record(index: number, started: number): void {
    this.#count += 1
    const { recorder } = this.#work
    if (recorder?.timing !== 'tasks') return
    recorder.addTask(index, 0, started, this.#clock())
  }

  /** On `now()`'s clock; 0 where nobody asks for the time. */
  #clock(): number {
    const { recorder, timeout } = this.#work
    const asked = recorder?.timing === 'tasks' || timeout !== undefined
    return asked ? now() : 0
  }

  async #wait(): Promise<void> {
    const { source } = this.#work
    const events = [this.#settled.promise]
    if (this.#next >= this.#batch.inputs.length && !source.ended) events.push(source.more())
    if (this.#promised > 0 || events.length > 1) await Promise.race(events)
    this.#settled = Promise.withResolvers<void>()
  }
}

/** Lets a generator work for one slice, or to its end. */
function advance(generator: Generator<unknown, unknown>): IteratorResult<unknown, unknown> {
  const until = performance.now() + SLICE
  let step = generator.next()
  while (step.done !== true && performance.now() < until) step = generator.next()
  return step
}

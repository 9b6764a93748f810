/** The executor over a pool of workers; `threads` and `processes` differ only in its settings. */
import { LanemarkError } from '../findings.ts'
import type { Kernel } from '../kernel.ts'
import type { Mode, Trace } from '../model.ts'
import { TASK_TIMEOUT } from '../options.ts'
import { now } from '../worker/protocol.ts'
import { cross } from './cross.ts'
import { executor } from './executor.ts'
import type { Executor, MapOptions, Run } from './executor.ts'
import { Lanes } from './lanes.ts'
import { Overrun, within } from './watch.ts'
import { START_TIMEOUT, WorkerExited, Workers } from './tinypool.ts'
import type { PoolSettings } from './tinypool.ts'

export interface PoolMode extends PoolSettings {
  mode: Mode
  /** Whether shared memory can cross. */
  shared: boolean
}

export function poolExecutor(settings: PoolMode): Executor {
  const pool = new Pool(settings)
  return executor({
    mode: settings.mode,
    workers: settings.workers,
    open: () => pool.open(),
    run: (kernel, inputs, options = {}) => pool.run(kernel, inputs, options),
    close: () => pool.close(),
  })
}

class Pool {
  readonly #settings: PoolMode
  readonly #closing = new AbortController()
  readonly #waiting: (() => void)[] = []
  readonly #lanes: Lanes
  #free: number
  #workers: Workers | null = null
  #opened: Promise<number[]> | null = null

  constructor(settings: PoolMode) {
    this.#settings = settings
    this.#free = settings.workers
    this.#lanes = new Lanes(settings.workers)
  }

  async open(): Promise<number[]> {
    this.#closing.signal.throwIfAborted()
    this.#opened ??= this.#start()
    return await this.#opened
  }

  async #start(): Promise<number[]> {
    const begun = now()
    const greet = async (workers: Workers): Promise<number> => {
      const reply = workers.post({ kind: 'hello' }, this.#closing.signal)
      const { worker } = await within(reply, START_TIMEOUT, this.#closing.signal)
      this.#lanes.of(worker)
      return now() - begun
    }
    try {
      const workers = new Workers(this.#settings)
      this.#workers = workers
      const lanes = Array.from({ length: this.#settings.workers }, () => greet(workers))
      return await Promise.all(lanes)
    } catch (error) {
      this.#closing.signal.throwIfAborted()
      await this.#workers?.close()
      throw this.#unstartable(error)
    }
  }

  #unstartable(cause: unknown): LanemarkError {
    const { mode } = this.#settings
    return new LanemarkError({ code: 'worker-unstartable', mode, reason: whyNot(cause) }, { cause })
  }

  async run<Input, Output>(
    kernel: Kernel<Input, Output>,
    inputs: readonly Input[],
    options: MapOptions,
  ): Promise<Run<Output>> {
    await this.open()
    const stop = new AbortController()
    const signals = [stop.signal, this.#closing.signal, ...(options.signal ? [options.signal] : [])]
    const signal = AbortSignal.any(signals)
    const results: unknown[] = Array.from(inputs, () => undefined)
    const traces: Trace[] = []
    const origin = now()
    const queue = inputs.entries()
    const via = {
      ...this.#settings,
      workers: this.#workers as Workers,
      lanes: this.#lanes,
      timeout: options.timeout ?? TASK_TIMEOUT,
    }
    const work = async (): Promise<void> => {
      for (const [index, input] of queue) {
        signal.throwIfAborted()
        const release = await this.#acquire()
        try {
          await via.workers.ready().catch((error: unknown) => {
            throw this.#unstartable(error)
          })
          signal.throwIfAborted()
          const task = { kernel, index, input, move: options.move, origin }
          const { result, trace } = await cross(task, via, signal)
          results[index] = result
          traces[index] = trace
        } finally {
          release()
        }
      }
    }
    try {
      await Promise.all(Array.from({ length: this.#settings.workers }, work))
    } catch (error) {
      // the other lanes stop too: their workers are ended and replaced
      stop.abort(error)
      throw signal.reason
    }
    return { results: results as Output[], traces, makespan: now() - origin }
  }

  /** One permit per worker, so that a posted task never waits inside Tinypool. */
  async #acquire(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return () => {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }

  async close(): Promise<void> {
    this.#closing.abort(new LanemarkError({ code: 'closed', mode: this.#settings.mode }))
    await this.#workers?.close()
  }
}

function whyNot(error: unknown): string {
  if (error instanceof Overrun) return `no answer within ${START_TIMEOUT} ms`
  if (!(error instanceof WorkerExited)) return String(error)
  const { exitCode, signal } = error.exit
  const how = signal ?? `exit code ${exitCode ?? 'unknown'}`
  return error.reason === null ? how : `${how}: ${error.reason}`
}

/**
 * Tasks one after another on this thread: what `serial` does, and what each worker does with a
 * chunk. Nothing is measured here but, where it is asked for, the moment at which each task ended.
 */
import { isGenerator, isThenable } from './loaded-kernel.ts'
import { now } from './protocol.ts'
import { STRETCH, steps, within } from './watch.ts'

export interface SeriesTasks {
  inputs: readonly unknown[]
  call: (input: unknown, position: number) => unknown
  /** Returns whether to go on. */
  done: (position: number, result: unknown) => boolean
  /** Told of a task that threw, overran (`Overrun`) or was aborted; returns whether to go on. */
  failed: (position: number, error: unknown) => boolean
  /**
   * Awaited between two stretches of tasks.
   * @param next position of the task behind the pause
   * @param async whether any task so far returned a promise
   */
  pause: (next: number, async: boolean) => Promise<void> | void
  /** Ms that a task may take. */
  limit: number | undefined
  signal: AbortSignal | undefined
  /** Where each task's end is noted, `now()`'s clock; null: nowhere. */
  ends: Float64Array | null
}

/** @returns whether any task returned a promise */
export const runSeries = async (tasks: SeriesTasks): Promise<boolean> =>
  await new Series(tasks).run()

class Series {
  readonly #tasks: SeriesTasks
  #position = 0
  #goesOn: boolean
  /** What the task at the position has promised. */
  #pending: PromiseLike<unknown> | null = null
  #async = false

  constructor(tasks: SeriesTasks) {
    this.#tasks = tasks
    this.#goesOn = tasks.inputs.length > 0
  }

  async run(): Promise<boolean> {
    const { pause, limit } = this.#tasks
    const step = (): boolean => this.#step()
    let begun = performance.now()
    while (this.#goesOn) {
      let promised = false
      try {
        steps(step, limit)
        promised = await this.#settlePending()
      } catch (error) {
        this.#settled(this.#tasks.failed(this.#position, error))
      }
      if (!this.#goesOn || (promised && performance.now() - begun < STRETCH)) continue
      await pause(this.#position, this.#async)
      begun = performance.now()
    }
    return this.#async
  }

  /** Runs one task; returns whether the next one can follow at once. */
  #step(): boolean {
    const { inputs, call } = this.#tasks
    const result = call(inputs[this.#position], this.#position)
    if (typeof result !== 'object' || result === null) this.#done(result)
    else this.#take(isGenerator(result) ? drain(result) : result)
    return this.#goesOn && this.#pending === null
  }

  #take(outcome: unknown): void {
    if (isThenable(outcome)) this.#pending = outcome
    else this.#done(outcome)
  }

  /** Awaits what the last task has promised; returns whether it did. */
  async #settlePending(): Promise<boolean> {
    const pending = this.#pending
    if (pending === null) return false
    const { limit, signal } = this.#tasks
    this.#pending = null
    this.#async = true
    this.#done(await within(pending, limit, signal))
    return true
  }

  #done(result: unknown): void {
    const { ends, done } = this.#tasks
    if (ends !== null) ends[this.#position] = now()
    this.#goesOn = done(this.#position, result)
    this.#advance()
  }

  #settled(goesOn: boolean): void {
    const { ends } = this.#tasks
    if (ends !== null) ends[this.#position] = now()
    this.#goesOn = goesOn
    this.#advance()
  }

  #advance(): void {
    this.#position += 1
    if (this.#position >= this.#tasks.inputs.length) this.#goesOn = false
  }
}

function drain(generator: Generator<unknown, unknown>): unknown {
  let step = generator.next()
  while (step.done !== true) step = generator.next()
  return step.value
}

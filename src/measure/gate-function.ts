/** One function of a benchmark, called in slices: a slice is a turn that the coordinator gave. */
import { Bench } from 'tinybench'
import type { Fn, FnOptions, HookMode, Task } from 'tinybench'
import type { BenchRegistrationInput } from 'vitest'
import { noteOf } from '../compare/digest.ts'
import { isThenable } from '../worker/kernel.ts'
import { toldDuration } from './interleave.ts'

/** Fast calls are timed together, ms: the clock itself takes some tens of nanoseconds. */
const BATCH = 0.2

/** Kept here, so that a benchmark's timers, real or fake, do not matter. */
const now = performance.now.bind(performance)

export interface Measurement {
  /** Ms a call, over all calls of the slice. */
  mean: number
  /** Ms of its fastest call, or a call's in the fastest batch where calls are timed together. */
  fastest: number
  calls: number
  /** The whole slice, ms. */
  took: number
}

interface Call {
  duration: number
  returned: unknown
}

export class GateFunction {
  readonly name: string
  readonly #fn: Fn
  readonly #hooks: FnOptions
  /** Whether each slice is a phase of its own, so that what the calls leave behind does not pile up. */
  readonly #phases: boolean
  /** Digests of what the first two calls returned; null for nothing. */
  readonly #returned: (string | null)[] = []
  readonly #task: Task
  #async = false
  /** Calls between two readings of the clock. */
  #batch = 1
  #begun = false

  constructor(registration: BenchRegistrationInput, { phases }: { phases: boolean }) {
    const { name, fn, fnOpts = {} } = registration
    this.name = name
    this.#fn = fn
    this.#hooks = fnOpts
    this.#phases = phases
    // told that it is asynchronous, tinybench does not call the function to find out
    this.#task = new Bench().add(name, fn, { ...fnOpts, async: true }).getTask(name) as Task
  }

  /** Of what a call returned; null where it returned nothing, or not the same twice. */
  get digest(): string | null {
    const [first = null, second = first] = this.#returned
    return first === second ? first : null
  }

  /** At least two calls where that fits; finds out what kind of function it is. */
  async warm(time: number): Promise<void> {
    await this.#all('beforeAll', 'warmup')
    const first = await this.#callOnce('warmup')
    const begun = now()
    let spent = first.duration
    if (spent < time) {
      const second = await this.#callOnce('warmup')
      spent += second.duration
      const tells = toldDuration(second.returned) !== undefined
      const hooked = this.#hooks.beforeEach !== undefined || this.#hooks.afterEach !== undefined
      const alone = tells || hooked
      while (Math.max(spent, now() - begun) < time) {
        const { duration, calls } = alone ? await this.#alone('warmup') : await this.#together()
        spent += duration * calls
        if (!alone) this.#batch = Math.max(1, Math.floor(BATCH / Math.max(duration, 1e-7)))
      }
    }
    await this.#all('afterAll', 'warmup')
  }

  /** What comes before the first slice. */
  async begin(): Promise<void> {
    this.#begun = true
    await this.#all('beforeAll', 'run')
  }

  /** Calls for so many ms, at least one call. */
  async slice(time: number): Promise<Measurement> {
    if (this.#phases) await this.#all('beforeAll', 'run')
    const begun = now()
    let fastest = Infinity
    let calls = 0
    let told = 0
    do {
      const batch = this.#batch > 1 ? await this.#together() : await this.#alone('run')
      fastest = Math.min(fastest, batch.duration)
      calls += batch.calls
      told += batch.duration * batch.calls
    } while (Math.max(told, now() - begun) < time)
    return { mean: told / calls, fastest, calls, took: now() - begun }
  }

  async close(): Promise<void> {
    if (this.#begun) await this.#all('afterAll', 'run')
  }

  async #callOnce(mode: HookMode): Promise<Call> {
    await this.#hooks.beforeEach?.call(this.#task, mode)
    const begun = now()
    let returned: unknown = this.#fn()
    this.#async = isThenable(returned)
    if (this.#async) returned = await returned
    const duration = toldDuration(returned) ?? now() - begun
    if (this.#returned.length < 2) this.#returned.push(digestOf(returned))
    await this.#hooks.afterEach?.call(this.#task, mode)
    return { duration, returned }
  }

  async #alone(mode: HookMode): Promise<{ duration: number; calls: number }> {
    const { duration } = await this.#callOnce(mode)
    return { duration, calls: 1 }
  }

  async #together(): Promise<{ duration: number; calls: number }> {
    const fn = this.#fn
    const calls = this.#batch
    const begun = now()
    if (this.#async) for (let call = 0; call < calls; call += 1) await fn()
    else for (let call = 0; call < calls; call += 1) fn()
    return { duration: (now() - begun) / calls, calls }
  }

  async #all(hook: 'beforeAll' | 'afterAll', mode: HookMode): Promise<void> {
    await this.#hooks[hook]?.call(this.#task, mode)
  }
}

/** A mode's task tells its duration; its results are compared where the modes are. */
const digestOf = (returned: unknown): string | null =>
  returned === undefined || toldDuration(returned) !== undefined ? null : noteOf(returned).sha256

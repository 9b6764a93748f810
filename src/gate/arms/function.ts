/** One function of a benchmark, called in slices: a slice is a turn that the coordinator gave. */
import type { HookMode } from 'tinybench'
import type { BenchRegistrationInput } from 'vitest'
import { noteOf } from '../../measure/digest.ts'
import { Caller, toldDuration } from '../../measure/caller.ts'
import { realTime as now } from '../../measure/clock.ts'
import { Steadiness } from './steadiness.ts'

/** Fast calls are timed together, ms: the clock itself takes some tens of nanoseconds. */
const BATCH = 0.2

export interface Measurement {
  /** Ms a call, over all calls of the slice. */
  mean: number
  /** Ms of its fastest call, or a call's in the fastest batch where calls are timed together. */
  fastest: number
  calls: number
  /** The whole slice, ms. */
  took: number
}

/** Calls that were timed together, or one. */
interface Batch {
  /** Ms a call. */
  duration: number
  calls: number
}

export class GateFunction {
  readonly #caller: Caller
  /** Whether each slice is a phase of its own, so that what the calls leave behind does not pile up. */
  readonly #phases: boolean
  /** Digests of what the first two calls returned; null for nothing. */
  readonly #returned: (string | null)[] = []
  /** Calls between two readings of the clock. */
  #batch = 1
  #begun = false

  constructor(registration: BenchRegistrationInput, { phases }: { phases: boolean }) {
    this.#caller = new Caller(registration)
    this.#phases = phases
  }

  get name(): string {
    return this.#caller.name
  }

  /** Of what a call returned; null where it returned nothing, or not the same twice. */
  get digest(): string | null {
    const [first = null, second = first] = this.#returned
    return first === second ? first : null
  }

  /**
   * At least two calls where that fits, until it is steady; finds out what kind of function it is.
   * @param time ms at the least
   */
  async warm(time: number): Promise<void> {
    await this.#caller.all('beforeAll', 'warmup')
    const first = await this.#alone('warmup')
    // the first call compiles, and says nothing of those to come
    if (first.duration < time) await this.#warmOn(time, first.duration)
    await this.#caller.all('afterAll', 'warmup')
  }

  async #warmOn(time: number, spent: number): Promise<void> {
    const steadiness = new Steadiness(time - spent)
    const begun = now()
    const second = await this.#alone('warmup')
    steadiness.add(second.duration, second.duration)
    const { alone } = this.#caller
    while (!steadiness.enough(now() - begun)) {
      const { duration, calls } = alone ? await this.#alone('warmup') : await this.#together()
      steadiness.add(duration, duration * calls)
      if (!alone) this.#batch = Math.max(1, Math.floor(BATCH / Math.max(duration, 1e-7)))
    }
  }

  /** What comes before the first slice. */
  async begin(): Promise<void> {
    this.#begun = true
    await this.#caller.all('beforeAll', 'run')
  }

  /** Calls for so many ms, at least one call. */
  async slice(time: number): Promise<Measurement> {
    if (this.#phases) await this.#caller.all('beforeAll', 'run')
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
    if (this.#begun) await this.#caller.all('afterAll', 'run')
  }

  async #alone(mode: HookMode): Promise<Batch> {
    const { elapsed, returned } = await this.#caller.once(mode)
    if (this.#returned.length < 2) this.#returned.push(digestOf(returned))
    return { duration: toldDuration(returned) ?? elapsed, calls: 1 }
  }

  async #together(): Promise<Batch> {
    const { elapsed, calls } = await this.#caller.together(this.#batch)
    return { duration: elapsed / calls, calls }
  }
}

/** A mode's task tells its duration; its results are compared where the modes are. */
const digestOf = (returned: unknown): string | null =>
  returned === undefined || toldDuration(returned) !== undefined ? null : noteOf(returned).sha256

/** How one function of a benchmark is called: alone with its hooks, or many times together. */
import { Bench } from 'tinybench'
import type { Fn, FnOptions, HookMode, Task } from 'tinybench'
import type { BenchRegistrationInput } from 'vitest'
import { isThenable } from '../worker/loaded-kernel.ts'
import { realTime } from './clock.ts'
import type { Now } from './clock.ts'
import { asyncLoop, syncLoop } from './loop.ts'
import type { AsyncLoop, SyncLoop } from './loop.ts'

/** What two readings of the clock enclosed; ms, as the clock told it. */
export interface Timed {
  elapsed: number
  calls: number
  /** What the last call returned. */
  returned: unknown
}

export class Caller {
  readonly name: string
  readonly #fn: Fn
  readonly #hooks: FnOptions
  readonly #now: Now
  /** What tinybench gives to hooks as `this`, and to `setup` and `teardown`. */
  readonly task: Task
  #async: boolean | null
  #tells = false
  #syncLoop: SyncLoop | null = null
  #asyncLoop: AsyncLoop | null = null

  constructor({ name, fn, fnOpts = {} }: BenchRegistrationInput, now: Now = realTime) {
    this.name = name
    this.#fn = fn
    this.#hooks = fnOpts
    this.#now = now
    this.#async = fnOpts.async ?? null
    // told that it is asynchronous, tinybench does not call the function to find out
    this.task = new Bench().add(name, fn, { ...fnOpts, async: true }).getTask(name) as Task
  }

  /** Null until it was called, or said. */
  get async(): boolean | null {
    return this.#async
  }

  /** Whether it was heard to tell its own duration. */
  get tells(): boolean {
    return this.#tells
  }

  /** Whether each call has to be timed by itself. */
  get alone(): boolean {
    const { beforeEach, afterEach } = this.#hooks
    return this.#tells || beforeEach !== undefined || afterEach !== undefined
  }

  /** One call between its hooks. */
  async once(mode: HookMode): Promise<Timed> {
    await this.#hooks.beforeEach?.call(this.task, mode)
    try {
      const begun = this.#now()
      let returned: unknown = this.#fn()
      this.#async ??= isThenable(returned)
      if (this.#async) returned = await returned
      return this.#heard({ elapsed: this.#now() - begun, calls: 1, returned })
    } finally {
      await this.#hooks.afterEach?.call(this.task, mode)
    }
  }

  /** So many calls in a row, without hooks. Whether it is asynchronous must be known. */
  together(calls: number): Timed | Promise<Timed> {
    if (this.#async !== false) return this.#awaited(calls)
    const loop = (this.#syncLoop ??= syncLoop(this.#fn))
    const begun = this.#now()
    const returned = loop(calls)
    return this.#heard({ elapsed: this.#now() - begun, calls, returned })
  }

  async all(hook: 'beforeAll' | 'afterAll', mode: HookMode): Promise<void> {
    await this.#hooks[hook]?.call(this.task, mode)
  }

  async #awaited(calls: number): Promise<Timed> {
    const loop = (this.#asyncLoop ??= asyncLoop(this.#fn))
    const begun = this.#now()
    const returned = await loop(calls)
    return this.#heard({ elapsed: this.#now() - begun, calls, returned })
  }

  #heard(timed: Timed): Timed {
    if (toldDuration(timed.returned) !== undefined) this.#tells = true
    return timed
  }
}

/** The function's own word on how long it took, ms, by tinybench's rule. */
export function toldDuration(returned: unknown): number | undefined {
  if (typeof returned !== 'object' || returned === null) return undefined
  if (!('overriddenDuration' in returned)) return undefined
  const { overriddenDuration: duration } = returned
  return typeof duration === 'number' && Number.isFinite(duration) && duration >= 0
    ? duration
    : undefined
}

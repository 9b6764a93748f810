/**
 * A function's first call: shows whether it is asynchronous and how long it takes. Tinybench would
 * find out by a call of its own, outside of the hooks; here it is never called once more than needed.
 */
import { Bench } from 'tinybench'
import type { Fn, FnOptions, Task } from 'tinybench'
import type { BenchRegistrationInput } from 'vitest'
import { isThenable } from '../worker/kernel.ts'
import { toldDuration } from './interleave.ts'
import type { Measured } from './interleave.ts'

/** From this duration on, ms, the first call counts as the first sample instead of being repeated. */
const WORTH_KEEPING = 250

export interface FirstCall {
  measured: Measured
  /** Ms; 0 where no call was needed. */
  duration: number
}

/** @throws whatever the function or a hook throws, or the reason of the function's own signal */
export async function firstCall(registration: BenchRegistrationInput): Promise<FirstCall> {
  const { name, fn, fnOpts = {} } = registration
  if (fnOpts.async !== undefined) {
    return { measured: { name, fn, options: { ...fnOpts, async: fnOpts.async } }, duration: 0 }
  }
  fnOpts.signal?.throwIfAborted()
  const { async, duration, result } = await callOnce(name, fn, fnOpts)
  const measured = { name, fn, options: { ...fnOpts, async } }
  if (duration >= WORTH_KEEPING)
    return { measured: replaying(measured, result, duration), duration }
  return { measured: { ...measured, tellsTime: toldDuration(result) !== undefined }, duration }
}

async function callOnce(name: string, fn: Fn, hooks: FnOptions) {
  const mode = 'warmup'
  // told that it is asynchronous, tinybench does not call the function to find out
  const bench = new Bench().add(name, fn, { ...hooks, async: true })
  const self = bench.getTask(name) as Task
  await hooks.beforeAll?.call(self, mode)
  try {
    await hooks.beforeEach?.call(self, mode)
    const begun = performance.now()
    const returned = fn()
    const async = isThenable(returned)
    const result = await returned
    return { async, result, duration: performance.now() - begun }
  } finally {
    await hooks.afterEach?.call(self, mode)
    await hooks.afterAll?.call(self, mode)
  }
}

/** The function, whose first call, hooks included, gives the result that is there already. */
function replaying({ name, fn, options }: Measured, result: unknown, duration: number): Measured {
  let replayed = false
  const own = typeof result === 'object' && result !== null ? result : {}
  return {
    name,
    tellsTime: true,
    fn: () =>
      replayed ? fn() : { overriddenDuration: duration, overriddenIterationCost: duration, ...own },
    options: {
      ...options,
      async beforeEach(mode) {
        if (replayed) await options.beforeEach?.call(this, mode)
      },
      async afterEach(mode) {
        if (replayed) await options.afterEach?.call(this, mode)
        replayed = true
      },
    },
  }
}

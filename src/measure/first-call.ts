/**
 * A function's first call: shows whether it is asynchronous and how long it takes. Tinybench would
 * find out by a call of its own, outside of the hooks; here it is never called once more than needed.
 */
import type { Fn, FnOptions, HookMode } from 'tinybench'
import type { BenchRegistrationInput } from 'vitest'
import { isThenable } from '../worker/kernel.ts'
import type { Measured } from './interleave.ts'

/** From this duration on, ms, the first call counts as the first sample instead of being repeated. */
const WORTH_KEEPING = 250

export interface FirstCall {
  measured: Measured
  /** Ms; 0 where no call was needed. */
  duration: number
}

type Hooks = Pick<FnOptions, 'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll'>

/** @throws whatever the function or a hook throws */
export async function firstCall(registration: BenchRegistrationInput): Promise<FirstCall> {
  const { name, fn, fnOpts = {} } = registration
  if (fnOpts.async !== undefined) {
    return { measured: { name, fn, options: { ...fnOpts, async: fnOpts.async } }, duration: 0 }
  }
  const { async, duration, result } = await callOnce(fn, fnOpts)
  const options = { ...fnOpts, async }
  const kept = duration >= WORTH_KEEPING
  return { measured: { name, fn: kept ? replaying(fn, result, duration) : fn, options }, duration }
}

async function callOnce(fn: Fn, hooks: Hooks) {
  const hook = async (name: keyof Hooks): Promise<void> => {
    const mode: HookMode = 'warmup'
    // no task exists yet; hooks that look at `this` get it from tinybench's own calls
    await hooks[name]?.call(undefined as never, mode)
  }
  await hook('beforeAll')
  await hook('beforeEach')
  try {
    const begun = performance.now()
    const returned = fn()
    const async = isThenable(returned)
    const result = await returned
    return { async, result, duration: performance.now() - begun }
  } finally {
    await hook('afterEach')
    await hook('afterAll')
  }
}

/** The function, whose first call gives the result that is there already. */
function replaying(fn: Fn, result: unknown, duration: number): Fn {
  let first = true
  return () => {
    if (!first) return fn()
    first = false
    const own = typeof result === 'object' && result !== null ? result : {}
    return { overriddenDuration: duration, overriddenIterationCost: duration, ...own }
  }
}

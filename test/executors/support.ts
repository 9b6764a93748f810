/** What the tests of executors share. */
import { setTimeout as after } from 'node:timers/promises'
import { afterAll, expect, vi } from 'vitest'
import { auto, concurrent, LanemarkError, processes, serial, threads } from '../../src/index.ts'
import type { Executor, Finding, PoolOptions } from '../../src/index.ts'
import { FIXED, isPool, LOCAL_MODES, POOLS } from '../../src/modes.ts'
import type { LocalMode } from '../../src/modes.ts'

export { FIXED, LOCAL_MODES as MODES, POOLS }
/** Modes on the caller's own thread. */
export const LOCAL = FIXED.filter((mode) => !isPool({ mode }))

// a machine that is busy starts processes slowly; where a time matters, there is `soon`
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const MAKERS = { serial, concurrent, threads, processes, auto }

/** An executor of the mode; pools have two workers where nothing else is asked. */
export function executorOf(mode: LocalMode, options: PoolOptions = {}): Executor {
  return MAKERS[mode]({ workers: 2, ...options })
}

/** One executor a mode for all tests of a file: to start a pool is what takes the time. */
export function sharedExecutors(options: PoolOptions = {}): typeof executorOf {
  const executors = new Map<string, Executor>()
  afterAll(async () => {
    await Promise.all([...executors.values()].map((executor) => executor.close()))
  })
  return (mode) => {
    const executor = executors.get(mode) ?? executorOf(mode, options)
    executors.set(mode, executor)
    return executor
  }
}

/** What lanemark found wrong; fails when the promise resolves or rejects with anything else. */
export async function failureOf(promise: Promise<unknown>): Promise<LanemarkError> {
  const error = await thrownBy(promise)
  expect(error).toBeInstanceOf(LanemarkError)
  return error as LanemarkError
}

/** The finding of `failureOf`, if it has the code. */
export async function findingOf<Code extends Finding['code']>(
  code: Code,
  promise: Promise<unknown>,
): Promise<Extract<Finding, { code: Code }>> {
  const { finding } = await failureOf(promise)
  expect(finding).toMatchObject({ code })
  return finding as Extract<Finding, { code: Code }>
}

/** What a promise rejects with. */
export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  expect(outcome).toHaveProperty('error')
  return (outcome as { error: unknown }).error
}

/** The promise, or a failure when it hangs: on a busy machine even a small thing may take a while. */
export async function soon<T>(promise: Promise<T>): Promise<T> {
  const stop = new AbortController()
  const late = after(30_000, undefined, { signal: stop.signal }).then(() => {
    throw new Error('not settled within thirty seconds')
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    stop.abort()
    await late.catch(() => undefined)
  }
}

/** Whether there is no such process any more. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' })
    return true
  }
}

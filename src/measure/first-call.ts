/**
 * A function's first call: shows whether it is asynchronous and how long it takes. Tinybench would
 * find out by a call of its own, outside of the hooks; here it is the first of those asked for, and
 * none is made besides.
 */
import type { BenchOptions, HookMode } from 'tinybench'
import { toldDuration } from './caller.ts'
import type { Caller, Timed } from './caller.ts'

/** From this duration on, ms, a first call that was to warm up counts as a sample, where nothing else warms up. */
const WORTH_KEEPING = 250

/** Tinybench's own defaults of the warm-up: ms, and calls. */
export const WARMUP = { time: 250, iterations: 16 }

/** Whether anything is asked for before the counted phase. */
export function warmsUp(options: BenchOptions): boolean {
  const { warmup = true, warmupTime, warmupIterations } = options
  const asked = Math.max(warmupTime ?? WARMUP.time, warmupIterations ?? WARMUP.iterations)
  return warmup && asked > 0
}

export interface FirstCall {
  /** Ms; 0 where no call was needed. */
  duration: number
  /** Null where there was none. */
  timed: Timed | null
  /** The phase that it began: what opens it was called, and what closes it was not. Null: none. */
  opened: HookMode | null
  /** What the function threw, or a hook. */
  failure: { thrown: unknown } | null
}

/** Of a function that need not be called to be known. */
export const NO_CALL: FirstCall = { duration: 0, timed: null, opened: null, failure: null }

/** @param options of the group: where it is not to be warmed up, the call is a counted one */
export async function firstCall(caller: Caller, options: BenchOptions): Promise<FirstCall> {
  if (caller.async !== null) return NO_CALL
  const mode = warmsUp(options) ? 'warmup' : 'run'
  try {
    await openPhase(caller, mode, options)
  } catch (thrown) {
    return { ...NO_CALL, failure: { thrown } }
  }
  try {
    const timed = await caller.once(mode)
    const duration = Math.max(timed.elapsed, toldDuration(timed.returned) ?? 0)
    return { duration, timed, opened: mode, failure: null }
  } catch (thrown) {
    return { ...NO_CALL, opened: mode, failure: { thrown } }
  }
}

/** What comes before a function's calls in a phase. */
export async function openPhase(
  caller: Caller,
  mode: HookMode,
  { setup }: BenchOptions,
): Promise<void> {
  await setup?.(caller.task, mode)
  await caller.all('beforeAll', mode)
}

/** What comes after them. */
export async function closePhase(
  caller: Caller,
  mode: HookMode,
  { teardown }: BenchOptions,
): Promise<void> {
  await caller.all('afterAll', mode)
  await teardown?.(caller.task, mode)
}

/** The call as the first sample; null where it warmed up. */
export function firstSample({ timed, opened }: FirstCall, warms: boolean): Timed | null {
  if (timed === null || warms) return null
  return opened === 'run' || timed.elapsed >= WORTH_KEEPING ? timed : null
}

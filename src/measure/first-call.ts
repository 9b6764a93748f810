/**
 * A function's first call: shows whether it is asynchronous and how long it takes. Tinybench would
 * find out by a call of its own, outside of the hooks; here it is never called once more than needed.
 */
import { toldDuration } from './caller.ts'
import type { Caller, Timed } from './caller.ts'

/** From this duration on, ms, the first call counts as the first sample instead of being repeated. */
const WORTH_KEEPING = 250

export interface FirstCall {
  /** Ms; 0 where no call was needed. */
  duration: number
  /** The call, where it is to count. */
  kept: Timed | null
}

/** @throws whatever the function or a hook throws */
export async function firstCall(caller: Caller): Promise<FirstCall> {
  if (caller.async !== null) return { duration: 0, kept: null }
  await caller.all('beforeAll', 'warmup')
  try {
    const timed = await caller.once('warmup')
    const duration = Math.max(timed.elapsed, toldDuration(timed.returned) ?? 0)
    return { duration, kept: timed.elapsed >= WORTH_KEEPING ? timed : null }
  } finally {
    await caller.all('afterAll', 'warmup')
  }
}

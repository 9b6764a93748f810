/** Time limits for code that computes on this very thread, where no timer can fire. */
import { Script } from 'node:vm'

/**
 * One stretch of steps takes about this long, ms. Where a limit is watched (by a thread, at about
 * 0.4 ms a stretch), a longer one keeps that under one percent.
 */
export const STRETCH = 20
const GUARDED_STRETCH = 50

/** The clock is read once in so many steps at most; it costs more than the shortest of them. */
const MOST_UNSEEN = 64
/** Steps between two readings double while they take less than this together, ms. */
const SHORT = 0.05

const slot = Symbol.for('lanemark.watched')
const script = new Script(`globalThis[Symbol.for('lanemark.watched')]()`)

/** Thrown when a step took longer than it may. */
export class Overrun extends Error {
  override readonly name = 'Overrun'
}

/**
 * Calls `step` until it returns false, or for about a stretch.
 *
 * @param limit ms that a single step may take; undefined: not watched at all
 * @throws {Overrun} when a step was ended by the limit; the step's own errors pass through
 */
export function steps(step: () => boolean, limit: number | undefined): void {
  if (limit === undefined) stretch(step, STRETCH, MOST_UNSEEN)
  // with every step seen, what the last one has left of the guard's time is the limit or more
  else guarded(() => stretch(step, GUARDED_STRETCH, 1), limit + GUARDED_STRETCH)
}

function stretch(step: () => boolean, duration: number, mostUnseen: number): void {
  let at = performance.now()
  const end = at + duration
  let unseen = 1
  while (at < end) {
    for (let left = unseen; left > 0; left -= 1) if (!step()) return
    const before = at
    at = performance.now()
    unseen = at - before < SHORT ? Math.min(mostUnseen, 2 * unseen) : 1
  }
}

function guarded(call: () => void, timeout: number): void {
  const scope = globalThis as unknown as Record<symbol, unknown>
  // the limit's own end cannot be caught inside: what is caught there is the step's
  let threw = false
  scope[slot] = () => {
    try {
      call()
    } catch (error) {
      threw = true
      throw error
    }
  }
  try {
    script.runInThisContext({ timeout: Math.ceil(timeout) })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException | null)?.code
    throw !threw && code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? new Overrun() : error
  } finally {
    delete scope[slot]
  }
}

/** Resolves as the promise does, or rejects with `Overrun` after `limit` ms, or on abort. */
export async function within<T>(
  promise: PromiseLike<T>,
  limit: number | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (limit === undefined && signal === undefined) return await promise
  const { promise: ended, reject } = Promise.withResolvers<never>()
  const timer = limit === undefined ? undefined : setTimeout(() => reject(new Overrun()), limit)
  const abort = (): void => reject(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted === true) abort()
  try {
    return await Promise.race([promise, ended])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

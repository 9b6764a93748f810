/** Time limits for code that computes on this very thread, where no timer can fire. */
import { Script } from 'node:vm'

/**
 * One guarded call covers steps for this long, so that its cost (a watchdog thread, about 0.4 ms)
 * stays under one percent.
 */
const CHUNK = 50

const slot = Symbol.for('lanemark.watched')
const script = new Script(`globalThis[Symbol.for('lanemark.watched')]()`)

/** Thrown when a step took longer than it may. */
export class Overrun extends Error {
  override readonly name = 'Overrun'
}

/**
 * Calls `step` until it returns false, or for about 50 ms.
 *
 * @param limit ms that a single step may take; undefined: not watched at all
 * @returns whether there is more to do
 * @throws {Overrun} when a step was ended by the limit; the step's own errors pass through
 */
export function steps(step: () => boolean, limit: number | undefined): boolean {
  const end = performance.now() + CHUNK
  const chunk = (): boolean => {
    let more = step()
    while (more && performance.now() < end) more = step()
    return more
  }
  return limit === undefined ? chunk() : guarded(chunk, limit + CHUNK)
}

function guarded(call: () => boolean, timeout: number): boolean {
  const scope = globalThis as unknown as Record<symbol, unknown>
  // the limit's own end cannot be caught inside: what is caught there is the step's
  let threw = false
  scope[slot] = () => {
    try {
      return call()
    } catch (error) {
      threw = true
      throw error
    }
  }
  try {
    return script.runInThisContext({ timeout: Math.ceil(timeout) }) as boolean
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

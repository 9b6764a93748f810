/**
 * Tasks one after another on this thread: what `serial` does, and what each worker does with a
 * chunk. Nothing is measured here but, where it is asked for, the moment at which each task ended.
 */
import { isGenerator, isThenable } from './kernel.ts'
import { now } from './protocol.ts'
import { STRETCH, steps, within } from './watch.ts'

export interface Series {
  inputs: readonly unknown[]
  call: (input: unknown) => unknown
  /** Returns whether to go on. */
  done: (position: number, result: unknown) => boolean
  /** Told of a task that threw, overran (`Overrun`) or was aborted; returns whether to go on. */
  failed: (position: number, error: unknown) => boolean
  /**
   * Awaited between two stretches of tasks.
   * @param next position of the task behind the pause
   * @param async whether any task so far returned a promise
   */
  pause: (next: number, async: boolean) => Promise<void> | void
  /** Ms that a task may take. */
  limit: number | undefined
  signal: AbortSignal | undefined
  /** Where each task's end is noted, `now()`'s clock; null: nowhere. */
  ends: Float64Array | null
}

/** @returns whether any task returned a promise */
export async function runSeries(series: Series): Promise<boolean> {
  const { inputs, call, done, failed, pause, limit, signal, ends } = series
  const count = inputs.length
  let position = 0
  let pending: PromiseLike<unknown> | null = null
  let more = count > 0
  let async = false

  const settle = (result: unknown): void => {
    if (ends !== null) ends[position] = now()
    more = done(position, result)
    position += 1
    if (position >= count) more = false
  }
  const take = (outcome: unknown): void => {
    if (isThenable(outcome)) pending = outcome
    else settle(outcome)
  }
  const step = (): boolean => {
    const result = call(inputs[position])
    if (typeof result !== 'object' || result === null) settle(result)
    else take(isGenerator(result) ? drain(result) : result)
    return more && pending === null
  }
  const fail = (error: unknown): void => {
    if (ends !== null) ends[position] = now()
    more = failed(position, error)
    position += 1
    if (position >= count) more = false
  }

  let begun = performance.now()
  while (more) {
    try {
      steps(step, limit)
      if (pending !== null) {
        async = true
        settle(await within(pending, limit, signal))
      }
    } catch (error) {
      fail(error)
    }
    const promised: boolean = pending !== null
    pending = null
    if (!more || (promised && performance.now() - begun < STRETCH)) continue
    await pause(position, async)
    begun = performance.now()
  }
  return async
}

function drain(generator: Generator<unknown, unknown>): unknown {
  let step = generator.next()
  while (step.done !== true) step = generator.next()
  return step.value
}

/** One task after another, on the caller's thread. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Kernel } from '../kernel.ts'
import type { Trace } from '../model.ts'
import { resolvePool } from '../options.ts'
import type { PoolOptions } from '../options.ts'
import { callKernel, isThenable, loadKernel } from '../worker/kernel.ts'
import { now } from '../worker/protocol.ts'
import type { Executor, MapOptions, Run } from './executor.ts'
import { begin, failure, localExecutor, traceOf } from './local.ts'
import { steps, within } from './watch.ts'

/**
 * The executor of mode `serial`. It takes a pool's options, so that changing the mode is changing
 * one word; they mean nothing here.
 * @throws {LanemarkError} `option-invalid`
 */
export function serial(options: PoolOptions = {}): Executor {
  resolvePool(options)
  return localExecutor('serial', runSerially)
}

async function runSerially<Input, Output>(
  kernel: Kernel<Input, Output>,
  inputs: readonly Input[],
  { signal, timeout }: MapOptions & { signal: AbortSignal },
): Promise<Run<Output>> {
  const loaded = await loadKernel(kernel)
  const results: unknown[] = []
  const traces: Trace[] = []
  const origin = now()
  let index = 0
  let task = begin(0)
  let pending: PromiseLike<unknown> | null = null

  const settle = (result: unknown, async: boolean): void => {
    results.push(result)
    traces.push(traceOf(task, origin, { async }))
    index += 1
  }
  const step = (): boolean => {
    task = begin(index)
    const result = callKernel(loaded, inputs[index])
    if (isThenable(result)) pending = result
    else settle(result, false)
    return pending === null && index < inputs.length
  }

  try {
    while (index < inputs.length) {
      signal.throwIfAborted()
      steps(step, timeout)
      if (pending !== null) settle(await within(pending, timeout, signal), true)
      // a run that computes all the time would never hear of an abort
      else if (index < inputs.length) await breathe()
      pending = null
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw failure(error, { mode: 'serial', index, input: inputs[index], timeout })
  }
  return { results: results as Output[], traces, makespan: now() - origin }
}

/**
 * All tasks at once on one event loop: promises overlap, generators take turns in slices. Plain
 * functions cannot be interrupted and run one after another. This is what Python's threads under
 * the GIL are to CPU-bound work: switching, not parallelism.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Kernel } from '../kernel.ts'
import type { Trace } from '../model.ts'
import { resolvePool } from '../options.ts'
import type { PoolOptions } from '../options.ts'
import { readCpu } from '../worker/cpu.ts'
import { isGenerator, isThenable, loadKernel } from '../worker/kernel.ts'
import { now } from '../worker/protocol.ts'
import type { Executor, MapOptions, Run } from './executor.ts'
import { begin, failure, localExecutor, traceOf } from './local.ts'
import type { LocalTask } from './local.ts'
import { Overrun, steps, within } from './watch.ts'

/** CPython's default switch interval, `sys.getswitchinterval()`. */
const SLICE = 5

interface Turn extends LocalTask {
  generator: Generator<unknown, unknown>
  /** CPU time used in its slices; null where the platform does not tell. */
  used: number | null
}

/**
 * The executor of mode `concurrent`. It takes a pool's options, so that changing the mode is changing
 * one word; they mean nothing here. A task's `timeout` counts the turns of the others too.
 * @throws {LanemarkError} `option-invalid`
 */
export function concurrent(options: PoolOptions = {}): Executor {
  resolvePool(options)
  return localExecutor('concurrent', runConcurrently)
}

async function runConcurrently<Input, Output>(
  kernel: Kernel<Input, Output>,
  inputs: readonly Input[],
  { signal, timeout }: MapOptions & { signal: AbortSignal },
): Promise<Run<Output>> {
  const loaded = await loadKernel(kernel)
  const results: unknown[] = Array.from(inputs, () => undefined)
  const traces: Trace[] = []
  const turns: Turn[] = []
  const promises: Promise<void>[] = []
  const origin = now()
  let current = 0

  const settle = (task: LocalTask, result: unknown, how: Parameters<typeof traceOf>[2]): void => {
    results[task.index] = result
    traces[task.index] = traceOf(task, origin, how)
  }
  const fail = (error: unknown, index: number): unknown =>
    signal.aborted
      ? signal.reason
      : failure(error, { mode: 'concurrent', index, input: inputs[index], timeout })
  const overlap = async (task: LocalTask, promise: PromiseLike<unknown>): Promise<void> => {
    try {
      settle(task, await within(promise, timeout, signal), { async: true, cpu: null })
    } catch (error) {
      throw fail(error, task.index)
    }
  }
  const finish = (task: LocalTask, outcome: unknown, cpu?: number | null): void => {
    if (!isThenable(outcome)) {
      settle(task, outcome, { async: false, ...(cpu === undefined ? {} : { cpu }) })
      return
    }
    const promise = overlap(task, outcome)
    promises.push(promise)
    // a failure is heard at the end, by `Promise.all`; until then it is not "unhandled"
    void promise.catch(() => undefined)
  }
  let next = 0
  const start = (): boolean => {
    current = next
    next += 1
    const task = begin(current)
    const outcome = loaded.call(inputs[current])
    if (isGenerator(outcome)) turns.push({ ...task, generator: outcome, used: 0 })
    else finish(task, outcome)
    return next < inputs.length
  }
  const slice = (): boolean => {
    const turn = turns[0] as Turn
    current = turn.index
    if (timeout !== undefined && now() - turn.started > timeout) throw new Overrun()
    const step = advance(turn)
    turns.shift()
    if (step.done === true) finish(turn, step.value, turn.used)
    else turns.push(turn)
    return turns.length > 0
  }

  try {
    for (const step of [start, slice]) {
      let more = step === start ? inputs.length > 0 : turns.length > 0
      while (more) {
        signal.throwIfAborted()
        more = steps(step, timeout)
        await breathe()
      }
    }
  } catch (error) {
    throw fail(error, current)
  }
  await Promise.all(promises)
  return { results: results as Output[], traces, makespan: now() - origin }
}

/** Lets a generator work for one slice, or to its end. */
function advance(turn: Turn): IteratorResult<unknown, unknown> {
  const before = readCpu().used
  const until = performance.now() + SLICE
  let step = turn.generator.next()
  while (step.done !== true && performance.now() < until) step = turn.generator.next()
  const after = readCpu().used
  turn.used =
    turn.used === null || before === null || after === null ? null : turn.used + after - before
  return step
}

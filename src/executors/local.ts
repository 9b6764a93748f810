/** What `serial` and `concurrent` share: tasks on the caller's own thread, nothing crosses. */
import { threadId } from 'node:worker_threads'
import { describe, errorLine } from '../describe.ts'
import { LanemarkError } from '../findings.ts'
import type { Kernel } from '../kernel.ts'
import type { Mode, Trace } from '../model.ts'
import { readCpu, spent } from '../worker/cpu.ts'
import type { CpuReading } from '../worker/cpu.ts'
import { now } from '../worker/protocol.ts'
import { executor } from './executor.ts'
import type { Executor, MapOptions, Run } from './executor.ts'
import { Overrun } from './watch.ts'

/** What a local mode is made of; `signal` is also aborted by `close()`. */
type RunLocally = <Input, Output>(
  kernel: Kernel<Input, Output>,
  inputs: readonly Input[],
  options: MapOptions & { signal: AbortSignal },
) => Promise<Run<Output>>

/** An executor on the caller's own thread: there is nothing to start, and `close` ends its runs. */
export function localExecutor(mode: Mode, run: RunLocally): Executor {
  const closing = new AbortController()
  return executor({
    mode,
    workers: 1,
    async open() {
      closing.signal.throwIfAborted()
      return []
    },
    async run(kernel, inputs, options = {}) {
      closing.signal.throwIfAborted()
      const signals = [closing.signal, ...(options.signal ? [options.signal] : [])]
      return await run(kernel, inputs, { ...options, signal: AbortSignal.any(signals) })
    },
    async close() {
      closing.abort(new LanemarkError({ code: 'closed', mode }))
    },
  })
}

/** A task on this thread: begun, perhaps ended. */
export interface LocalTask {
  index: number
  started: number
  cpu: CpuReading
}

export const begin = (index: number): LocalTask => ({ index, cpu: readCpu(), started: now() })

/**
 * The trace of a task that ends now.
 * @param origin the moment of `map`'s call, on `now()`'s clock
 * @param how whether it was a promise; CPU time when it is known better than from the two ends (tasks that took turns), or
 * null when it cannot be told (tasks that overlapped)
 */
export function traceOf(
  task: LocalTask,
  origin: number,
  { async, cpu }: { async: boolean; cpu?: number | null },
): Trace {
  const ended = now() - origin
  const used = spent(task.cpu, readCpu())
  const started = task.started - origin
  const before = { queued: 0, dispatched: started, sent: started, received: started }
  return {
    index: task.index,
    worker: { pid: process.pid, threadId },
    lane: 0,
    ...before,
    loaded: started,
    started,
    ended,
    replied: ended,
    done: ended,
    bytesIn: 0,
    bytesOut: 0,
    decode: 0,
    cpu: cpu === undefined ? used.cpu : cpu,
    wait: cpu === undefined ? used.wait : null,
    async,
  }
}

/** What went wrong with one task, as an error that says which. */
export function failure(
  error: unknown,
  at: { mode: Mode; index: number; input: unknown; timeout: number | undefined },
): unknown {
  const place = { mode: at.mode, index: at.index, input: describe(at.input) }
  if (error instanceof Overrun) {
    return new LanemarkError({ code: 'task-timeout', ...place, timeout: at.timeout ?? 0 })
  }
  return new LanemarkError(
    { code: 'task-threw', ...place, error: errorLine(error) },
    { cause: error },
  )
}

/** What `serial` and `concurrent` share: tasks on the caller's own thread, nothing crosses. */
import { threadId } from 'node:worker_threads'
import { LanemarkError } from '../findings.ts'
import type { Mode, Trip } from '../model.ts'
import { readCpu, spent } from '../worker/cpu.ts'
import { bindCall, loadKernel } from '../worker/loaded-kernel.ts'
import { now } from '../worker/protocol.ts'
import { inParts } from './divided.ts'
import { divisionIn } from './dividing.ts'
import type { Core } from './executor.ts'
import type { Work } from './work.ts'

/** The kernel with the context of its call, and with what a task is to fill. */
export type Call = (input: unknown, target?: unknown) => unknown

/** Runs all tasks of the work; its `signal` is also aborted by `close()`. */
type RunLocally = (work: Work, call: Call) => Promise<void>

/** What runs on the caller's own thread: there is nothing to start, and `close` ends its calls. */
export function localCore(mode: Mode, run: RunLocally): Core {
  const closing = new AbortController()
  return {
    mode,
    workers: 1,
    async open() {
      closing.signal.throwIfAborted()
      return []
    },
    async work(work) {
      closing.signal.throwIfAborted()
      const kernel = await loadKernel(work.kernel)
      const signal = AbortSignal.any([closing.signal, work.signal])
      const call = bindCall(kernel, work.context, work.into !== null)
      const perform = (parts: Work): Promise<void> => run(parts, call)
      const { divide } = work
      // on one thread it pays only where the parts are less work together, which the caller knows
      if (typeof divide !== 'number') return await perform({ ...work, signal })
      const division = divisionIn(kernel.division, divide)
      await inParts({ ...work, signal }, division, () => divide, perform)
    },
    async close() {
      closing.abort(new LanemarkError({ code: 'closed', mode }))
    },
  }
}

/** A stretch of tasks on this thread: begun now, told as a trip when it ends. */
export class Stretch {
  readonly #started = now()
  readonly #cpu = readCpu()

  end(tasks: Pick<Trip, 'first' | 'count' | 'async'>): Trip {
    const ended = now()
    const [started, before] = [this.#started, this.#started]
    return {
      worker: { pid: process.pid, threadId },
      lane: 0,
      ...tasks,
      dispatched: before,
      sent: before,
      received: before,
      loaded: before,
      started,
      ended,
      replied: ended,
      done: ended,
      bytesIn: 0,
      bytesOut: 0,
      decode: 0,
      packing: 0,
      ...spent(this.#cpu, readCpu()),
    }
  }
}

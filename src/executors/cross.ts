/** One task's way to a worker and back, with everything that can go wrong on it. */
import { types } from 'node:util'
import { isMarkedAsUntransferable } from 'node:worker_threads'
import { describe } from '../describe.ts'
import { LanemarkError } from '../findings.ts'
import type { KernelRef, Mode, Trace } from '../model.ts'
import { pack, unpack } from '../worker/codec.ts'
import type { Packed } from '../worker/codec.ts'
import { unpackError } from '../worker/errors.ts'
import { now } from '../worker/protocol.ts'
import type { Reply } from '../worker/protocol.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import type { Lanes } from './lanes.ts'
import { failure } from './local.ts'
import { WorkerExited } from './tinypool.ts'
import type { Workers } from './tinypool.ts'
import { within } from './watch.ts'

export interface Crossing {
  kernel: KernelRef
  index: number
  input: unknown
  move: ((input: never) => ArrayBuffer[]) | undefined
  /** The moment of `map`'s call on `now()`'s clock. */
  origin: number
}

export interface Via {
  mode: Mode
  /** Whether shared memory can cross. */
  shared: boolean
  workers: Workers
  lanes: Lanes
  /** Milliseconds that the task may take. */
  timeout: number
}

/**
 * Runs one task on a free worker.
 * @throws {LanemarkError} as listed at `Executor.map`; the signal's reason after an abort
 */
export async function cross(
  task: Crossing,
  via: Via,
  signal: AbortSignal,
): Promise<{ result: unknown; trace: Trace }> {
  const dispatched = now()
  const input = packInput(task, via)
  const bytesIn = input.bytes.byteLength
  const giveUp = new AbortController()
  const { url, name } = task.kernel
  const request = { kind: 'task', kernel: { url, name }, input } as const
  const answered = via.workers.post(request, AbortSignal.any([signal, giveUp.signal]))
  const sent = now()
  let reply: Reply
  try {
    reply = await within(answered, via.timeout, undefined)
  } catch (error) {
    giveUp.abort(error)
    void answered.catch(() => undefined)
    if (signal.aborted) throw signal.reason
    throw broken(error, task, via)
  }
  if (reply.kind !== 'result') throw refused(reply, task, via)
  const arrived = now()
  const result = unpack(reply.result)
  const done = now()
  const { cpu, wait, async, ...times } = reply.times
  // a worker can begin before the call that posted to it has returned
  const moments = { dispatched, sent: Math.min(sent, times.received), ...times, done }
  const trace = {
    index: task.index,
    worker: reply.worker,
    lane: via.lanes.of(reply.worker),
    queued: 0,
    ...relative(moments, task.origin),
    bytesIn,
    bytesOut: reply.result.bytes.byteLength,
    decode: done - arrived,
    cpu,
    wait,
    async,
  }
  return { result, trace }
}

function packInput(task: Crossing, via: Via): Packed {
  const move = via.shared ? buffersToMove(task) : []
  try {
    return pack(task.input, { shared: via.shared, move })
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    throw uncrossable('input', error.type, error.path, task, via)
  }
}

function buffersToMove({ move, input, index }: Crossing): ArrayBuffer[] {
  const buffers = [...new Set<unknown>(move?.(input as never))]
  for (const buffer of buffers) {
    if (types.isArrayBuffer(buffer) && !buffer.detached && !isMarkedAsUntransferable(buffer))
      continue
    const allowed =
      'ArrayBuffers of the input, none of them moved before (a small Buffer shares the memory of others: copy it)'
    const got = `${describe(buffer)} for input ${index}`
    throw new LanemarkError({ code: 'option-invalid', option: 'move', got, allowed })
  }
  return buffers as ArrayBuffer[]
}

function uncrossable(
  what: 'input' | 'result',
  type: string,
  path: string,
  { index }: Crossing,
  { mode }: Via,
): LanemarkError {
  const works: Mode[] = ['serial', 'concurrent']
  if (type === 'SharedArrayBuffer') works.push('threads')
  return new LanemarkError({ code: 'cannot-cross', mode, what, index, type, path, works })
}

function broken(error: unknown, task: Crossing, { mode, timeout }: Via): unknown {
  const at = { mode, index: task.index, input: task.input, timeout }
  if (!(error instanceof WorkerExited)) return failure(error, at)
  const place = { mode, index: task.index, input: describe(task.input) }
  const finding = { code: 'worker-died', ...place, ...error.exit, reason: error.reason } as const
  return new LanemarkError(finding, { cause: error.cause })
}

function refused(reply: Reply, task: Crossing, via: Via): unknown {
  const at = { mode: via.mode, index: task.index, input: task.input, timeout: via.timeout }
  switch (reply.kind) {
    case 'threw':
      return failure(unpackError(reply.error), at)
    case 'uncrossable':
      return uncrossable('result', reply.type, reply.path, task, via)
    case 'refused':
      return new LanemarkError(reply.finding)
    default:
      return new Error(`a worker answered a task with "${reply.kind}"`)
  }
}

function relative<T extends Record<string, number>>(moments: T, origin: number): T {
  const entries = Object.entries(moments).map(([name, at]) => [name, at - origin])
  return Object.fromEntries(entries) as T
}

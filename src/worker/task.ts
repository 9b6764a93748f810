/**
 * The pool's other side, started by URL in each worker thread and child process: load the kernel,
 * run one task, time it, and send the outcome back as data, whatever it was.
 */
import { extname } from 'node:path'
import { isMainThread, threadId, Worker } from 'node:worker_threads'
import { LanemarkError } from '../findings.ts'
import type { KernelRef } from '../model.ts'
import { pack, unpack } from './codec.ts'
import { readCpu, spent } from './cpu.ts'
import { packError } from './errors.ts'
import { callKernel, isThenable, loadKernel } from './kernel.ts'
import { now } from './protocol.ts'
import type { LoadedKernel } from './kernel.ts'
import type { Reply, Request } from './protocol.ts'
import { Uncrossable } from './uncrossable.ts'

const worker = { pid: process.pid, threadId }

const reply = isMainThread ? (message: Reply): unknown => message : await mover()

if (isMainThread) watchParent()

/** Called by the pool for each request. Never rejects for what a kernel does. */
export default async function answer(request: Request): Promise<unknown> {
  if (request.kind === 'hello') return reply({ kind: 'hello', worker })
  const received = now()
  let kernel: LoadedKernel
  try {
    kernel = await load(request.kernel)
  } catch (error) {
    if (!(error instanceof LanemarkError)) throw error
    return reply({ kind: 'refused', worker, finding: error.finding })
  }
  return reply(await run(kernel, request, received))
}

const kernels = new Map<string, LoadedKernel>()

/** Even an import of what is already there takes longer than a small task. */
async function load(ref: KernelRef): Promise<LoadedKernel> {
  const key = `${ref.url}#${ref.name}`
  const known = kernels.get(key) ?? (await loadKernel(ref))
  kernels.set(key, known)
  return known
}

async function run(
  kernel: LoadedKernel,
  request: Extract<Request, { kind: 'task' }>,
  received: number,
): Promise<Reply> {
  const loaded = now()
  const input = unpack(request.input)
  const before = readCpu()
  const started = now()
  let outcome: unknown
  let result: unknown
  try {
    outcome = callKernel(kernel, input)
    result = await outcome
  } catch (error) {
    return { kind: 'threw', worker, error: packError(error) }
  }
  const ended = now()
  const used = spent(before, readCpu())
  const async = isThenable(outcome)
  try {
    const packed = pack(result, { shared: !isMainThread })
    const times = { received, loaded, started, ended, replied: now(), ...used, async }
    return { kind: 'result', worker, times, result: packed }
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    const shared = error.type === 'SharedArrayBuffer'
    return { kind: 'uncrossable', worker, type: error.type, path: error.path, shared }
  }
}

/** In a thread the bytes of a reply move to the other side; a copy would be paid for twice. */
async function mover(): Promise<(message: Reply) => unknown> {
  const { Tinypool } = await import('tinypool')
  return (message) => {
    if (message.kind !== 'result') return message
    return Tinypool.move({
      [Tinypool.transferableSymbol]: [message.result.bytes.buffer],
      [Tinypool.valueSymbol]: message,
    } as unknown as ArrayBuffer)
  }
}

function watchParent(): void {
  const extension = extname(import.meta.url)
  const watchdog = new Worker(new URL(`./watchdog${extension}`, import.meta.url), {
    workerData: process.ppid,
    execArgv: [],
    stdin: false,
  })
  watchdog.unref()
}

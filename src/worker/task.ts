/**
 * The pool's other side, started by URL in each worker thread and child process: loads kernels, runs
 * chunks in the order of their arrival, and sends what became of them as data, whatever it was.
 */
import { extname } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { isMainThread, receiveMessageOnPort, threadId, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { LanemarkError } from '../findings.ts'
import type { KernelRef } from '../model.ts'
import { Hold } from './cargo.ts'
import type { Cargo } from './cargo.ts'
import { Chunk } from './chunk.ts'
import type { Channel } from './chunk.ts'
import { packError } from './errors.ts'
import { loadKernel } from './loaded-kernel.ts'
import type { LoadedKernel } from './loaded-kernel.ts'
import { handedOver } from './parcel.ts'
import { now } from './protocol.ts'
import type { ChunkRequest, Hello, Notice, Reply, Request } from './protocol.ts'

const reply = isMainThread ? (message: Reply): unknown => message : await mover()

/** A thread's way to send what is no reply. */
let side: MessagePort | null = null
/** The chunk under way, or the last one. */
let current: Chunk | null = null
let busy = false
/** Settles when the chunk before has been answered; null: there is none under way. */
let before: Promise<unknown> | null = null

if (isMainThread) {
  watchParent()
  process.on('message', (message: Partial<Cargo>) => {
    if (message.kind === 'cargo') channel.hold.put(message as Cargo)
  })
}
process.on('exit', () => tellRest())
process.on('uncaughtException', (error) => {
  const [chunk, position] = [current?.id ?? -1, current?.position ?? 0]
  const answered = !busy
  tellRest()
  notify({ kind: 'late', chunk, answered, position, error: packError(error) })
  // Node ends a process that is in an unknown state; so does this one, but not without a word
  process.exit(1)
})

/** What has become of the tasks of the chunk under way; the worker ends now. */
function tellRest(): void {
  if (busy && current !== null) notify({ kind: 'part', part: current.part(), exiting: true })
  busy = false
}

/** Called by the pool for each request. Never rejects for what a kernel does. */
export default async function answer(request: Request): Promise<unknown> {
  if (request.kind === 'hello') return reply(greet(request))
  const turn = before === null ? run(request) : before.then(() => run(request))
  const answered = turn.then(nextTurn, nextTurn)
  before = answered
  try {
    return reply(await turn)
  } finally {
    if (before === answered) before = null
  }
}

/** The answer is sent before the next chunk takes hold of the thread. */
const nextTurn = async (): Promise<void> => await breathe()

function greet({ port }: Hello): Reply {
  side = port
  port?.unref()
  return { kind: 'hello', worker: { pid: process.pid, threadId } }
}

async function run(request: ChunkRequest): Promise<Reply> {
  const received = now()
  try {
    const kernel = await load(request.kernel)
    current = new Chunk(request, !isMainThread)
    busy = true
    return await current.run(kernel, received, channel)
  } catch (error) {
    if (!(error instanceof LanemarkError)) throw error
    return { kind: 'refused', finding: error.finding }
  } finally {
    busy = false
  }
}

const channel: Channel = {
  sendPart: (part) => notify({ kind: 'part', part, exiting: false }),
  sendCargo: (cargo) => notify(cargo),
  hold: new Hold(() => (side === null ? undefined : receiveMessageOnPort(side)?.message)),
}

const kernels = new Map<string, LoadedKernel>()

/** Even an import of what is already there takes longer than a small task. */
async function load(ref: KernelRef): Promise<LoadedKernel> {
  const key = `${ref.url}#${ref.name}`
  const known = kernels.get(key) ?? (await loadKernel(ref))
  kernels.set(key, known)
  return known
}

function notify(notice: Notice): void {
  const bytes = notice.kind === 'part' ? handedOver(notice.part.results) : []
  if (side !== null) side.postMessage(notice, bytes)
  else process.send?.(notice)
}

/** In a thread the bytes of a reply move to the other side; a copy would be paid for twice. */
async function mover(): Promise<(message: Reply) => unknown> {
  const { Tinypool } = await import('tinypool')
  return (message) => {
    if (message.kind !== 'done') return message
    return Tinypool.move({
      [Tinypool.transferableSymbol]: handedOver(message.part.results),
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

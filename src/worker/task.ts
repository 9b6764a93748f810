/**
 * The pool's other side, started by URL in each worker thread and child process: loads kernels, runs
 * chunks in the order of their arrival, and sends what became of them as data, whatever it was.
 */
import { extname } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { isMainThread, threadId, Worker } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { LanemarkError } from '../findings.ts'
import type { WorkerId } from '../model.ts'
import { Chunk } from './chunk.ts'
import { packError } from './errors.ts'
import { loadKernel } from './loaded-kernel.ts'
import { handedOver } from './parcel.ts'
import { now } from './protocol.ts'
import type { ChunkReply, ChunkRequest, Hello, Part, Word } from './protocol.ts'

/** A thread's way to its caller; null in a process, which has a channel of its own. */
let port: MessagePort | null = null
/** The chunk under way, or the last one. */
let current: Chunk | null = null
let busy = false
/** An answer that waits for what the kernel printed to be on its way. */
let unsaid: ChunkReply | null = null
/** Settles when all chunks so far have been answered. */
let before: Promise<void> = Promise.resolve()

if (isMainThread) {
  watchParent()
  process.on('message', (message: Partial<ChunkRequest>) => {
    if (message.kind === 'chunk') take(message as ChunkRequest)
  })
}
process.on('exit', () => tellRest())
process.on('uncaughtException', (error) => {
  const [chunk, position] = [current?.id ?? -1, current?.position ?? 0]
  tellRest()
  say({ kind: 'late', chunk, position, error: packError(error) })
  // Node ends a process that is in an unknown state; so does this one, but not without a word
  process.exit(1)
})

/** What has become of the tasks of the chunk under way; the worker ends now. */
function tellRest(): void {
  if (unsaid !== null) say(unsaid)
  if (busy && current !== null) say({ kind: 'part', part: current.part(), exiting: true })
  busy = false
}

/** Called by Tinypool. */
export default function greet(hello: Hello): WorkerId {
  if (hello.port !== null) listen(hello.port)
  return { pid: process.pid, threadId }
}

function listen(to: MessagePort): void {
  port = to
  to.on('message', take)
  to.on('messageerror', fail)
  // Tinypool's own channel keeps the thread
  to.unref()
}

function take(request: ChunkRequest): void {
  before = before.then(() => answer(request))
}

function fail(error: Error): never {
  throw error
}

/** Never rejects for what a kernel does. */
async function answer(request: ChunkRequest): Promise<void> {
  unsaid = await run(request)
  busy = false
  await printed()
  say(unsaid)
  unsaid = null
  // the pipe of a process takes a long answer piece by piece, and the next chunk may hold the thread
  if (isMainThread) await breathe()
}

async function run(request: ChunkRequest): Promise<ChunkReply> {
  const received = now()
  try {
    const kernel = await loadKernel(request.kernel)
    if (kernel.division !== null && !request.whole) return { kind: 'divides', chunk: request.id }
    current = new Chunk(request, !isMainThread)
    busy = true
    return await current.run(kernel, received, sendPart)
  } catch (error) {
    if (!(error instanceof LanemarkError)) throw error
    return { kind: 'refused', chunk: request.id, finding: error.finding }
  }
}

const sendPart = (part: Part): void => say({ kind: 'part', part, exiting: false })

/** What the kernel printed is there before its results. */
async function printed(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve))
  }
}

function say(word: Word): void {
  if (port !== null) port.postMessage(word, 'part' in word ? handedOver(word.part.results) : [])
  else process.send?.(word)
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

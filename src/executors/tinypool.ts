/**
 * One worker, started and ended by Tinypool. A pool of one each, so that it is always known which
 * worker has which chunk, and so that the end of one touches no other. Tinypool tells neither exit
 * code nor signal, and does not notice a thread that calls `process.exit()`, so this file listens to
 * the worker itself. It speaks to it too: a run of Tinypool's takes some 0.1 ms of both sides, most
 * of it to ask for memory figures, and copies everything twice on its way to a process.
 */
import type { ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import type { MessagePort, Worker } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import type { WorkerId } from '../model.ts'
import type { ChunkRequest, Hello, Word } from '../worker/protocol.ts'
import { atMost } from './at-most.ts'
import type { Exit } from './failure.ts'

export interface WorkerSettings {
  runtime: 'worker_threads' | 'child_process'
  /** Heap limit in MiB; null: Node's default. */
  heap: number | null
}

/** The parts of Tinypool's workers that its types leave out; exactly one of the first two is set. */
interface LiveWorker {
  thread?: Worker
  process?: ChildProcess
  removeListener?: (event: string, listener: (...values: unknown[]) => void) => void
}

export interface WorkerEvents {
  said: (word: Word) => void
  /** The worker ended, and nothing of what it said is still on its way. Not told after `end`. */
  gone: (exit: Exit) => void
}

/** How long, ms, an end may take before it is forced, and the last words before they count as lost. */
const GRACE = 2000

/** Ms after which Tinypool ends a worker that it takes for idle: as long as a timer can take. */
const IDLE = 2 ** 31 - 1

const WORDS: ReadonlySet<string | undefined> = new Set<Word['kind']>([
  'done',
  'refused',
  'divides',
  'part',
  'late',
])

export class PoolWorker {
  readonly #pool: Tinypool
  readonly #live: LiveWorker
  readonly #events: WorkerEvents
  readonly #exited: Promise<{ exitCode: number | null; signal: string | null }>
  readonly #side: MessagePort | null
  readonly #ending = Promise.withResolvers<void>()
  #error: Error | null = null
  #ended = false
  #alive = true
  readonly #renewal: NodeJS.Timeout
  /** Resolves when the worker can take chunks; never, where it ends before. */
  readonly up: Promise<WorkerId>

  constructor({ runtime, heap }: WorkerSettings, events: WorkerEvents) {
    const isThread = runtime === 'worker_threads'
    this.#events = events
    this.#pool = new Tinypool({
      filename: fileURLToPath(
        new URL(`../worker/task${extname(import.meta.url)}`, import.meta.url),
      ),
      runtime,
      // with a least number Tinypool would replace the worker itself
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE,
      // a thread that waits in `Atomics.wait` is deaf for timers and late errors of its kernels
      useAtomics: false,
      // JSON, the default, silently changes data; a child's environment is empty by default
      serialization: 'advanced',
      env: process.env as Record<string, string>,
      ...(isThread ? threadLimits(heap) : { execArgv: childFlags(heap) }),
    })
    // without a listener a worker that fails to start is an uncaught exception
    this.#pool.on('error', (error: Error) => this.#heard(error))
    // a process has a channel of its own
    const { port1: side, port2: port } = isThread
      ? new MessageChannel()
      : { port1: null, port2: null }
    this.#side = side
    const hello: Hello = { port }
    // throws at once where the worker cannot be started at all
    const greeted = this.#pool.run(hello, { transferList: port === null ? [] : [port] })
    this.up = this.#whoAnswered(greeted)
    this.#live = this.#firstWorker()
    this.#exited = this.#listen()
    void this.#exited.then((exit) => this.#left(exit))
    this.#renewal = setInterval(() => this.#renew(), IDLE / 2)
    this.#renewal.unref()
  }

  /** Whether the system still has it; what a dead one has sent may still be on its way. */
  get alive(): boolean {
    return this.#alive
  }

  /** Resolves when `end` is called. */
  get ending(): Promise<void> {
    return this.#ending.promise
  }

  /** Shows Tinypool that the worker is not idle; one that ends meanwhile is told by `gone`. */
  #renew(): void {
    this.#pool.run({ port: null } satisfies Hello).catch(() => undefined)
  }

  /** Tinypool hears of nothing but greetings, and takes the worker for idle from then on. */
  async #whoAnswered(greeted: Promise<WorkerId>): Promise<WorkerId> {
    try {
      return await greeted
    } catch (error) {
      const isWell = this.#pool.threads.length > 0 && !this.#ended
      // Tinypool rejects what a dying worker had; that end is told by `gone`
      if (!isWell) await new Promise(() => undefined)
      throw error
    }
  }

  /**
   * Sends a chunk. Its answer is one of the worker's words, unless the worker ends before.
   * @throws where a value cannot cross
   */
  post(request: ChunkRequest, transfer: readonly ArrayBuffer[]): void {
    if (this.#side === null) this.#live.process?.send(request)
    else this.#side.postMessage(request, transfer)
  }

  /** While there is something to wait for the program goes on, and otherwise it may end. */
  hold(waiting: boolean): void {
    const word = waiting ? 'ref' : 'unref'
    const { process: child } = this.#live
    this.#side?.[word]()
    child?.[word]()
    child?.channel?.[word]()
  }

  #firstWorker(): LiveWorker {
    const [worker] = this.#pool.threads as unknown as LiveWorker[]
    if (worker === undefined) throw new Error('this version of tinypool hides its workers')
    return worker
  }

  #heard(error: Error): void {
    this.#error ??= error
  }

  #listen(): Promise<{ exitCode: number | null; signal: string | null }> {
    const { thread, process: child } = this.#live
    const events = thread ?? child
    if (events === undefined) throw new Error('this version of tinypool hides its workers')
    // without it an error while Tinypool awaits the worker's exit is an uncaught exception
    this.#live.removeListener ??= (event, listener) => events.removeListener(event, listener)
    events.on('error', (error: Error) => this.#heard(error))
    // a thread's error is its end, of which Tinypool hears at once
    thread?.once('error', () => {
      this.#alive = false
    })
    child?.on('message', (message) => this.#hear(message))
    this.#side?.on('message', (message) => this.#hear(message))
    this.#side?.on('messageerror', (error) => this.#heardGarbled(error))
    this.#side?.unref()
    return new Promise((resolve) => {
      events.once('exit', (exitCode: number | null, signal?: string | null) => {
        this.#alive = false
        resolve({ exitCode, signal: signal ?? null })
      })
    })
  }

  /** Tinypool's own messages to a process come the same way. */
  #hear(message: unknown): void {
    if (WORDS.has((message as Partial<Word>).kind)) this.#events.said(message as Word)
  }

  /** What was said is lost, and with it the worker. */
  #heardGarbled(error: Error): void {
    this.#heard(error)
    void this.#live.thread?.terminate()
  }

  async #left(exit: { exitCode: number | null; signal: string | null }): Promise<void> {
    clearInterval(this.#renewal)
    await this.#lastWords()
    this.#side?.close()
    if (this.#ended) return
    const error = this.#error
    this.#ended = true
    this.#events.gone({ ...exit, reason: error === null ? null : told(error), cause: error })
    // also where it ended itself: Tinypool keeps a thread until it is told
    void this.#pool.destroy().catch(() => undefined)
  }

  /** What the worker sent before its end can be heard after it. */
  async #lastWords(): Promise<void> {
    const { process: child } = this.#live
    if (child?.connected === true) {
      await atMost(GRACE, undefined, new Promise((resolve) => child.once('disconnect', resolve)))
    }
    this.#hearSide()
  }

  #hearSide(): void {
    if (this.#side === null) return
    for (;;) {
      const heard = receiveMessageOnPort(this.#side)
      if (heard === undefined) return
      this.#hear(heard.message)
    }
  }

  /** Ends the worker whatever it does; resolves when it is gone. */
  async end(): Promise<void> {
    this.#ended = true
    clearInterval(this.#renewal)
    this.#ending.resolve()
    const destroyed = this.#pool.destroy().catch(() => undefined)
    const gone = Promise.all([this.#exited, destroyed])
    if ((await atMost(GRACE, 'late', gone)) !== 'late') return
    const { process: child } = this.#live
    if (child?.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await atMost(GRACE, undefined, this.#exited)
  }
}

/** A closed pipe and Tinypool's own sentence add nothing to the exit code. */
function told(error: Error & { code?: string }): string | null {
  // a heap overflow's message goes on for a page
  const [line = ''] = error.message.split('\n')
  const isPipe = error.code === 'EPIPE' || error.code === 'ERR_IPC_CHANNEL_CLOSED'
  return isPipe || line === 'Worker exited unexpectedly' ? null : line
}

function threadLimits(heap: number | null): {
  resourceLimits?: { maxOldGenerationSizeMb: number }
} {
  return heap === null ? {} : { resourceLimits: { maxOldGenerationSizeMb: heap } }
}

const PROGRAM = new Set<string | undefined>(['-e', '--eval', '-p', '-pe', '--print'])

/** This process's own flags, but not its program: with `node -e` a child would run that again. */
function childFlags(heap: number | null): string[] {
  const flags = process.execArgv.filter(
    (flag, index, all) =>
      !PROGRAM.has(flag) && !PROGRAM.has(all[index - 1]) && !flag.startsWith('--input-type'),
  )
  return heap === null ? flags : [...flags, `--max-old-space-size=${heap}`]
}

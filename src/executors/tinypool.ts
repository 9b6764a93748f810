/**
 * Tinypool behind a small face: post a request, and learn of every worker's end. Tinypool tells
 * neither the exit code nor the signal, and does not notice a thread that calls `process.exit()`,
 * so this file listens to the workers themselves.
 */
import type { ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Worker } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import type { Reply, Request } from '../worker/protocol.ts'

export interface PoolSettings {
  runtime: 'worker_threads' | 'child_process'
  workers: number
  /** Heap limit of each worker in MiB; null: Node's default. */
  heap: number | null
}

export interface Exit {
  exitCode: number | null
  signal: string | null
}

/** The parts of Tinypool's workers that its types leave out; exactly one of the first two is set. */
interface LiveWorker {
  thread?: Worker
  process?: ChildProcess
  channel?: object
  removeListener?: (event: string, listener: (...values: unknown[]) => void) => void
}

interface Post {
  channel: object
  exited: (exit: Exit) => void
}

/** Thrown by `post` when the request's worker ended before it answered. */
export class WorkerExited extends Error {
  override readonly name = 'WorkerExited'
  readonly exit: Exit
  /** What the worker itself said, one line; null where there is nothing but the exit. */
  readonly reason: string | null

  constructor(exit: Exit, options: ErrorOptions) {
    super('the worker ended', options)
    this.exit = exit
    this.reason = options.cause instanceof Error ? told(options.cause) : null
  }
}

/** A closed pipe and Tinypool's own sentence add nothing to the exit code. */
function told(error: Error & { code?: string }): string | null {
  // a heap overflow's message goes on for a page
  const [line = ''] = error.message.split('\n')
  const isPipe = error.code === 'EPIPE' || error.code === 'ERR_IPC_CHANNEL_CLOSED'
  return isPipe || line === 'Worker exited unexpectedly' ? null : line
}

/** How long a worker may take to come up. */
export const START_TIMEOUT = 30_000

/** How long after the pool's own error a worker's exit is awaited, and how long an end may take. */
const GRACE = 2000

export class Workers {
  readonly #pool: Tinypool
  readonly #alive = new Set<LiveWorker>()
  /** Also those that are gone: Tinypool keeps a thread that ended itself until it is told. */
  readonly #seen = new WeakSet<LiveWorker>()
  readonly #exits = new Set<Promise<unknown>>()
  readonly #posts = new Set<Post>()
  readonly #starting = new Set<Promise<unknown>>()
  #startError: Error | null = null

  constructor(settings: PoolSettings) {
    const isThread = settings.runtime === 'worker_threads'
    const heap = settings.heap
    this.#pool = new Tinypool({
      filename: fileURLToPath(
        new URL(`../worker/task${extname(import.meta.url)}`, import.meta.url),
      ),
      runtime: settings.runtime,
      minThreads: settings.workers,
      maxThreads: settings.workers,
      // JSON, the default, silently changes data; a child's environment is empty by default
      serialization: 'advanced',
      env: process.env as Record<string, string>,
      ...(isThread ? threadLimits(heap) : { execArgv: childFlags(heap) }),
    })
    // without a listener a worker that fails to start is an uncaught exception
    this.#pool.on('error', (error: Error) => {
      this.#startError = error
    })
    this.#adopt()
  }

  /**
   * Resolves when every worker that replaces another one is up. To be awaited before `post`: what
   * waits in Tinypool's queue can be given to a worker that is just being ended, and be lost.
   * @throws {Error} the reason, when a worker could not be replaced
   */
  async ready(): Promise<void> {
    this.#adopt()
    while (this.#starting.size > 0) {
      // the timer also keeps the process alive: Tinypool's idle workers do not
      const late = new Error(`no worker came up within ${START_TIMEOUT} ms`)
      const up = await atMost(START_TIMEOUT, late, Promise.all(this.#starting))
      if (up === late) throw late
    }
    if (this.#pool.threads.length === 0) throw this.#startError ?? new Error('all workers ended')
  }

  /**
   * Sends a request to a free worker; returns as soon as it is handed over.
   * @returns rejects with `WorkerExited`, or with the signal's reason after an abort, which ends
   * the request's worker and starts another
   */
  post(request: Request, signal: AbortSignal): Promise<Reply> {
    const { promise: exited, resolve } = Promise.withResolvers<Exit>()
    const post: Post = { channel: {}, exited: resolve }
    this.#posts.add(post)
    // Tinypool ends the worker of an aborted request even when the request was answered long ago,
    // whatever that worker does by then: so each request has a signal that dies with it
    const end = new AbortController()
    const abort = (): void => end.abort()
    signal.addEventListener('abort', abort, { once: true })
    const answered: Promise<Reply> = this.#pool.run(request, {
      channel: post.channel,
      signal: end.signal,
      transferList: request.kind === 'task' ? transfers(request) : [],
    })
    return this.#settle(post, answered, exited, signal, end).finally(() => {
      signal.removeEventListener('abort', abort)
      this.#posts.delete(post)
      this.#adopt()
    })
  }

  async #settle(
    post: Post,
    answered: Promise<Reply>,
    exited: Promise<Exit>,
    signal: AbortSignal,
    end: AbortController,
  ): Promise<Reply> {
    const first = await Promise.race([
      answered.then(
        (reply) => ({ reply }),
        (error: unknown) => ({ error }),
      ),
      exited.then((exit) => ({ exit })),
    ])
    if ('reply' in first) return first.reply
    signal.throwIfAborted()
    if ('exit' in first) {
      // Tinypool may not know yet, or ever: without this it would keep the dead worker
      const reason = await atMost(50, null, answered.then(nothing, identity))
      end.abort()
      void answered.catch(nothing)
      throw new WorkerExited(first.exit, { cause: reason ?? this.#startError ?? undefined })
    }
    // a worker that is still in the pool has not ended: the request could not be posted or answered
    if (this.#pooled().some(({ channel }) => channel === post.channel)) throw first.error
    const exit = await atMost(GRACE, { exitCode: null, signal: null }, exited)
    throw new WorkerExited(exit, { cause: first.error })
  }

  #pooled(): LiveWorker[] {
    return this.#pool.threads as unknown as LiveWorker[]
  }

  /** Listens to workers that are new in the pool. */
  #adopt(): void {
    for (const worker of this.#pooled()) {
      if (this.#seen.has(worker)) continue
      this.#seen.add(worker)
      this.#alive.add(worker)
      const events = worker.thread ?? worker.process
      if (events === undefined) throw new Error('this version of tinypool hides its workers')
      // without it an error while Tinypool awaits the worker's exit is an uncaught exception
      worker.removeListener ??= (event, listener) => events.removeListener(event, listener)
      // Tinypool heard of it first: the successor is there, and must not come up unheard
      events.on('error', () => this.#adopt())
      const gone = new Promise<void>((resolve) => {
        events.once('exit', (code: number | null, killed?: string | null) => {
          this.#left(worker, { exitCode: code, signal: killed ?? null })
          this.#exits.delete(gone)
          resolve()
        })
      })
      this.#exits.add(gone)
      const up = new Promise<void>((resolve) => {
        events.on('message', (message: { ready?: boolean } | null) => {
          if (message?.ready === true) resolve()
        })
      })
      const started: Promise<unknown> = Promise.race([up, gone]).then(() =>
        this.#starting.delete(started),
      )
      this.#starting.add(started)
    }
  }

  #left(worker: LiveWorker, exit: Exit): void {
    this.#alive.delete(worker)
    for (const post of this.#posts) {
      if (post.channel === worker.channel) post.exited(exit)
    }
  }

  /** Ends all workers; those that do not go by themselves are killed. */
  async close(): Promise<void> {
    this.#adopt()
    const workers = [...this.#alive]
    const gone = Promise.allSettled(this.#exits)
    const destroyed = this.#pool.destroy().catch(nothing)
    await atMost(GRACE, null, Promise.all([gone, destroyed]))
    for (const { process: child } of workers) {
      if (child?.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    }
    await atMost(GRACE, null, gone)
  }
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

function transfers(request: Extract<Request, { kind: 'task' }>): ArrayBuffer[] {
  return [request.input.bytes.buffer as ArrayBuffer, ...request.input.moved]
}

const nothing = (): null => null
const identity = (error: unknown): unknown => error

/** The promise's value, or the fallback after `ms`. */
async function atMost<T, F>(ms: number, fallback: F, promise: Promise<T>): Promise<T | F> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<F>((resolve) => {
    timer = setTimeout(resolve, ms, fallback)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Keeps a worker in its place: starts it, replaces it, and ends it. */
import { LanemarkError } from '../findings.ts'
import type { Mode, WorkerId } from '../model.ts'
import { now } from '../worker/protocol.ts'
import type { Word } from '../worker/protocol.ts'
import { atMost } from './at-most.ts'
import { howItEnded } from './failure.ts'
import type { Exit } from './failure.ts'
import type { PoolWorker, WorkerSettings } from './tinypool.ts'

export interface KeeperEvents {
  /** A worker is on its way up; nothing is known of it yet. */
  fresh: () => void
  /** Another worker than the first one is up. */
  up: () => void
  /** It did not come up. */
  unstartable: (error: LanemarkError) => void
  said: (word: Word) => void
  /** It ended by itself, and all its words were heard. */
  gone: (exit: Exit) => void
}

/** How long a worker may take to come up, ms. */
const START_TIMEOUT = 30_000

export class Keeper {
  readonly #settings: WorkerSettings & { mode: Mode }
  readonly #events: KeeperEvents
  #worker: PoolWorker | null = null
  #id: WorkerId | null = null
  /** Whether a worker is on its way that is not there yet. */
  #starting = false
  #closed = false
  /** Workers on their way out. */
  readonly #leaving = new Set<Promise<void>>()

  constructor(settings: WorkerSettings & { mode: Mode }, events: KeeperEvents) {
    this.#settings = settings
    this.#events = events
  }

  /** The worker that is up; null: there is none. */
  get worker(): PoolWorker | null {
    return this.#id !== null && this.#worker?.alive === true ? this.#worker : null
  }

  get id(): WorkerId | null {
    return this.#id
  }

  /**
   * Starts a worker.
   * @returns ms until it was up
   * @throws {LanemarkError} `worker-unstartable`
   */
  async start(): Promise<number> {
    const begun = now()
    this.#starting = true
    try {
      // a program that only names a pool need not load the library
      const { PoolWorker: Started } = await import('./tinypool.ts')
      if (this.#closed) throw new Error('closed')
      const failed = Promise.withResolvers<never>()
      let ended = false
      const worker: PoolWorker = new Started(this.#settings, {
        said: (word) => this.#events.said(word),
        gone: (exit) => {
          ended = true
          failed.reject(new Error(howItEnded(exit), { cause: exit.cause }))
          if (worker === this.#worker && this.#id !== null) this.#lose(exit)
        },
      })
      // once it is up, nobody listens
      failed.promise.catch(() => undefined)
      this.#adopt(worker)
      const up = Promise.race([worker.up, failed.promise, worker.ending])
      const id = await atMost(START_TIMEOUT, null, up)
      if (id === null) throw new Error(`no answer within ${START_TIMEOUT} ms`)
      // between its greeting and this line
      if (ended) await failed.promise
      if (id !== undefined && worker === this.#worker) this.#id = id
      return now() - begun
    } catch (cause) {
      this.#worker = null
      this.#starting = false
      const { mode } = this.#settings
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new LanemarkError({ code: 'worker-unstartable', mode, reason }, { cause })
    }
  }

  #adopt(worker: PoolWorker): void {
    this.#worker = worker
    this.#starting = false
    this.#id = null
    this.#events.fresh()
  }

  #lose(exit: Exit): void {
    this.#id = null
    this.#events.gone(exit)
    this.#worker = null
    this.revive()
  }

  /** Starts a worker where there is none. */
  revive(): void {
    if (this.#worker !== null || this.#starting || this.#closed) return
    this.start().then(
      () => this.#events.up(),
      (error: LanemarkError) => this.#events.unstartable(error),
    )
  }

  /** Ends the worker and starts another one. */
  replace(): void {
    this.#dismiss()
    this.revive()
  }

  #dismiss(): void {
    const worker = this.#worker
    this.#worker = null
    this.#id = null
    if (worker === null) return
    const left = worker.end().finally(() => this.#leaving.delete(left))
    this.#leaving.add(left)
  }

  /** Ends the worker for good; resolves when it is gone. */
  async close(): Promise<void> {
    this.#closed = true
    this.#dismiss()
    await Promise.all(this.#leaving)
  }
}

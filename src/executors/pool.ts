/** What a pool of workers does; `threads` and `processes` differ only in its settings. */
import { LanemarkError } from '../findings.ts'
import { ContextIds } from './context-ids.ts'
import { Divisions } from './dividing.ts'
import type { Core } from './executor.ts'
import { Job, Paces } from './job.ts'
import { Lane } from './lane.ts'
import { MemoryIds } from './memory-ids.ts'
import type { LaneSettings } from './lane.ts'
import type { Work } from './work.ts'

export interface PoolSettings extends LaneSettings {
  workers: number
}

export function poolCore(settings: PoolSettings): Core {
  const pool = new Pool(settings)
  return {
    mode: settings.mode,
    workers: settings.workers,
    open: () => pool.open(),
    work: (work) => pool.work(work),
    close: () => pool.close(),
  }
}

class Pool {
  readonly #settings: PoolSettings
  readonly #lanes: Lane[]
  readonly #paces = new Paces()
  readonly #divisions = new Divisions()
  /** The calls under way; the one whose turn it is comes first. */
  #jobs: Job[] = []
  #opened: Promise<number[]> | null = null
  #closed: LanemarkError | null = null

  constructor(settings: PoolSettings) {
    this.#settings = settings
    const ids = { contexts: new ContextIds(), memories: new MemoryIds() }
    this.#lanes = Array.from({ length: settings.workers }, (_, index) => {
      const free = (): void => this.#distribute()
      const unstartable = (error: LanemarkError): void => this.#failAll(error)
      return new Lane(index, settings, ids, { free, unstartable })
    })
  }

  async open(): Promise<number[]> {
    if (this.#closed !== null) throw this.#closed
    this.#opened ??= this.#start()
    return await this.#opened
  }

  async #start(): Promise<number[]> {
    try {
      return await Promise.all(this.#lanes.map((lane) => lane.start()))
    } catch (error) {
      await Promise.all(this.#lanes.map((lane) => lane.close()))
      throw this.#closed ?? error
    }
  }

  /** Runs all tasks, in parts where the kernel divides. */
  async work(work: Work): Promise<void> {
    await this.#divisions.work(work, {
      workers: this.#workersFor(work),
      pace: (kernel) => this.#paces.of(kernel).task,
      perform: (tasks) => this.#perform(tasks),
    })
  }

  #workersFor({ workers }: Work): number {
    return Math.min(workers ?? Infinity, this.#lanes.length)
  }

  async #perform(work: Work): Promise<void> {
    await this.open()
    work.signal.throwIfAborted()
    if (this.#closed !== null) throw this.#closed
    const job = new Job(work, this.#paces, this.#workersFor(work), () => this.#distribute())
    const abort = (): void => job.end(work.signal.reason)
    work.signal.addEventListener('abort', abort, { once: true })
    this.#jobs.push(job)
    for (const lane of this.#lanes) lane.revive()
    this.#distribute()
    try {
      await job.finished
    } finally {
      work.signal.removeEventListener('abort', abort)
      this.#jobs = this.#jobs.filter((other) => other !== job)
      for (const lane of this.#lanes) lane.abandon()
    }
  }

  /** Gives chunks to workers: to idle ones first, then a second one to those that are busy. */
  #distribute(): void {
    const hungry = this.#lanes
      .filter((lane) => lane.hasRoom)
      .toSorted((one, other) => one.load - other.load)
    for (const lane of hungry) while (lane.hasRoom && this.#feed(lane));
  }

  /** Calls take turns, a chunk each; returns whether there was one. */
  #feed(lane: Lane): boolean {
    for (const job of this.#jobs.filter(({ workers }) => lane.index < workers)) {
      const tasks = job.next({ busy: lane.load > 0 })
      if (tasks === null) continue
      this.#jobs = [...this.#jobs.filter((other) => other !== job), job]
      lane.send(job, tasks)
      return true
    }
    return false
  }

  #failAll(error: LanemarkError): void {
    for (const job of this.#jobs) job.end(error)
  }

  async close(): Promise<void> {
    const { mode } = this.#settings
    this.#closed ??= new LanemarkError({ code: 'closed', mode })
    this.#failAll(this.#closed)
    await Promise.all(this.#lanes.map((lane) => lane.close()))
  }
}

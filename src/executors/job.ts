/** One call on a pool: what waits, what is under way, and when all is done. */
import type { KernelRef } from '../model.ts'
import { chunkSize, learn, mayQueue, UNKNOWN } from './chunks.ts'
import type { Pace } from './chunks.ts'
import type { Batch } from './source.ts'
import type { Work } from './work.ts'

/** Tasks for one chunk. */
export interface ChunkTasks extends Batch {
  /** How often these were under way when their worker died. */
  deaths: number
  /** Whether they were sent before, to a worker that has ended since. */
  again: boolean
}

/** What a pool has learned of each kernel, for the calls to come. */
export class Paces {
  readonly #paces = new Map<string, Pace>()

  of(kernel: KernelRef): Pace {
    return this.#paces.get(keyOf(kernel)) ?? UNKNOWN
  }

  learn(kernel: KernelRef, count: number, busy: number, bytes: number): void {
    this.#paces.set(keyOf(kernel), learn(this.of(kernel), count, busy, bytes))
  }
}

export const keyOf = ({ url, name }: KernelRef): string => `${url}#${name}`

/** Ends a call that is to go on elsewhere, or otherwise, with the tasks that have no outcome. */
export class HandedBack extends Error {
  /** `divides`: none of them has run; `memory`: a worker had too little of it. */
  readonly why: 'divides' | 'memory'
  readonly tasks: Batch

  constructor(why: HandedBack['why'], tasks: Batch) {
    super(`tasks were handed back: ${why}`)
    this.why = why
    this.tasks = tasks
  }
}

export class Job {
  readonly work: Work
  /** Shared memory that has been sent to a process, by its number. */
  readonly memories = new Map<SharedArrayBuffer, number>()
  readonly #paces: Paces
  /** It runs on so many lanes, the first ones. */
  readonly workers: number
  /** Called when there may be tasks again. */
  readonly #wake: () => void
  readonly #outcome = Promise.withResolvers<void>()
  /** Tasks that came back from workers that ended. */
  readonly #returned: ChunkTasks[] = []
  #underWay = 0
  #waiting = false
  /** Why no further task starts here; null: they do. */
  #handingBack: HandedBack['why'] | null = null
  #over = false

  constructor(work: Work, paces: Paces, workers: number, wake: () => void) {
    this.work = work
    this.#paces = paces
    this.workers = workers
    this.#wake = wake
  }

  /** Whether nobody waits for outcomes any longer. */
  get over(): boolean {
    return this.#over
  }

  /** Resolves when every task has its outcome, rejects with what ended the call. */
  get finished(): Promise<void> {
    return this.#outcome.promise
  }

  /**
   * Tasks for a worker, or null where there are none now.
   * @param busy whether the worker has a chunk under way
   */
  next({ busy }: { busy: boolean }): ChunkTasks | null {
    if (this.#over || this.#handingBack !== null) return null
    const { source, kernel, chunk, sink } = this.work
    const pace = this.#paces.of(kernel)
    const left = source.left === null ? null : source.left + this.#returned.length
    if (busy && !mayQueue(pace, left, this.workers)) return null
    const room = sink.room()
    if (room !== null) return this.#wait(room)
    const size = chunk ?? Math.min(sink.most, chunkSize(pace, source.left, this.workers))
    const batch = this.#returned.shift() ?? { ...source.take(size), deaths: 0, again: false }
    this.#underWay += batch.inputs.length
    if (batch.inputs.length > 0) return batch
    if (source.ended) this.#finishIfDone()
    else this.#wait(source.more())
    return null
  }

  #wait(until: Promise<void>): null {
    if (this.#waiting) return null
    this.#waiting = true
    void this.#wakeAfter(until)
    return null
  }

  async #wakeAfter(until: Promise<void>): Promise<void> {
    await until
    this.#waiting = false
    this.#wake()
  }

  /** What a chunk's trip teaches about the tasks to come. */
  learn(count: number, busy: number, bytes: number): void {
    this.work.answered?.()
    this.#paces.learn(this.work.kernel, count, busy, bytes)
  }

  done(index: number, result: unknown): void {
    this.#underWay -= 1
    if (!this.#over) this.work.sink.done(index, result)
  }

  failed(index: number, error: unknown): void {
    this.#underWay -= 1
    if (this.#over) return
    if (this.work.settle) this.work.sink.failed(index, error)
    else this.end(error)
  }

  /** An error that came after the task had its outcome; returns whether anyone could be told. */
  failedLate(index: number, error: unknown): boolean {
    if (this.#over) return false
    if (this.work.settle) this.work.sink.failed(index, error)
    else this.end(error)
    return true
  }

  /** Tasks that had no outcome when their worker ended: they start again before all others. */
  returned(tasks: Batch, { alone, deaths }: { alone: boolean; deaths: number }): void {
    this.#underWay -= tasks.inputs.length
    if (tasks.inputs.length === 0) return
    if (!alone) {
      this.#returned.push({ ...tasks, deaths, again: true })
      return
    }
    for (const [position, index] of tasks.indices.entries()) {
      const inputs = [tasks.inputs[position]]
      this.#returned.push({ indices: [index], inputs, deaths, again: true })
    }
  }

  /** Tasks that are not to run here, as all that follow: the call ends when others have come back. */
  handBack(tasks: Batch, why: HandedBack['why']): void {
    this.returned(tasks, { alone: false, deaths: 0 })
    this.#handingBack ??= why
  }

  /** To be called whenever a chunk has come back. */
  settleIfDone(): void {
    if (this.#handingBack !== null) this.#handBackIfAllCame(this.#handingBack)
    else if (this.work.source.ended) this.#finishIfDone()
  }

  #handBackIfAllCame(why: HandedBack['why']): void {
    if (this.#underWay > 0) return
    const indices = this.#returned.flatMap((tasks) => tasks.indices)
    const inputs = this.#returned.flatMap((tasks) => tasks.inputs)
    this.end(new HandedBack(why, { indices, inputs }))
  }

  #finishIfDone(): void {
    if (this.#underWay > 0 || this.#returned.length > 0 || this.#over) return
    this.#over = true
    this.#outcome.resolve()
  }

  /** Ends the call with an error; what is under way is of no use any more. */
  end(error: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#outcome.reject(error)
  }
}

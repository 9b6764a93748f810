/** Chunks as messages to one worker: what it has been given before is not sent to it again. */
import { classOf } from '../text/describe.ts'
import type { Load } from '../worker/parcel.ts'
import type { ChunkRequest, ContextRef } from '../worker/protocol.ts'
import type { Targets } from '../worker/targets.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import { WorkerContexts } from './context-ids.ts'
import type { ContextIds } from './context-ids.ts'
import type { Job } from './job.ts'
import { refusal } from './loading.ts'
import type { Way } from './loading.ts'
import { WorkerMemories } from './memory-ids.ts'
import type { MemoryIds } from './memory-ids.ts'
import type { Batch } from './source.ts'

/** What the lanes of a pool know their values by. */
export interface PoolIds {
  contexts: ContextIds
  memories: MemoryIds
}

/** Chunks need numbers that are unique in a pool. */
let last = 0

export class Requests {
  readonly #way: Way
  readonly #ids: PoolIds
  #contexts: WorkerContexts
  #memories: WorkerMemories

  constructor(way: Way, ids: PoolIds) {
    this.#way = way
    this.#ids = ids
    this.#contexts = new WorkerContexts(ids.contexts, way.shared)
    this.#memories = new WorkerMemories(ids.memories)
  }

  /** The worker has nothing: it is another one, or a message that was made has not been sent. */
  forget(): void {
    this.#contexts = new WorkerContexts(this.#ids.contexts, this.#way.shared)
    this.#memories = new WorkerMemories(this.#ids.memories)
  }

  /**
   * The message for tasks, which is to be sent: from now on the worker is taken to have what it carries.
   * Null: it cannot be, and the call has ended with the reason.
   * @param memory whether the worker is to tell what memory it has taken
   */
  make(job: Job, tasks: Batch, inputs: Load, { memory }: { memory: boolean }): ChunkRequest | null {
    const { kernel, settle, divide, guarded, timeout, transfer, recorder } = job.work
    const context = this.#contextFor(job)
    const targets = this.#targetsOf(job, tasks)
    const dropped = this.#referToMemory(job, [inputs, context?.value ?? null])
    if (job.over) {
      this.forget()
      return null
    }
    last += 1
    return {
      kind: 'chunk',
      id: last,
      kernel: { url: kernel.url, name: kernel.name },
      inputs,
      context,
      targets,
      moves: this.#way.shared && transfer === true,
      dropped,
      settle,
      whole: divide === false,
      timeout: guarded ? (timeout ?? null) : null,
      times: recorder?.timing ?? null,
      memory,
    }
  }

  /** Memory that only threads share is sent to a process as a copy, once. */
  #referToMemory(job: Job, loads: readonly (Load | null)[]): number[] {
    if (this.#way.shared) return []
    const used = new Set<number>()
    for (const load of loads) if (load !== null) this.#memories.refer(load, job.memories, used)
    return this.#memories.drop(used)
  }

  #targetsOf(job: Job, tasks: Batch): Targets | null {
    const { into } = job.work
    if (into === null || job.over) return null
    try {
      const { output } = into
      return { output: this.#way.shared ? output : classOf(output), spans: into.of(tasks) }
    } catch (error) {
      job.end(error)
      return null
    }
  }

  #contextFor(job: Job): ContextRef | null {
    if (job.over || job.work.context === null) return null
    try {
      return this.#contexts.refer(job.work.context.value)
    } catch (error) {
      job.end(error instanceof Uncrossable ? refusal('context', 0, error, this.#way) : error)
      return null
    }
  }
}

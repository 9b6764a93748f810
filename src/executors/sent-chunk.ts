/** A chunk that was sent to a worker: which of its tasks have an outcome, and what its trip took. */
import type { Trip, WorkerId } from '../model.ts'
import { unpackError } from '../worker/errors.ts'
import { lostOf } from '../worker/loss.ts'
import { sizeOf, unload } from '../worker/parcel.ts'
import { now } from '../worker/protocol.ts'
import type { Failure, Part, WorkerTimes } from '../worker/protocol.ts'
import { overran, threw } from './failure.ts'
import type { ChunkTasks, HandedBack, Job } from './job.ts'
import { refusal } from './loading.ts'
import type { Way } from './loading.ts'
import type { MemoryIds } from './memory-ids.ts'
import type { Batch } from './source.ts'

export class SentChunk {
  readonly id: number
  readonly job: Job
  readonly tasks: Batch
  /** How often its tasks were under way when their worker died. */
  readonly deaths: number
  readonly #way: Way
  readonly #memoryOf: MemoryIds['memoryOf']
  readonly #bytesIn: number
  readonly #dispatched: number
  sent = 0
  /** Tasks that have an outcome: these are the first ones. */
  #told = 0
  #bytesOut = 0
  /** Ms spent on unpacking results. */
  #decode = 0

  constructor(
    id: number,
    job: Job,
    tasks: Omit<ChunkTasks, 'again'>,
    way: Way,
    packed: { bytes: number; dispatched: number },
    memoryOf: MemoryIds['memoryOf'],
  ) {
    this.id = id
    this.job = job
    this.tasks = tasks
    this.deaths = tasks.deaths
    this.#way = way
    this.#bytesIn = packed.bytes
    this.#dispatched = packed.dispatched
    this.#memoryOf = memoryOf
  }

  /** Bytes of the chunk so far, both ways together. */
  get bytes(): number {
    return this.#bytesIn + this.#bytesOut
  }

  /** Tasks without an outcome. */
  get rest(): Batch {
    const { indices, inputs } = this.tasks
    return { indices: indices.slice(this.#told), inputs: inputs.slice(this.#told) }
  }

  /** Gives the outcomes of a part to the call. */
  accept({ from, results, filled, failures }: Part): void {
    const begun = now()
    const values = unload(results, this.#memoryOf)
    this.#decode += now() - begun
    this.#bytesOut += sizeOf(results)
    const failed = new Map(failures.map((failure) => [failure.position, failure]))
    const { indices } = this.tasks
    this.#told = from + values.length
    for (let position = from; position < this.#told; position += 1) {
      const index = indices[position] as number
      const failure = failed.size === 0 ? undefined : failed.get(position)
      const own = filled?.[position - from]
      if (own !== undefined) this.job.work.into?.fill(index, own)
      if (failure === undefined) this.job.done(index, values[position - from])
      else this.job.failed(index, this.#errorOf(failure))
    }
  }

  /** Its tasks without an outcome are not to run here. */
  handBack(why: HandedBack['why']): void {
    const { rest } = this
    this.#told = this.tasks.inputs.length
    this.job.handBack(rest, why)
  }

  /** A task without an outcome fails. */
  fail(error: unknown): void {
    const index = this.tasks.indices[this.#told] as number
    this.#told += 1
    this.job.failed(index, error)
  }

  /** The first task without an outcome, for messages. */
  place(position = this.#told) {
    const { indices, inputs } = this.tasks
    const index = this.job.work.inputOf(indices[position] as number)
    return { mode: this.#way.mode, index, input: inputs[position] }
  }

  #errorOf(failure: Failure): unknown {
    const at = this.place(failure.position)
    switch (failure.kind) {
      case 'threw':
        return threw(unpackError(failure.error), at, lostOf(at.input, this.job.work.context))
      case 'uncrossable':
        return refusal('result', at.index, failure, this.#way)
      case 'overran':
        return overran(this.job.work.timeout ?? 0, at)
    }
  }

  /** Notes the times of the trip where they are asked for; moments on `now()`'s clock. */
  record(worker: WorkerId, lane: number, { tasks, ...times }: WorkerTimes): void {
    const trip: Trip = {
      worker,
      lane,
      first: this.tasks.indices[0] as number,
      count: this.tasks.indices.length,
      dispatched: this.#dispatched,
      // a worker can begin before the call that sent the chunk has returned
      sent: this.sent,
      ...times,
      done: now(),
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      decode: this.#decode,
    }
    this.job.work.recorder?.add(trip, this.tasks.indices, tasks)
  }
}

/**
 * A worker's place in a pool. It has the chunk under way and the next one, knows at any moment which
 * of their tasks have an outcome, and gives the others back when the worker ends. Its keeper sees to
 * it that there is a worker.
 */
import { LanemarkError } from '../findings.ts'
import { TASK_TIMEOUT } from '../pool-options.ts'
import { unpackError } from '../worker/errors.ts'
import { asTheyAre } from '../worker/native.ts'
import { handedOver, sizeOf } from '../worker/parcel.ts'
import { now } from '../worker/protocol.ts'
import type { ChunkReply, ChunkRequest, Notice, Word } from '../worker/protocol.ts'
import { Alarm } from './alarm.ts'
import { SentChunk } from './sent-chunk.ts'
import { UNDER_WAY } from './chunks.ts'
import { died, late, overran, ranOutOfMemory } from './failure.ts'
import type { Job, ChunkTasks } from './job.ts'
import { Keeper } from './keeper.ts'
import { load } from './loading.ts'
import type { Way } from './loading.ts'
import { Requests } from './request.ts'
import type { PoolIds } from './request.ts'
import type { Exit } from './failure.ts'
import type { Batch } from './source.ts'
import type { WorkerSettings } from './tinypool.ts'

export interface LaneSettings extends Way, WorkerSettings {
  /** MiB that a worker may have taken before it is replaced; null: any. */
  recycle: number | null
}

/** What became a message. */
interface Sent {
  id: number
  tasks: Batch
  /** Bytes. */
  size: number
}

/** What a lane tells its pool. */
export interface LaneEvents {
  /** It may have room for a chunk. */
  free: () => void
  /** Its worker did not come up. */
  unstartable: (error: LanemarkError) => void
}

/** Ms that a worker which keeps the time limit itself may be late with its word. */
const PATIENCE = 500
/** Ms after which results of a chunk under way are overdue, whatever its tasks take: see `FLUSH`. */
const SLACK = 100
/** A chunk that nobody waits for any more is given so many ms to end by itself. */
const FAREWELL = 50

export class Lane {
  readonly index: number
  readonly #settings: LaneSettings
  readonly #events: LaneEvents
  readonly #ids: PoolIds
  readonly #requests: Requests
  readonly #keeper: Keeper
  /** Under way: the first one runs, or is about to. */
  #chunks: SentChunk[] = []
  /** Rings when the worker has not been heard of for too long. */
  readonly #alarm = new Alarm()
  /** The chunk that the worker is given a moment to end, for nobody waits for it any longer. */
  #abandoned: SentChunk | null = null
  /** Whether the worker is replaced as soon as it has nothing under way. */
  #retiring = false
  /** What the worker said of its own end: under which task it came, or that this was told already. */
  #lastWord: 'exiting' | 'late' | null = null
  /** The chunk answered last: an error can come after it. */
  #last: SentChunk | null = null

  constructor(index: number, settings: LaneSettings, ids: PoolIds, events: LaneEvents) {
    this.index = index
    this.#settings = settings
    this.#ids = ids
    this.#events = events
    this.#requests = new Requests(settings, ids)
    this.#keeper = new Keeper(settings, {
      fresh: () => this.#greet(),
      up: events.free,
      unstartable: events.unstartable,
      said: (word) => this.#hear(word),
      gone: (exit) => this.#gone(exit),
    })
  }

  /** Chunks under way. */
  get load(): number {
    return this.#chunks.length
  }

  get hasRoom(): boolean {
    return this.#keeper.worker !== null && !this.#retiring && this.#chunks.length < UNDER_WAY
  }

  /**
   * Starts a worker.
   * @returns ms until it was up
   * @throws {LanemarkError} `worker-unstartable`
   */
  async start(): Promise<number> {
    return await this.#keeper.start()
  }

  /** Starts a worker where there is none. */
  revive(): void {
    this.#keeper.revive()
  }

  /** Nothing is known of a new worker, and it has been given nothing. */
  #greet(): void {
    this.#retiring = false
    this.#lastWord = null
    this.#requests.forget()
  }

  /** Sends tasks to the worker, as one chunk. */
  send(job: Job, given: ChunkTasks): void {
    const dispatched = now()
    const memory = this.#settings.recycle !== null
    const { deaths } = given
    const sent = this.#sendNative(job, given, memory) ?? this.#sendPacked(job, given, memory)
    if (sent === null) return
    // bytes that were sent have moved away
    const packed = { bytes: sent.size, dispatched }
    const { memoryOf } = this.#ids.memories
    const tasks = { ...sent.tasks, deaths }
    const chunk = new SentChunk(sent.id, job, tasks, this.#settings, packed, memoryOf)
    chunk.sent = now()
    this.#chunks.push(chunk)
    if (this.#chunks.length > 1) return
    this.#keeper.worker?.hold(true)
    this.#listenFor(chunk)
  }

  /** Inputs that need no packing; null: they do, or their size is asked for. */
  #sendNative(job: Job, tasks: ChunkTasks, memory: boolean): Sent | null {
    const { over, work } = job
    if (over || work.recorder !== null || work.transfer !== undefined) return null
    const inputs = asTheyAre(tasks.inputs, { views: this.#settings.shared })
    const request = inputs && this.#requests.make(job, tasks, inputs, { memory })
    if (request === null) return null
    try {
      this.#post(request)
      return { id: request.id, tasks, size: inputs?.size ?? 0 }
    } catch {
      // a proxy, for one: packing tells which part of the value it is
      this.#requests.forget()
      return null
    }
  }

  /** Null: none of them can cross, or the call is over. */
  #sendPacked(job: Job, given: ChunkTasks, memory: boolean): Sent | null {
    const { inputs, tasks } = load(job, given, this.#settings)
    const isNone = job.over || tasks.inputs.length === 0
    const request = isNone ? null : this.#requests.make(job, tasks, inputs, { memory })
    if (request === null) {
      job.returned(tasks, { alone: false, deaths: given.deaths })
      job.settleIfDone()
      return null
    }
    const size = sizeOf(inputs)
    this.#post(request)
    return { id: request.id, tasks, size }
  }

  #post(request: ChunkRequest): void {
    const { inputs, context } = request
    const values = context?.value ?? null
    const transfer = [...handedOver(inputs), ...(values === null ? [] : handedOver(values))]
    this.#keeper.worker?.post(request, transfer)
  }

  #answered(chunk: SentChunk, reply: ChunkReply): void {
    if (reply.kind !== 'done') {
      if (reply.kind === 'divides') chunk.handBack('divides')
      else chunk.job.end(new LanemarkError(reply.finding))
      this.#take(chunk)
      return
    }
    chunk.accept(reply.part)
    chunk.job.learn(chunk.tasks.inputs.length, reply.busy, chunk.bytes)
    const { id } = this.#keeper
    if (reply.times !== null && id !== null) chunk.record(id, this.index, reply.times)
    const { recycle } = this.#settings
    if (recycle !== null && (reply.memory ?? 0) > recycle) this.#retiring = true
    // it stopped at a task that took too long, and was cut off in the middle
    const stopped = chunk.rest.inputs.length > 0 && !chunk.job.over
    if (stopped) this.#stop(chunk)
    else this.#take(chunk)
  }

  /** The chunk is back, whatever became of it. */
  #take(chunk: SentChunk): void {
    this.#chunks = this.#chunks.filter((other) => other !== chunk)
    this.#last = chunk
    giveBack(chunk)
    const [next] = this.#chunks
    if (next !== undefined) this.#listenFor(next)
    else this.#rest()
    if (this.#retiring && next === undefined) this.#replace()
    else this.#events.free()
  }

  /** The chunk is back, and its worker in no state for those behind it: they go to others, or to the next. */
  #stop(chunk: SentChunk): void {
    this.#chunks = this.#chunks.filter((other) => other !== chunk)
    this.#last = chunk
    this.#replace()
    giveBack(chunk)
    this.#events.free()
  }

  #hear(word: Word): void {
    this.#alarm.hear()
    switch (word.kind) {
      case 'part':
        if (word.exiting) this.#lastWord = 'exiting'
        this.#find(word.part.chunk)?.accept(word.part)
        break
      case 'late':
        this.#lastWord = 'late'
        this.#tellLate(word)
        break
      case 'done':
      case 'refused':
      case 'divides': {
        const chunk = this.#find(word.kind === 'done' ? word.part.chunk : word.chunk)
        if (chunk !== undefined) this.#answered(chunk, word)
      }
    }
  }

  #find(id: number): SentChunk | undefined {
    return this.#chunks.find((chunk) => chunk.id === id)
  }

  /** An error that came for the chunk under way, or after the one answered last. */
  #tellLate({ chunk: id, position, error }: Extract<Notice, { kind: 'late' }>): void {
    const cause = unpackError(error)
    const running = this.#find(id)
    if (running !== undefined) {
      running.fail(late(cause, running.place()))
      return
    }
    const chunk = this.#last?.id === id ? this.#last : null
    const failure = chunk === null ? cause : late(cause, chunk.place(position))
    const index = chunk?.tasks.indices[position] ?? 0
    // the call that could have been told is over: it must not pass unheard all the same
    if (chunk?.job.failedLate(index, failure) !== true) process.emitWarning(failure as Error)
  }

  /** The worker ended by itself, and all its words were heard. */
  #gone(exit: Exit): void {
    const [running, ...others] = this.#detach()
    for (const other of others) giveBack(other)
    if (running !== undefined) this.#bury(running, exit)
  }

  /** The worker died over this chunk. */
  #bury(chunk: SentChunk, exit: Exit): void {
    if (this.#lastWord === 'late' || chunk.rest.inputs.length === 0) return giveBack(chunk)
    if (chunk.job.work.movable && ranOutOfMemory(exit)) {
      chunk.handBack('memory')
      return giveBack(chunk)
    }
    const known = this.#lastWord === 'exiting' || chunk.rest.inputs.length === 1
    if (!known) {
      // which of the tasks it was, shows when each one travels alone
      chunk.job.returned(chunk.rest, { alone: true, deaths: chunk.deaths })
      return
    }
    if (chunk.deaths < chunk.job.work.retries) {
      const { indices, inputs } = chunk.rest
      const first = { indices: indices.slice(0, 1), inputs: inputs.slice(0, 1) }
      const behind = { indices: indices.slice(1), inputs: inputs.slice(1) }
      chunk.job.returned(first, { alone: true, deaths: chunk.deaths + 1 })
      chunk.job.returned(behind, { alone: false, deaths: chunk.deaths })
      return
    }
    chunk.fail(died(exit, chunk.place()))
    giveBack(chunk)
  }

  /** From now on the chunk has the worker: it is to be heard of before the time limit. */
  #listenFor(chunk: SentChunk): void {
    if (chunk.job.over) {
      this.#abandoned = chunk
      this.#alarm.set(FAREWELL, () => this.#replace())
      return
    }
    const { timeout, guarded } = chunk.job.work
    const limit = (timeout ?? TASK_TIMEOUT) + (guarded ? PATIENCE : SLACK)
    this.#alarm.set(limit, () => this.#overran(chunk))
  }

  #overran(chunk: SentChunk): void {
    const limit = chunk.job.work.timeout ?? TASK_TIMEOUT
    const known = chunk.rest.inputs.length === 1
    if (known) chunk.fail(overran(limit, chunk.place()))
    else chunk.job.returned(chunk.rest, { alone: true, deaths: chunk.deaths })
    this.#chunks = this.#chunks.filter((other) => other !== chunk)
    chunk.job.settleIfDone()
    this.#replace()
  }

  /** What is under way for calls that are over is given up. */
  abandon(): void {
    const [running] = this.#chunks
    if (running?.job.over === true && running !== this.#abandoned) this.#listenFor(running)
  }

  /** Ends the worker, gives back what it had, and starts another one. */
  #replace(): void {
    for (const chunk of this.#detach()) giveBack(chunk)
    this.#keeper.replace()
  }

  /** Nothing is under way. */
  #rest(): void {
    this.#alarm.stop()
    this.#keeper.worker?.hold(false)
  }

  #detach(): SentChunk[] {
    this.#rest()
    const detached = this.#chunks
    this.#chunks = []
    return detached
  }

  /** Ends the worker for good; resolves when it is gone. */
  async close(): Promise<void> {
    this.#detach()
    await this.#keeper.close()
  }
}

function giveBack({ job, rest, deaths }: SentChunk): void {
  job.returned(rest, { alone: false, deaths })
  job.settleIfDone()
}

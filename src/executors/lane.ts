/**
 * A worker's place in a pool. It has the chunk under way and the next one, knows at any moment which
 * of their tasks have an outcome, and gives the others back when the worker ends. Its keeper sees to
 * it that there is a worker.
 */
import { LanemarkError } from '../findings.ts'
import { TASK_TIMEOUT } from '../pool-options.ts'
import { classOf } from '../text/describe.ts'
import { unpackError } from '../worker/errors.ts'
import { asTheyAre } from '../worker/native.ts'
import type { Native } from '../worker/native.ts'
import { handedOver, sizeOf } from '../worker/parcel.ts'
import type { Load } from '../worker/parcel.ts'
import { now } from '../worker/protocol.ts'
import type { ChunkReply, ChunkRequest, Notice, Word } from '../worker/protocol.ts'
import type { Targets } from '../worker/targets.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import { Alarm } from './alarm.ts'
import { Chunk } from './sent-chunk.ts'
import { UNDER_WAY } from './chunks.ts'
import { WorkerContexts } from './context-ids.ts'
import type { ContextIds } from './context-ids.ts'
import { died, late, overran, ranOutOfMemory } from './failure.ts'
import type { Job, ChunkTasks } from './job.ts'
import { Keeper } from './keeper.ts'
import { WorkerMemories } from './memory-ids.ts'
import type { MemoryIds } from './memory-ids.ts'
import { load, refusal } from './loading.ts'
import type { Way } from './loading.ts'
import type { Exit } from './failure.ts'
import type { Batch } from './source.ts'
import type { WorkerSettings } from './tinypool.ts'

export interface LaneSettings extends Way, WorkerSettings {
  /** MiB that a worker may have taken before it is replaced; null: any. */
  recycle: number | null
}

/** What the lanes of a pool know their values by. */
export interface PoolIds {
  contexts: ContextIds
  memories: MemoryIds
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

let chunks = 0

export class Lane {
  readonly index: number
  readonly #settings: LaneSettings
  readonly #events: LaneEvents
  readonly #ids: PoolIds
  #contexts: WorkerContexts
  #memories: WorkerMemories
  readonly #keeper: Keeper
  /** Under way: the first one runs, or is about to. */
  #chunks: Chunk[] = []
  /** Rings when the worker has not been heard of for too long. */
  readonly #alarm = new Alarm()
  /** The chunk that the worker is given a moment to end, for nobody waits for it any longer. */
  #abandoned: Chunk | null = null
  /** Whether the worker is replaced as soon as it has nothing under way. */
  #retiring = false
  /** What the worker said of its own end: under which task it came, or that this was told already. */
  #lastWord: 'exiting' | 'late' | null = null
  /** The chunk answered last: an error can come after it. */
  #last: Chunk | null = null

  constructor(index: number, settings: LaneSettings, ids: PoolIds, events: LaneEvents) {
    this.index = index
    this.#settings = settings
    this.#ids = ids
    this.#events = events
    this.#contexts = new WorkerContexts(ids.contexts, settings.shared)
    this.#memories = new WorkerMemories(ids.memories)
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
    this.#contexts = new WorkerContexts(this.#ids.contexts, this.#settings.shared)
    this.#memories = new WorkerMemories(this.#ids.memories)
  }

  /** Sends tasks to the worker, as one chunk. */
  send(job: Job, given: ChunkTasks): void {
    const dispatched = now()
    chunks += 1
    const used = new Set<number>()
    const request = this.#request(chunks, job, used)
    const native = this.#asTheyAre(job, given)
    request.targets = this.#targetsOf(job, given)
    const sent = native !== null && this.#tryPost({ ...request, inputs: native })
    const { inputs, tasks } = sent
      ? { inputs: native, tasks: given }
      : load(job, given, this.#settings)
    if (job.over || tasks.inputs.length === 0) {
      job.returned(tasks, { alone: false, deaths: given.deaths })
      job.settleIfDone()
      return
    }
    if (!sent) {
      this.#referTo(inputs, request, job, used)
      // inputs that cannot cross have left
      request.targets = this.#targetsOf(job, tasks)
    }
    // bytes that were sent have moved away
    const packed = { bytes: sizeOf(inputs), dispatched }
    const { deaths } = given
    const { memoryOf } = this.#ids.memories
    const chunk = new Chunk(request.id, job, { ...tasks, deaths }, this.#settings, packed, memoryOf)
    if (!sent) this.#post({ ...request, inputs })
    chunk.sent = now()
    this.#chunks.push(chunk)
    if (this.#chunks.length > 1) return
    this.#keeper.worker?.hold(true)
    this.#listenFor(chunk)
  }

  #request(id: number, job: Job, used: Set<number>): Omit<ChunkRequest, 'inputs'> {
    const { kernel, settle, divide, guarded, timeout, transfer, recorder } = job.work
    const request: Omit<ChunkRequest, 'inputs'> = {
      kind: 'chunk',
      id,
      kernel: { url: kernel.url, name: kernel.name },
      context: this.#contextFor(job),
      targets: null,
      moves: this.#settings.shared && transfer === true,
      dropped: [],
      settle,
      whole: divide === false,
      timeout: guarded ? (timeout ?? null) : null,
      times: recorder?.timing ?? null,
      memory: this.#settings.recycle !== null,
    }
    const value = request.context?.value ?? null
    if (value !== null) this.#referTo(value, request, job, used)
    return request
  }

  /** Memory that only threads share is sent to a process as a copy, once. */
  #referTo(values: Load, request: Omit<ChunkRequest, 'inputs'>, job: Job, used: Set<number>): void {
    if (this.#settings.shared) return
    this.#memories.refer(values, job.memories, used)
    request.dropped.push(...this.#memories.drop(used))
  }

  #post(request: ChunkRequest): void {
    const { inputs, context } = request
    const values = context?.value ?? null
    const transfer = [...handedOver(inputs), ...(values === null ? [] : handedOver(values))]
    this.#keeper.worker?.post(request, transfer)
  }

  /** Inputs that need no packing; null: they do, or their size is asked for. */
  #asTheyAre({ over, work }: Job, { inputs }: ChunkTasks): Native | null {
    if (over || work.recorder !== null || work.transfer !== undefined) return null
    return asTheyAre(inputs, { views: this.#settings.shared })
  }

  /** Returns whether it could be sent. */
  #tryPost(request: ChunkRequest): boolean {
    try {
      this.#post(request)
      return true
    } catch {
      // a proxy, for one: packing tells which part of the value it is
      return false
    }
  }

  #targetsOf(job: Job, tasks: Batch): Targets | null {
    const { into } = job.work
    if (into === null || job.over) return null
    try {
      const { output } = into
      return { output: this.#settings.shared ? output : classOf(output), spans: into.of(tasks) }
    } catch (error) {
      job.end(error)
      return null
    }
  }

  #contextFor(job: Job) {
    if (job.over || job.work.context === null) return null
    try {
      return this.#contexts.refer(job.work.context.value)
    } catch (error) {
      job.end(error instanceof Uncrossable ? refusal('context', 0, error, this.#settings) : error)
      return null
    }
  }

  #answered(chunk: Chunk, reply: ChunkReply): void {
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
  #take(chunk: Chunk): void {
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
  #stop(chunk: Chunk): void {
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

  #find(id: number): Chunk | undefined {
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
  #bury(chunk: Chunk, exit: Exit): void {
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
  #listenFor(chunk: Chunk): void {
    if (chunk.job.over) {
      this.#abandoned = chunk
      this.#alarm.set(FAREWELL, () => this.#replace())
      return
    }
    const { timeout, guarded } = chunk.job.work
    const limit = (timeout ?? TASK_TIMEOUT) + (guarded ? PATIENCE : SLACK)
    this.#alarm.set(limit, () => this.#overran(chunk))
  }

  #overran(chunk: Chunk): void {
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

  #detach(): Chunk[] {
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

function giveBack({ job, rest, deaths }: Chunk): void {
  job.returned(rest, { alone: false, deaths })
  job.settleIfDone()
}

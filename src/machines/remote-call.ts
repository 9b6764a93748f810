/**
 * One call on its way through other machines: which tasks are under way in which chunk, and which have
 * their outcome. Chunks may run more than once, but each task's outcome is taken once.
 */
import { died } from '../executors/failure.ts'
import { chunkSize } from '../executors/chunks.ts'
import type { ChunkLimits } from '../executors/chunks.ts'
import { Paces } from '../executors/job.ts'
import { refusal } from '../executors/loading.ts'
import type { Batch } from '../executors/source.ts'
import type { Work } from '../executors/work.ts'
import { now } from '../worker/protocol.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import type { Arrived } from './chunk-outcome.ts'
import { Roster } from './roster.ts'
import type { Seen } from './roster.ts'
import { recordChunk } from './remote-trips.ts'
import { loadOf, newPacking } from './wire.ts'
import type { Word } from './wire.ts'

/** Chunks of a machine's lane that are sent ahead: the one under way, and the next. */
const AHEAD = 2
/** A chunk's trip takes some ms, so it is to be longer than in a pool, ms. */
const LONGEST = 500
/** Bytes: of more of them the caller's garbage grows old before it is collected. */
const HEAVIEST = 2 ** 17
/** Of the longest one, at the end. */
const SHORTEST = 0.05
/** Ms of a chunk that is sent ahead at the end too: its way takes as long, wherever it runs. */
const BRIEF = 20
/** Ms that the caller must have for each chunk: with many lanes they come seldom, and so are long. */
const EACH = 0.6
/** A chunk that was begun so often and has no result is what ends its machines. */
const MOST_STARTS = 4
const WAY = { mode: 'machines', shared: false } as const

/** A chunk under way. */
export interface RemoteChunk {
  id: number
  tasks: Batch
  inputs: Word<'load'>
  /** How often a machine has begun it. */
  starts: number
  /** When its packing began, when it was ready to be sent, and when a machine said that it began. */
  dispatched: number
  sent: number
  begun: number | null
}

/** What a caller keeps for its next call. */
export interface Learned {
  paces: Paces
  machines: readonly Seen[]
}

export class RemoteCall {
  readonly id: string
  readonly work: Work
  readonly roster: Roster
  readonly #chunks = new Map<number, RemoteChunk>()
  /** Tasks that go out again, each alone. */
  readonly #again: Batch[] = []
  readonly #outcome = Promise.withResolvers<void>()
  readonly #paces: Paces
  #last = 0
  #over = false

  /** @param before what calls before have taught: of kernels, and of the machines that have this one */
  constructor(id: string, work: Work, before: Learned = { paces: new Paces(), machines: [] }) {
    this.id = id
    this.work = work
    this.#paces = before.paces
    this.roster = new Roster(work.workers ?? Infinity, before.machines)
  }

  get over(): boolean {
    return this.#over
  }

  /** Resolves when every task has its outcome, rejects with what ended the call. */
  get finished(): Promise<void> {
    return this.#outcome.promise
  }

  get underWay(): readonly RemoteChunk[] {
    return [...this.#chunks.values()]
  }

  /** Tasks that its machines can run at a time. */
  get #workers(): number {
    return Math.max(1, this.roster.workers)
  }

  /** Whether machines can be given another chunk: at the end none ahead, for another may be idle. */
  get hasRoom(): boolean {
    const ahead = this.#isNearEnd ? 1 : AHEAD
    return this.#chunks.size < ahead * this.#workers
  }

  get #isNearEnd(): boolean {
    const { source, kernel } = this.work
    const { task } = this.#paces.of(kernel)
    if (source.left === null || task === null) return false
    if (this.#nextSize * task <= BRIEF) return false
    return source.left * task < this.#workers * limitsFor(this.#workers).shortest
  }

  get #nextSize(): number {
    const { source, chunk, kernel } = this.work
    const lanes = this.#workers
    return chunk ?? chunkSize(this.#paces.of(kernel), source.left, lanes, limitsFor(lanes))
  }

  /** The next chunk, or null where there is no room or no input now. */
  next(): RemoteChunk | null {
    if (this.#over || !this.hasRoom) return null
    const { source, sink } = this.work
    const tasks = this.#again.shift() ?? source.take(Math.min(this.#nextSize, sink.most))
    if (tasks.inputs.length === 0) {
      this.#finishIfDone()
      return null
    }
    const sent = this.#pack(tasks)
    return sent ?? this.next()
  }

  #pack(batch: Batch): RemoteChunk | null {
    const dispatched = now()
    const packing = newPacking()
    const { indices, inputs } = batch
    const refused = new Set<number>()
    // there may be many thousands
    for (let position = 0; position < inputs.length; position += 1) {
      try {
        packing.add(inputs[position])
      } catch (error) {
        if (!(error instanceof Uncrossable)) throw error
        refused.add(position)
        const index = indices[position] as number
        this.#failed(index, refusal('input', this.work.inputOf(index), error, WAY))
      }
    }
    const tasks = refused.size === 0 ? batch : without(batch, refused)
    if (tasks.inputs.length === 0 || this.#over) return null
    this.#last += 1
    const load = loadOf(packing)
    const moments = { dispatched, sent: now(), begun: null }
    const chunk = { id: this.#last, tasks, inputs: load, starts: 0, ...moments }
    this.#chunks.set(chunk.id, chunk)
    return chunk
  }

  /**
   * A machine has begun the chunk; one that was begun too often is taken apart, or fails. Returns whether
   * it is to be withdrawn.
   */
  started(id: number): boolean {
    const chunk = this.#chunks.get(id)
    if (chunk === undefined) return false
    chunk.starts += 1
    chunk.begun = now()
    if (chunk.starts < MOST_STARTS) return false
    this.#chunks.delete(id)
    const { indices, inputs } = chunk.tasks
    if (inputs.length === 1) {
      const exit = { exitCode: null, signal: null, reason: ENDED, cause: null }
      this.#failed(indices[0] as number, died(exit, this.#at(indices[0] as number, inputs[0])))
    } else {
      for (const [position, index] of indices.entries()) {
        this.#again.push({ indices: [index], inputs: [inputs[position]] })
      }
    }
    this.#finishIfDone()
    return true
  }

  /**
   * Takes a result; one that was taken before, or does not fit its chunk, is left.
   */
  accept(
    { chunk: id, machine, took }: Pick<Word<'result'>, 'chunk' | 'machine' | 'took'>,
    { values, errors, run, size, unpacking }: Arrived,
  ): void {
    const chunk = this.#chunks.get(id)
    if (chunk === undefined || this.#over) return
    const { indices, inputs } = chunk.tasks
    if (values.length !== inputs.length) return
    this.#chunks.delete(id)
    const bytes = chunk.inputs.bytes.byteLength + size
    this.#paces.learn(this.work.kernel, inputs.length, took, bytes)
    const { recorder } = this.work
    if (recorder !== null && run !== null) {
      const at = { name: this.roster.nameOf(machine), firstLane: this.roster.firstLane(machine) }
      recordChunk(recorder, chunk, { run, took, size, unpacking, done: now() }, at)
    }
    for (let position = 0; position < indices.length; position += 1) {
      const index = indices[position] as number
      const errorOf = errors.size === 0 ? undefined : errors.get(position)
      if (errorOf === undefined) this.work.sink.done(index, values[position])
      else this.#failed(index, errorOf(this.work.inputOf(index)))
    }
    this.#finishIfDone()
  }

  #at(task: number, input: unknown) {
    return { mode: 'machines', index: this.work.inputOf(task), input } as const
  }

  #failed(index: number, error: unknown): void {
    if (this.#over) return
    if (this.work.settle) this.work.sink.failed(index, error)
    else this.end(error)
  }

  #finishIfDone(): void {
    if (this.#over || this.#chunks.size > 0 || this.#again.length > 0) return
    if (!this.work.source.ended) return
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

function without({ indices, inputs }: Batch, refused: ReadonlySet<number>): Batch {
  const isThere = (_: unknown, position: number): boolean => !refused.has(position)
  return { indices: indices.filter(isThere), inputs: inputs.filter(isThere) }
}

function limitsFor(lanes: number): ChunkLimits {
  const longest = Math.max(LONGEST, EACH * lanes)
  return { longest, shortest: SHORTEST * longest, heaviest: HEAVIEST }
}

const ENDED = 'its machines ended whenever they ran it'

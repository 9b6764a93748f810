/**
 * One call on its way through other machines: which tasks are under way in which chunk, and which have
 * their outcome. Chunks may run more than once, but each task's outcome is taken once.
 */
import { died } from '../executors/failure.ts'
import { chunkSize, learn, UNKNOWN } from '../executors/chunks.ts'
import type { ChunkLimits, Pace } from '../executors/chunks.ts'
import { refusal } from '../executors/loading.ts'
import type { Batch } from '../executors/source.ts'
import type { Work } from '../executors/work.ts'
import { now } from '../worker/protocol.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import type { Arrived } from './chunk-outcome.ts'
import { loadOf, newPacking } from './wire.ts'
import type { Word } from './wire.ts'

/** Chunks of a machine's lane that are sent ahead: the one under way, and the next. */
const AHEAD = 2
/** A chunk's trip takes some ms, so it is to be longer than in a pool, ms, and may be heavier, bytes. */
const LONGEST = 250
const HEAVIEST = 2 ** 19
/** Of the longest one, at the end. */
const SHORTEST = 0.1
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
  /** On `now()`'s clock. */
  sent: number
}

export class RemoteCall {
  readonly id: string
  readonly work: Work
  readonly #chunks = new Map<number, RemoteChunk>()
  /** Tasks that go out again, each alone. */
  readonly #again: Batch[] = []
  readonly #outcome = Promise.withResolvers<void>()
  /** Chunks that machines run at a time, by machine. */
  readonly #lanes = new Map<string, number>()
  readonly #order: string[] = []
  #pace: Pace = UNKNOWN
  #last = 0
  #over = false

  constructor(id: string, work: Work) {
    this.id = id
    this.work = work
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

  /** Machines that run it, and chunks that they can run at a time. */
  get lanes(): number {
    return [...this.#lanes.values()].reduce((sum, lanes) => sum + lanes, 0)
  }

  see(machine: string, lanes: number): void {
    if (!this.#order.includes(machine)) this.#order.push(machine)
    this.#lanes.set(machine, lanes)
  }

  forget(machine: string): void {
    this.#lanes.delete(machine)
  }

  /** Whether machines can be given another chunk. */
  get hasRoom(): boolean {
    return this.#chunks.size < AHEAD * Math.max(1, this.lanes)
  }

  /** The next chunk, or null where there is no room or no input now. */
  next(): RemoteChunk | null {
    if (this.#over || !this.hasRoom) return null
    const lanes = Math.max(1, this.lanes)
    const { source, chunk } = this.work
    const size = chunk ?? chunkSize(this.#pace, source.left, lanes, limitsFor(lanes))
    const tasks = this.#again.shift() ?? source.take(Math.min(size, this.work.sink.most))
    if (tasks.inputs.length === 0) {
      this.#finishIfDone()
      return null
    }
    const sent = this.#pack(tasks)
    return sent ?? this.next()
  }

  #pack({ indices, inputs }: Batch): RemoteChunk | null {
    const packing = newPacking()
    const tasks: Batch = { indices: [], inputs: [] }
    for (const [position, input] of inputs.entries()) {
      const index = indices[position] as number
      try {
        packing.add(input)
        tasks.indices.push(index)
        tasks.inputs.push(input)
      } catch (error) {
        if (!(error instanceof Uncrossable)) throw error
        this.#failed(index, refusal('input', this.work.inputOf(index), error, WAY))
      }
    }
    if (tasks.inputs.length === 0 || this.#over) return null
    this.#last += 1
    const chunk = { id: this.#last, tasks, inputs: loadOf(packing), starts: 0, sent: now() }
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
   * @param size bytes
   */
  accept(
    { chunk: id, machine, took }: Pick<Word<'result'>, 'chunk' | 'machine' | 'took'>,
    { values, errors }: Arrived,
    size: number,
  ): void {
    const chunk = this.#chunks.get(id)
    if (chunk === undefined || this.#over) return
    const { indices, inputs } = chunk.tasks
    if (values.length !== inputs.length) return
    this.#chunks.delete(id)
    this.#pace = learn(this.#pace, inputs.length, took, chunk.inputs.bytes.byteLength + size)
    this.#record(chunk, { machine, took, size })
    for (const [position, index] of indices.entries()) {
      const errorOf = errors.get(position)
      if (errorOf === undefined) this.work.sink.done(index, values[position])
      else this.#failed(index, errorOf(this.work.inputOf(index)))
    }
    this.#finishIfDone()
  }

  #at(task: number, input: unknown) {
    return { mode: 'machines', index: this.work.inputOf(task), input } as const
  }

  #record(
    { tasks, sent, inputs }: RemoteChunk,
    { machine, took, size: bytesOut }: { machine: string; took: number; size: number },
  ): void {
    const { recorder } = this.work
    if (recorder === null) return
    const done = now()
    // durations are shipped and no moments: the way is taken to be as long there as back
    const started = sent + Math.max(0, done - sent - took) / 2
    const ended = Math.min(done, started + took)
    const worker = { pid: 0, threadId: this.#order.indexOf(machine) }
    const times = { user: null, system: null, wait: null, async: false, packing: 0, decode: 0 }
    const moments = { dispatched: sent, sent, received: started, loaded: started, started, ended }
    const size = { bytesIn: inputs.bytes.byteLength, bytesOut }
    const [first, count] = [tasks.indices[0] as number, tasks.indices.length]
    const trip = { worker, lane: worker.threadId, first, count, ...moments, ...times, ...size }
    const each = (ended - started) / count
    const starts = Float64Array.from({ length: count }, (_, at) => started + at * each)
    const ends = Float64Array.from({ length: count }, (_, at) => started + (at + 1) * each)
    recorder.add({ ...trip, replied: ended, done }, tasks.indices, { starts, ends })
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

function limitsFor(lanes: number): ChunkLimits {
  const longest = Math.max(LONGEST, EACH * lanes)
  return { longest, shortest: SHORTEST * longest, heaviest: HEAVIEST }
}

const ENDED = 'its machines ended whenever they ran it'

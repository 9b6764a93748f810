/** One chunk in a worker: its tasks one after another, and what became of each, told as data. */
import { getHeapStatistics } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import { packError } from './errors.ts'
import { bindContext } from './loaded-kernel.ts'
import type { LoadedKernel } from './loaded-kernel.ts'
import { contextOf } from './contexts.ts'
import { readCpu, spent } from './cpu.ts'
import { weigh } from './cargo.ts'
import type { Cargo, Hold } from './cargo.ts'
import { Packing, unpackParcel } from './parcel.ts'
import { now } from './protocol.ts'
import type { ChunkRequest, Failure, Part, Reply, Spans, WorkerTimes } from './protocol.ts'
import { runSeries } from './series.ts'
import { Uncrossable } from './uncrossable.ts'
import { Overrun } from './watch.ts'

/** Results wait for no longer than this, ms, while tasks behind them still run. */
const FLUSH = 25

/** The worker's ways to its caller. */
export interface Channel {
  sendPart: (part: Part) => void
  /** Throws where the value cannot cross. */
  sendCargo: (cargo: Cargo) => void
  hold: Hold
}

export class Chunk {
  readonly #request: ChunkRequest
  /** Whether memory can cross by reference. */
  readonly #shared: boolean
  #packing: Packing
  #failures: Failure[] = []
  /** The first task that no part has told yet. */
  #from = 0
  #flushed = performance.now()
  /** Where times are asked for; begins are filled in where they are not the end before. */
  #spans: Spans | null = null
  /** Ms spent on packing results. */
  #packed = 0

  constructor(request: ChunkRequest, shared: boolean) {
    this.#request = request
    this.#shared = shared
    this.#packing = new Packing(shared)
  }

  get id(): number {
    return this.#request.id
  }

  /** The task under way, or the last one. */
  get position(): number {
    return Math.min(this.#from + this.#packing.count, this.#count - 1)
  }

  get #count(): number {
    return this.#request.inputs?.count ?? 1
  }

  /** What has become of the tasks that no part has told yet. */
  part(): Part {
    const { id } = this.#request
    const part = {
      chunk: id,
      from: this.#from,
      results: this.#packing.finish(),
      failures: this.#failures,
    }
    this.#from += part.results.count
    this.#packing = new Packing(this.#shared)
    this.#failures = []
    this.#flushed = performance.now()
    return part
  }

  /**
   * Runs the tasks. Never rejects for what a kernel does.
   *
   * @param received the moment at which the chunk's turn came, `now()`'s clock
   * @param channel what it says while it goes on, and the input that travels by itself
   */
  async run(kernel: LoadedKernel, received: number, channel: Channel): Promise<Reply> {
    const { id, inputs, context, times, memory } = this.#request
    // the import of the kernel's module is not the tasks' doing
    const begun = performance.now()
    const loaded = times === null ? 0 : now()
    const values = inputs === null ? [channel.hold.take(id)] : unpackParcel(inputs)
    const call = bindContext(kernel, context === null ? null : { value: contextOf(context) })
    const spans = times === 'tasks' ? spansOf(values.length) : null
    this.#spans = spans
    const before = times === null ? null : readCpu()
    const started = now()
    const async = await runSeries({
      inputs: values,
      call,
      done: (position, result) => this.#ship(result, channel) || this.#done(position, result),
      failed: (position, error) => this.#failed(position, error),
      pause: () => {
        if (performance.now() - this.#flushed >= FLUSH) channel.sendPart(this.part())
      },
      limit: this.#request.timeout ?? undefined,
      signal: undefined,
      ends: spans?.ends ?? null,
    })
    const ended = now()
    const part = this.part()
    let told: WorkerTimes | null = null
    if (before !== null) {
      const cpu = spent(before, readCpu())
      const moments = { received, loaded, started, ended, replied: now() }
      const tasks = spans === null ? null : completed(spans, started)
      told = { ...moments, ...cpu, async, packing: this.#packed, tasks }
    }
    return {
      kind: 'done',
      part,
      times: told,
      busy: performance.now() - begun,
      memory: memory ? memoryTaken() : null,
    }
  }

  /** A large result leaves by itself, where nobody asks for its size. Returns whether it did. */
  #ship(result: unknown, { sendCargo }: Channel): boolean {
    const { id, times } = this.#request
    if (times !== null || this.#count > 1 || weigh(result, { views: this.#shared }) === null)
      return false
    try {
      sendCargo({ kind: 'cargo', chunk: id, value: result })
    } catch {
      // a proxy, for one: packing tells which part of the value it is
      return false
    }
    this.#from += 1
    return true
  }

  /** Packs at once: the kernel may go on to change what it returned. */
  #done(position: number, result: unknown): boolean {
    try {
      if (this.#request.times === null || typeof result !== 'object') this.#packing.add(result)
      else this.#addTimed(position, result)
      return true
    } catch (error) {
      if (!(error instanceof Uncrossable)) throw error
      const { type, path, lacks } = error
      return this.#fail({ position, kind: 'uncrossable', type, path, lacks })
    }
  }

  /** What is spent on an object's bytes is not the next task's time. */
  #addTimed(position: number, result: unknown): void {
    const begun = now()
    this.#packing.add(result)
    const done = now()
    this.#packed += done - begun
    if (this.#spans !== null) this.#spans.starts[position + 1] = done
  }

  #failed(position: number, error: unknown): boolean {
    if (!(error instanceof Overrun)) {
      return this.#fail({ position, kind: 'threw', error: packError(error) })
    }
    this.#fail({ position, kind: 'overran' })
    // the kernel was cut off in the middle: its module may be in any state
    return false
  }

  #fail(failure: Failure): boolean {
    this.#packing.add(undefined)
    this.#failures.push(failure)
    return this.#request.settle
  }
}

const spansOf = (count: number): Spans => ({
  starts: new Float64Array(count),
  ends: new Float64Array(count),
})

/** A task begins where the one before ended, unless that one's result was packed in between. */
function completed({ starts, ends }: Spans, started: number): Spans {
  for (const [position, known] of starts.entries()) {
    if (known > 0) continue
    starts[position] = position === 0 ? started : (ends[position - 1] as number)
  }
  return { starts, ends }
}

/** MiB that this worker has taken: a process's own, or a thread's heap with the buffers it holds. */
function memoryTaken(): number {
  if (isMainThread) return process.memoryUsage.rss() / 2 ** 20
  const { total_heap_size: heap, external_memory: external } = getHeapStatistics()
  return (heap + external) / 2 ** 20
}

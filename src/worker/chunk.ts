/** One chunk in a worker: its tasks one after another, and what became of each, told as data. */
import { getHeapStatistics } from 'node:v8'
import { isMainThread } from 'node:worker_threads'
import { buffersIn } from './buffers.ts'
import { packError } from './errors.ts'
import { bindCall } from './loaded-kernel.ts'
import type { LoadedKernel } from './loaded-kernel.ts'
import { contextOf } from './contexts.ts'
import { readCpu, spent } from './cpu.ts'
import { asTheyAre } from './native.ts'
import { countOf, Packing, unload } from './parcel.ts'
import type { Load, PackingSettings } from './parcel.ts'
import { now } from './protocol.ts'
import type { ChunkReply, ChunkRequest, Failure, Part, Spans, WorkerTimes } from './protocol.ts'
import { runSeries } from './series.ts'
import type { SeriesTasks } from './series.ts'
import { forget, sendBack } from './shared-memory.ts'
import type { TypedArray } from './shared-memory.ts'
import { targetOf } from './targets.ts'
import type { Targets } from './targets.ts'
import { isPlain } from './trees.ts'
import { Uncrossable } from './uncrossable.ts'
import { Overrun } from './watch.ts'

/** Results wait for no longer than this, ms, while tasks behind them still run. */
const FLUSH = 25

/** Tells the caller what has become of tasks. Throws where a native value cannot cross. */
export type SendPart = (part: Part) => void

export class Chunk {
  readonly #request: ChunkRequest
  readonly #settings: PackingSettings
  #packing: Packing
  #failures: Failure[] = []
  /** What tasks from there on filled, where it has to be sent. */
  readonly #filled: TypedArray[] = []
  /** The first task that no part has told yet. */
  #from = 0
  #flushed = performance.now()
  /** Where times are asked for; begins are filled in where they are not the end before. */
  #spans: Spans | null = null
  /** Ms spent on packing results. */
  #packed = 0

  /** @param shared whether memory can cross by reference */
  constructor(request: ChunkRequest, shared: boolean) {
    this.#request = request
    this.#settings = { shared, sized: request.times !== null }
    this.#packing = new Packing(this.#settings)
  }

  get id(): number {
    return this.#request.id
  }

  /** The task under way, or the last one. */
  get position(): number {
    return Math.min(this.#from + this.#packing.count, this.#count - 1)
  }

  get #count(): number {
    return countOf(this.#request.inputs)
  }

  /** What has become of the tasks that no part has told yet. */
  part(): Part {
    const { id, targets } = this.#request
    const results = this.#packing.finish()
    const count = countOf(results)
    const part = {
      chunk: id,
      from: this.#from,
      results: this.#settings.shared ? results : withCopies(results),
      filled: typeof targets?.output === 'string' ? this.#filled.splice(0, count) : null,
      failures: this.#failures,
    }
    this.#from += count
    this.#packing = new Packing(this.#settings)
    this.#failures = []
    this.#flushed = performance.now()
    return part
  }

  /**
   * Runs the tasks. Never rejects for what a kernel does.
   *
   * @param received the moment at which the chunk's turn came, `now()`'s clock
   * @param send what it says while it goes on
   */
  async run(kernel: LoadedKernel, received: number, send: SendPart): Promise<ChunkReply> {
    const { inputs, context, targets, dropped, times, memory } = this.#request
    forget(dropped)
    // the import of the kernel's module is not the tasks' doing
    const begun = performance.now()
    const loaded = times === null ? 0 : now()
    const values = unload(inputs)
    const shared = context === null ? null : { value: contextOf(context) }
    const bound = bindCall(kernel, shared, targets !== null)
    const call: SeriesTasks['call'] =
      targets === null ? bound : (input, at) => bound(input, this.#target(targets, at))
    const spans = times === 'tasks' ? spansOf(values.length) : null
    this.#spans = spans
    const before = times === null ? null : readCpu()
    const started = now()
    const async = await runSeries({
      inputs: values,
      call,
      done: (position, result) => this.#ship(result, send) || this.#done(position, result),
      failed: (position, error) => this.#failed(position, error),
      pause: () => {
        if (performance.now() - this.#flushed >= FLUSH) send(this.part())
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

  /** A large result leaves as it is, where nobody asks for its size. Returns whether it did. */
  #ship(result: unknown, send: SendPart): boolean {
    const { shared, sized } = this.#settings
    const { moves, targets } = this.#request
    if (sized || moves || targets !== null || this.#count > 1 || isPlain(result)) return false
    const results = asTheyAre([result], { views: shared })
    if (results === null) return false
    try {
      send({ chunk: this.id, from: 0, results, filled: null, failures: [] })
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
      if (this.#request.times === null || typeof result !== 'object') this.#add(result)
      else this.#addTimed(position, result)
      return true
    } catch (error) {
      if (!(error instanceof Uncrossable)) throw error
      const { type, path, lacks } = error
      return this.#fail({ position, kind: 'uncrossable', type, path, lacks })
    }
  }

  #add(result: unknown): void {
    const buffers = this.#request.moves ? buffersIn(result) : []
    // of what has moved before, packing tells
    this.#packing.add(
      result,
      buffers.filter((buffer) => !buffer.detached),
    )
  }

  #target(targets: Targets, position: number): TypedArray {
    const target = targetOf(targets, position)
    if (typeof targets.output === 'string') this.#filled.push(target)
    return target
  }

  /** What is spent on an object's bytes is not the next task's time. */
  #addTimed(position: number, result: unknown): void {
    const begun = now()
    this.#add(result)
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

/** To a process's caller memory goes as what stands for it. */
function withCopies(results: Load): Load {
  if ('values' in results || results.shared.length === 0) return results
  return {
    ...results,
    shared: results.shared.map((memory) => sendBack(memory as SharedArrayBuffer)),
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

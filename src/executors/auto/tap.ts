/**
 * Tasks on the caller's own thread, slice by slice: what each slice took is told, and before each one it
 * is asked whether to go on here.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { EventLoopUtilization } from 'node:perf_hooks'
import type { Batch, Source } from '../source.ts'
import type { Sink } from '../work.ts'

export interface Slice {
  count: number
  /** Ms from the first task's begin to the last one's end. */
  duration: number
  /** Share of that in which this thread computed, */
  busy: number
  /** and cores that other threads of this process took. */
  background: number
  /** Whether tasks were waited for. */
  async: boolean
  /** The last task and its input; its result is that of an earlier one where slices are many. */
  task: number
  input: unknown
  result: unknown
}

export interface TapEvents {
  slice: (slice: Slice) => void
  /** `breathe`: go on, and let the event loop turn before; `stop`: no further task starts here. */
  next: () => 'go' | 'breathe' | 'stop'
}

/** Ms of the first slices and of the longest, and how many times as long as the one before. */
const SHORTEST = 2
const LONGEST = 20
const GROWTH = 8
/** Slices of whose results the last one is kept. */
const LOOKED_AT = 5
/** From this share of a slice on, its thread had nothing to do but to wait. */
const WAITED = 0.05

const NONE: Batch = { indices: [], inputs: [] }

export class Tap implements Source {
  readonly total: number | null
  readonly #source: Source
  readonly #events: TapEvents
  readonly sink: Sink & { done: Sink['done'] }
  /** Without a look at the result: a task may take no longer than that. */
  readonly #quick: Sink['done']
  #stopped = false
  #breathes = false
  /** Tasks of the next slice. */
  #size = 1
  /** The slice under way: its last tasks, and how many there are. */
  #slice = { batch: NONE, count: 0 }
  #begun = 0
  #ended = 0
  #loop = performance.eventLoopUtilization()
  #cpu = process.cpuUsage()
  #result: unknown
  #done = 0
  #slices = 0

  constructor(source: Source, sink: Sink, events: TapEvents) {
    this.#source = source
    this.#events = events
    this.total = source.total
    this.sink = {
      done: (task, result) => {
        this.#result = result
        sink.done(task, result)
      },
      failed: (task, error) => sink.failed(task, error),
      most: sink.most,
      // asked behind each slice
      room: () => {
        this.#ended = performance.now()
        return sink.room()
      },
    }
    this.#quick = (task, result) => sink.done(task, result)
  }

  /** To be called when all tasks that were taken have run: the last slice is told. */
  end(): void {
    this.#tell()
  }

  /** Tasks of the slices that were told. */
  get done(): number {
    return this.#done
  }

  get left(): number | null {
    return this.#source.left
  }

  get ended(): boolean {
    return this.#stopped || this.#source.ended
  }

  get failure(): Source['failure'] {
    return this.#source.failure
  }

  share(index: number): number | null {
    return this.#source.share(index)
  }

  close(): void {
    // the call goes on elsewhere
  }

  async more(): Promise<void> {
    if (this.#stopped) return
    if (this.#breathes) await breathe()
    else await this.#source.more()
  }

  take(count: number): Batch {
    if (this.#lacks > 0) return this.#extend(this.#source.take(Math.min(count, this.#lacks)))
    if (!this.#breathes) this.#tell()
    const next = this.#events.next()
    if (next === 'stop') {
      this.#stopped = true
      return NONE
    }
    // once between two slices
    this.#breathes = next === 'breathe' && !this.#breathes
    if (this.#breathes) return NONE
    return this.#begin(this.#source.take(Math.min(count, this.#size)))
  }

  /** Tasks that the slice under way is short of; of inputs that come in time nobody waits for more. */
  get #lacks(): number {
    const { count } = this.#slice
    return count === 0 || this.#source.left === null ? 0 : this.#size - count
  }

  #extend(batch: Batch): Batch {
    const more = batch.inputs.length
    if (more > 0) this.#slice = { batch, count: this.#slice.count + more }
    return batch
  }

  #begin(batch: Batch): Batch {
    this.#slice = { batch, count: batch.inputs.length }
    this.#loop = performance.eventLoopUtilization()
    this.#cpu = process.cpuUsage()
    this.#begun = performance.now()
    return batch
  }

  #tell(): void {
    const { batch, count } = this.#slice
    if (count === 0) return
    this.#slice = { batch: NONE, count: 0 }
    this.#done += count
    this.#slices += 1
    if (this.#slices === LOOKED_AT) this.sink.done = this.#quick
    const duration = Math.max(this.#ended - this.#begun, 1e-4)
    const busy = busySince(this.#loop)
    const { user, system } = process.cpuUsage(this.#cpu)
    const background = Math.max(0, (user + system) / 1e3 / duration - busy)
    const wanted = Math.min(LONGEST, Math.max(SHORTEST, GROWTH * duration))
    this.#size = Math.max(1, Math.min(GROWTH * count, Math.floor((wanted * count) / duration)))
    const async = busy < 1 - WAITED
    const [task, input] = [batch.indices.at(-1) as number, batch.inputs.at(-1)]
    const result = this.#result
    this.#events.slice({ count, duration, busy, background, async, task, input, result })
  }
}

/** Share of the time in which the thread did not wait. */
function busySince(before: EventLoopUtilization): number {
  const { active, idle } = performance.eventLoopUtilization(before)
  // before the loop's first turn nothing is counted, and nobody can wait
  return active + idle > 0 ? active / (active + idle) : 1
}

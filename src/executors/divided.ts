/**
 * Work whose inputs are divided: parts are the tasks, and an input has its outcome when all of its
 * parts have theirs. `split` and `merge` run on the caller's thread, and partial results are merged in
 * the order of the parts, whatever the order they came in.
 */
import { describe, errorLine, kindOf } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import type { Division } from '../worker/loaded-kernel.ts'
import { isThenable } from '../worker/loaded-kernel.ts'
import type { Batch, Source } from './source.ts'
import type { Sink, Work } from './work.ts'

/** An input on its way through its parts. */
interface Whole {
  index: number
  input: unknown
  partials: unknown[]
  missing: number
  /** The numbers of its tasks that are done. */
  done: number[]
  /** Whether it has its outcome. */
  over: boolean
}

interface Part {
  whole: Whole
  position: number
  input: unknown
}

/** Into how many parts the input of this index is divided, which was taken from the source last. */
export type PartsOf = (source: Source, index: number) => number

/**
 * Runs the work in parts.
 *
 * @param perform what runs work whose tasks are as they are
 * @throws {LanemarkError} `division-failed`, and what `perform` throws
 */
export async function inParts(
  work: Work,
  division: Division,
  partsOf: PartsOf,
  perform: (work: Work) => Promise<void>,
): Promise<void> {
  const divided = new Divided(work, division, partsOf)
  const { sink, inputOf } = divided
  if (work.recorder !== null) work.recorder.inputOf = inputOf
  // parts mean nothing elsewhere
  await perform({ ...work, source: divided, sink, inputOf, movable: false })
  divided.throwFailure()
}

class Divided implements Source {
  readonly total = null
  readonly #work: Work
  readonly #division: Division
  readonly #partsOf: PartsOf
  /** Parts of the last input that nobody has taken yet, the next one last. */
  #waiting: Part[] = []
  /** Parts under way, and those done of inputs that have no outcome, by the number of their task. */
  readonly #parts = new Map<number, Part>()
  /** By the number of the task: the index of its input. */
  readonly #owners: number[] = []
  /** Into how many the last input was divided. */
  #usual = 1
  #failure: LanemarkError | null = null

  constructor(work: Work, division: Division, partsOf: PartsOf) {
    this.#work = work
    this.#division = division
    this.#partsOf = partsOf
  }

  readonly inputOf = (task: number): number => this.#owners[task] ?? task

  get left(): number | null {
    const { left } = this.#work.source
    return left === null ? null : this.#waiting.length + left * this.#usual
  }

  get ended(): boolean {
    if (this.#failure !== null) return true
    return this.#work.source.ended && this.#waiting.length === 0
  }

  get failure(): Source['failure'] {
    return this.#work.source.failure
  }

  share(): null {
    return null
  }

  async more(): Promise<void> {
    await this.#work.source.more()
  }

  close(): void {
    this.#work.source.close()
  }

  get sink(): Sink {
    const { sink } = this.#work
    return {
      done: (task, result) => this.#done(task, result),
      failed: (task, error) => this.#failed(task, error),
      most: sink.most,
      room: () => sink.room(),
    }
  }

  throwFailure(): void {
    if (this.#failure !== null) throw this.#failure
  }

  take(count: number): Batch {
    const batch: Batch = { indices: [], inputs: [] }
    while (batch.inputs.length < count) {
      const part = this.#next()
      if (part === null) break
      const task = this.#owners.push(part.whole.index) - 1
      this.#parts.set(task, part)
      batch.indices.push(task)
      batch.inputs.push(part.input)
    }
    return batch
  }

  #next(): Part | null {
    while (this.#waiting.length === 0) if (!this.#divideNext()) return null
    return this.#waiting.pop() ?? null
  }

  /** Returns whether there was an input. */
  #divideNext(): boolean {
    const { source } = this.#work
    if (this.#failure !== null) return false
    const { indices, inputs } = source.take(1)
    if (inputs.length === 0) return false
    const [index, input] = [indices[0] as number, inputs[0]]
    const parts = this.#partsOf(source, index)
    const divided = this.#attempt('split', { index, input }, () => this.#split(input, parts))
    if (divided === null) return true
    const pieces = divided.value
    this.#usual = pieces.length
    const missing = pieces.length
    const whole: Whole = { index, input, partials: [], missing, done: [], over: false }
    const inOrder = pieces.map((piece, position): Part => ({ whole, position, input: piece }))
    this.#waiting = inOrder.toReversed()
    return true
  }

  #split(input: unknown, parts: number): unknown[] {
    if (parts === 1) return [input]
    const { context } = this.#work
    const given = this.#division.split(input, parts, context?.value)
    const isList = typeof given === 'object' && given !== null && Symbol.iterator in given
    if (!isList) throw new Unusable(`it returned ${kindOf(given)}, and not the parts`)
    const pieces: unknown[] = []
    for (const piece of given as Iterable<unknown>) {
      // it may have no end
      if (pieces.push(piece) > parts)
        throw new Unusable(`it returned more than the ${parts} parts that were asked for`)
    }
    if (pieces.length === 0) throw new Unusable('it returned no parts')
    return pieces
  }

  #done(task: number, result: unknown): void {
    const { whole, position } = this.#parts.get(task) as Part
    whole.done.push(task)
    if (whole.over) return this.#forget(whole)
    whole.partials[position] = result
    whole.missing -= 1
    if (whole.missing > 0) return
    this.#end(whole)
    const merged = this.#attempt('merge', whole, () => this.#merge(whole))
    if (merged !== null) this.#work.sink.done(whole.index, merged.value)
  }

  #merge({ partials, input }: Whole): unknown {
    // an input that was left whole
    if (partials.length === 1) return partials[0]
    const merged = this.#division.merge(partials, input, this.#work.context?.value)
    if (!isThenable(merged)) return merged
    void Promise.allSettled([merged])
    throw new Unusable('it returned a promise, and must return the result at once')
  }

  /** A task can fail after it was done, for an error may come late. */
  #failed(task: number, error: unknown): void {
    const whole = this.#parts.get(task)?.whole
    this.#parts.delete(task)
    // another part has failed before
    if (whole?.over === true) return
    if (whole !== undefined) this.#end(whole)
    this.#work.sink.failed(this.inputOf(task), error)
  }

  /** The input has its outcome: no further part of it starts. */
  #end(whole: Whole): void {
    whole.over = true
    if (this.#waiting[0]?.whole === whole) this.#waiting = []
    this.#forget(whole)
  }

  #forget({ done }: Whole): void {
    for (const task of done) this.#parts.delete(task)
    done.length = 0
  }

  /** Null where it threw; that is the input's outcome then, or the end of all. */
  #attempt<Value>(
    step: 'split' | 'merge',
    { index, input }: Pick<Whole, 'index' | 'input'>,
    make: () => Value,
  ): { value: Value } | null {
    try {
      return { value: make() }
    } catch (cause) {
      const reason = cause instanceof Unusable ? cause.message : `it threw ${errorLine(cause)}`
      const failure = new LanemarkError(
        { code: 'division-failed', step, index, input: describe(input), reason },
        { cause },
      )
      if (this.#work.settle) this.#work.sink.failed(index, failure)
      else this.#failure ??= failure
      return null
    }
  }
}

class Unusable extends Error {}

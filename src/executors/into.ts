/** Results written into memory of the caller's: which task fills which part of it. */
import { describe, errorLine } from '../text/describe.ts'
import { invalid } from '../pool-options.ts'
import type { Shared, TypedArray } from '../worker/shared-memory.ts'
import type { Batch } from './source.ts'

/** An array of `shared`. */
export type SharedArray = Shared<TypedArray>

export interface Into<Input = never> {
  /** What is filled, an array of `shared`: threads write to it, what processes filled is copied into it. */
  output: SharedArray
  /** The elements that an input's task fills: from the first one up to, not including, the last number. */
  range(input: Input): readonly [from: number, to: number]
}

export type Span = readonly [from: number, to: number]

/** The parts of one call. */
export class Filling {
  readonly output: SharedArray
  readonly #into: Into
  readonly #spans = new Map<number, Span>()
  /** In the order of their begins. */
  readonly #taken: Span[] = []

  constructor(into: Into) {
    this.output = into.output
    this.#into = into
  }

  /**
   * The parts of tasks; a task that is started again has the same.
   * @throws {LanemarkError} `option-invalid`, also where `range` throws
   */
  of({ indices, inputs }: Batch): Span[] {
    return inputs.map((input, position) => {
      const task = indices[position] as number
      const span = this.#spans.get(task) ?? this.#take(input)
      this.#spans.set(task, span)
      return span
    })
  }

  /** What a task fills, as the kernel sees it on this side. */
  view([from, to]: Span): SharedArray {
    return this.output.subarray(from, to)
  }

  /** What a task has filled elsewhere. */
  fill(task: number, values: TypedArray): void {
    const [from] = this.#spans.get(task) ?? [0]
    ;(this.output as { set: (values: TypedArray, at: number) => void }).set(values, from)
  }

  #take(input: unknown): Span {
    const { length } = this.output
    const given = this.#ask(input)
    const isSpan = Array.isArray(given) && given.length === 2 && given.every(Number.isSafeInteger)
    const [from, to] = (isSpan ? given : []) as [number?, number?]
    if (from === undefined || to === undefined || from < 0 || to < from || to > length) {
      const allowed = `two whole numbers from 0 to ${length}, the first of them no larger than the second`
      return invalid('into.range', `${describe(given)} for ${describe(input)}`, allowed)
    }
    this.#claim([from, to], input)
    return [from, to]
  }

  #ask(input: unknown): unknown {
    try {
      return this.#into.range(input as never)
    } catch (error) {
      return invalid('into.range', `${errorLine(error)} for ${describe(input)}`, 'to throw nothing')
    }
  }

  /** Two tasks that write to the same element leave there what chance decides. */
  #claim(span: Span, input: unknown): void {
    const [from, to] = span
    if (from === to) return
    const at = this.#placeOf(from)
    const [before, after] = [this.#taken[at - 1], this.#taken[at]]
    const met = [before, after].find((other) => other && other[0] < to && from < other[1])
    if (met !== undefined) {
      const got = `[${from}, ${to}] for ${describe(input)}, and [${met.join(', ')}] for another input`
      invalid('into.range', got, 'ranges of which no two have an element in common')
    }
    this.#taken.splice(at, 0, span)
  }

  /** How many parts begin before. */
  #placeOf(from: number): number {
    let [low, high] = [0, this.#taken.length]
    // most come in their order
    if ((this.#taken.at(-1)?.[0] ?? -1) < from) return high
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#taken[middle] as Span)[0] < from) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Where tasks come from: any iterable or async iterable, read no further than workers can take. */
import { describe } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'

export type Inputs<Input> = Iterable<Input> | AsyncIterable<Input>

/** Tasks by the index of their input; both lists have the same length. */
export interface Batch {
  indices: number[]
  inputs: unknown[]
}

export interface Source {
  /** How many inputs there are in all; null: nobody knows before the end. */
  readonly total: number | null
  /** Inputs that were not taken yet; null: nobody knows. */
  readonly left: number | null
  /** Whether everything was taken. */
  readonly ended: boolean
  /** What the iterable threw instead of the input of this index; it has ended then. */
  readonly failure: { index: number; error: unknown } | null
  /** What an input costs, as a share of them all, where the caller has said so; null: nobody knows. */
  share: (index: number) => number | null
  /** At most `count` inputs. None: it ended, or none are there yet, see `more`. */
  take: (count: number) => Batch
  /** Resolves when `take` gives inputs again, or has come to the end. */
  more: () => Promise<void>
  /** Tells the iterable that no more is wanted. */
  close: () => void
}

/** @throws {LanemarkError} `option-invalid` for what is not iterable */
export function sourceOf(inputs: unknown): Source {
  if (Array.isArray(inputs)) return new ListSource(inputs)
  const iterable = Object(inputs) as Partial<Iterable<unknown> & AsyncIterable<unknown>>
  const [sync, async] = [iterable[Symbol.iterator], iterable[Symbol.asyncIterator]]
  if (typeof async === 'function') return new AsyncSource(async.call(iterable))
  if (typeof sync === 'function') return new IteratorSource(sync.call(iterable), sizeOf(iterable))
  const allowed = 'an array, or another iterable or async iterable'
  const got = describe(inputs)
  throw new LanemarkError({ code: 'option-invalid', option: 'inputs', got, allowed })
}

/** As far as it tells, as a Set, a Map or a typed array does. */
function sizeOf(iterable: object): number | null {
  const { size, length } = iterable as { size?: unknown; length?: unknown }
  return ([size, length].find((value) => Number.isSafeInteger(value)) as number | undefined) ?? null
}

/** All inputs in one list. */
export class ListSource implements Source {
  readonly total: number
  readonly failure: Source['failure']
  readonly #list: readonly unknown[]
  readonly #order: readonly number[] | null
  readonly #shares: readonly number[] | null
  #at = 0

  /**
   * @param order the indices, in the order in which the inputs are taken; null: their own
   * @param shares of all costs, by index; null: nobody knows
   * @param failure of the iterable from which the list was read
   */
  constructor(
    list: readonly unknown[],
    order: readonly number[] | null = null,
    shares: readonly number[] | null = null,
    failure: Source['failure'] = null,
  ) {
    this.#list = list
    this.#order = order
    this.#shares = shares
    this.failure = failure
    this.total = list.length
  }

  share(index: number): number | null {
    return this.#shares?.[index] ?? null
  }

  get left(): number {
    return this.total - this.#at
  }

  get ended(): boolean {
    return this.left === 0
  }

  take(count: number): Batch {
    const from = this.#at
    const end = Math.min(this.total, from + count)
    this.#at = end
    const order = this.#order?.slice(from, end)
    if (order !== undefined) {
      return { indices: order, inputs: order.map((index) => this.#list[index]) }
    }
    // of its full length at once, for a chunk may have many thousands
    const indices = Array<number>(end - from)
    for (let position = 0; position < indices.length; position += 1) {
      indices[position] = from + position
    }
    return { indices, inputs: this.#list.slice(from, end) }
  }

  async more(): Promise<void> {
    // a list has all its inputs
  }

  close(): void {
    this.#at = this.total
  }
}

class IteratorSource implements Source {
  readonly total: number | null
  failure: Source['failure'] = null
  ended = false
  readonly #iterator: Iterator<unknown>
  #at = 0

  constructor(iterator: Iterator<unknown>, total: number | null) {
    this.#iterator = iterator
    this.total = total
  }

  get left(): number | null {
    if (this.ended) return 0
    return this.total === null ? null : Math.max(0, this.total - this.#at)
  }

  take(count: number): Batch {
    const batch: Batch = { indices: [], inputs: [] }
    try {
      while (!this.ended && batch.inputs.length < count) {
        const { done, value } = this.#iterator.next()
        if (done === true) {
          this.ended = true
        } else {
          batch.inputs.push(value)
          batch.indices.push(this.#at)
          this.#at += 1
        }
      }
    } catch (error) {
      this.ended = true
      this.failure = { index: this.#at, error }
    }
    return batch
  }

  share(): null {
    return null
  }

  async more(): Promise<void> {
    // what is to come, an iterator gives at once
  }

  close(): void {
    if (!this.ended) this.#iterator.return?.()
    this.ended = true
  }
}

/** Inputs that are read ahead at most; so many wait here while workers are busy. */
const AHEAD = 1000

class AsyncSource implements Source {
  readonly total = null
  failure: Source['failure'] = null
  readonly #iterator: AsyncIterator<unknown>
  readonly #read: unknown[] = []
  #taken = 0
  #exhausted = false
  #reading: Promise<void> | null = null

  constructor(iterator: AsyncIterator<unknown>) {
    this.#iterator = iterator
  }

  get left(): number | null {
    return this.ended ? 0 : null
  }

  get ended(): boolean {
    return this.#exhausted && this.#read.length === 0
  }

  share(): null {
    return null
  }

  take(count: number): Batch {
    const inputs = this.#read.splice(0, count)
    const indices = inputs.map((_, index) => this.#taken + index)
    this.#taken += inputs.length
    void this.#readAhead()
    return { indices, inputs }
  }

  async more(): Promise<void> {
    while (!this.#exhausted && this.#read.length === 0) await this.#readAhead()
  }

  /** Resolves with the next input; goes on reading for as long as those come at once. */
  #readAhead(): Promise<void> {
    if (this.#exhausted || this.#read.length >= AHEAD) return Promise.resolve()
    this.#reading ??= this.#next().finally(() => {
      this.#reading = null
      void this.#readAhead()
    })
    return this.#reading
  }

  async #next(): Promise<void> {
    try {
      const { done, value } = await this.#iterator.next()
      if (done === true) this.#exhausted = true
      else if (!this.#exhausted) this.#read.push(value)
    } catch (error) {
      this.#exhausted = true
      this.failure = { index: this.#taken + this.#read.length, error }
    }
  }

  close(): void {
    if (!this.#exhausted) {
      this.#exhausted = true
      // it may be in the middle of a wait that nobody waits for any longer
      this.#iterator.return?.().catch(() => undefined)
    }
    this.#read.length = 0
  }
}

/** Outcomes for a reader who takes them as they come, and who holds everything up when he is slow. */
import type { Sink } from './work.ts'

/** Outcomes that may wait for the reader before no further task starts. */
const MOST_WAITING = 4096

/** What a stream yields: the result, or with `settle` the outcome. */
export type Item =
  | { index: number; result: unknown }
  | ({ index: number } & PromiseSettledResult<unknown>)

export class OutcomeQueue implements Sink {
  /** Half of what may wait: the reader then has something to do while the rest is on its way. */
  readonly most = MOST_WAITING / 2
  readonly #settle: boolean
  #waiting: Item[] = []
  #end: { error: unknown } | 'finished' | null = null
  #reader = Promise.withResolvers<void>()
  #writer: PromiseWithResolvers<void> | null = null

  constructor({ settle }: { settle: boolean }) {
    this.#settle = settle
  }

  done(index: number, result: unknown): void {
    this.#push(this.#settle ? { index, status: 'fulfilled', value: result } : { index, result })
  }

  failed(index: number, reason: unknown): void {
    this.#push({ index, status: 'rejected', reason })
  }

  room(): Promise<void> | null {
    if (this.#waiting.length < MOST_WAITING) return null
    this.#writer ??= Promise.withResolvers<void>()
    return this.#writer.promise
  }

  #push(item: Item): void {
    this.#waiting.push(item)
    this.#reader.resolve()
  }

  /** No more will come: all is done, or it failed. */
  end(failure: { error: unknown } | null): void {
    this.#end = failure ?? 'finished'
    this.#reader.resolve()
  }

  /** @throws what `end` was given, after all outcomes before it */
  async *read(): AsyncGenerator<Item, void, undefined> {
    for (;;) {
      await this.#reader.promise
      this.#reader = Promise.withResolvers<void>()
      const items = this.#waiting
      this.#waiting = []
      yield* items
      this.#writer?.resolve()
      this.#writer = null
      if (this.#waiting.length > 0) this.#reader.resolve()
      else if (this.#end === 'finished') return
      else if (this.#end !== null) throw this.#end.error
    }
  }
}

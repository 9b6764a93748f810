/** A source with tasks in front of it that were taken before and came back without an outcome. */
import type { Batch, Source } from './source.ts'

export class Resumed implements Source {
  readonly total: number | null
  readonly #source: Source
  readonly #again: Batch

  constructor({ indices, inputs }: Batch, source: Source) {
    this.#again = { indices: [...indices], inputs: [...inputs] }
    this.#source = source
    this.total = source.total
  }

  get failure(): Source['failure'] {
    return this.#source.failure
  }

  get left(): number | null {
    const { left } = this.#source
    return left === null ? null : left + this.#again.inputs.length
  }

  get ended(): boolean {
    return this.#source.ended && this.#again.inputs.length === 0
  }

  share(index: number): number | null {
    return this.#source.share(index)
  }

  take(count: number): Batch {
    const { indices, inputs } = this.#again
    if (inputs.length === 0) return this.#source.take(count)
    const [own, at] = [inputs.splice(0, count), indices.splice(0, count)]
    if (own.length === count) return { indices: at, inputs: own }
    const more = this.#source.take(count - own.length)
    return { indices: [...at, ...more.indices], inputs: [...own, ...more.inputs] }
  }

  async more(): Promise<void> {
    if (this.#again.inputs.length === 0) await this.#source.more()
  }

  close(): void {
    this.#again.indices.length = 0
    this.#again.inputs.length = 0
    this.#source.close()
  }
}

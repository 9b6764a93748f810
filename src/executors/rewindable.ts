/** A source to which can be given back all that was taken from it, until it is told to forget that. */
import type { Batch, Source } from './source.ts'

export class Rewindable implements Source {
  readonly total: number | null
  readonly #source: Source
  /** What was taken; null: nobody will ask for it. */
  #taken: Batch | null = { indices: [], inputs: [] }
  /** What was given back. */
  #again: Batch = { indices: [], inputs: [] }

  constructor(source: Source) {
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
    const again = this.#again.inputs.length > 0
    const batch = again ? cutFrom(this.#again, count) : this.#source.take(count)
    if (this.#taken !== null) append(this.#taken, batch)
    return batch
  }

  async more(): Promise<void> {
    if (this.#again.inputs.length === 0) await this.#source.more()
  }

  forget(): void {
    this.#taken = null
  }

  /** @param told inputs that have an outcome, and are not given again */
  rewind(told: ReadonlySet<number>): void {
    if (this.#taken === null) throw new Error('what was taken is forgotten')
    append(this.#taken, this.#again)
    const { indices, inputs } = this.#taken
    const stays = (_: unknown, position: number): boolean => !told.has(indices[position]!)
    this.#again = { indices: indices.filter(stays), inputs: inputs.filter(stays) }
    this.#taken = null
  }

  close(): void {
    this.#again = { indices: [], inputs: [] }
    this.#source.close()
  }
}

const cutFrom = ({ indices, inputs }: Batch, count: number): Batch => ({
  indices: indices.splice(0, count),
  inputs: inputs.splice(0, count),
})

function append(to: Batch, { indices, inputs }: Batch): void {
  for (const index of indices) to.indices.push(index)
  for (const input of inputs) to.inputs.push(input)
}

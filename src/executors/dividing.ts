/**
 * Whether work is divided, and when. Nobody but the workers has loaded the kernel, so it is they who
 * say that its calls divide, instead of running the first ones; then they are taken back, and divided.
 */
import type { KernelRef } from '../model.ts'
import { invalid } from '../pool-options.ts'
import { loadKernel } from '../worker/loaded-kernel.ts'
import type { Division } from '../worker/loaded-kernel.ts'
import { inParts } from './divided.ts'
import type { PartsOf } from './divided.ts'
import { HandedBack, keyOf } from './job.ts'
import { partsFor } from './part-count.ts'
import { Resumed } from './resumed.ts'
import type { Source } from './source.ts'
import type { Work } from './work.ts'

/** What a pool has for its work. */
export interface Hands {
  workers: number
  /** Ms that a task of the kernel took lately; null: not known yet. */
  pace: (kernel: KernelRef) => number | null
  /** Runs work whose tasks are as they are. */
  perform: (work: Work) => Promise<void>
}

/** The kernels of a pool, as far as it is known how their calls divide. */
export class Divisions {
  readonly #known = new Map<string, { division: Division | null; parts: number }>()

  /** @throws {LanemarkError} `division-failed`, `option-invalid`, and those of `loadKernel` */
  async work(work: Work, hands: Hands): Promise<void> {
    const { kernel, divide } = work
    const perform = (tasks: Work): Promise<void> => hands.perform({ ...tasks, divide: false })
    if (divide === false) return await perform(work)
    if (typeof divide === 'number') {
      const division = divisionIn(await this.#ask(kernel), divide)
      return await inParts(work, division, () => divide, perform)
    }
    const known = this.#known.get(keyOf(kernel))
    if (known === undefined) return await this.#find(work, hands)
    if (known.division === null) return await perform(work)
    const parts: PartsOf = (source, index) => this.#parts(kernel, source, index, hands)
    await inParts(work, known.division, parts, perform)
  }

  async #find(work: Work, hands: Hands): Promise<void> {
    const { kernel } = work
    const answered = (): void => {
      this.#known.set(keyOf(kernel), { division: null, parts: 1 })
    }
    try {
      await hands.perform({ ...work, answered })
    } catch (error) {
      if (!(error instanceof HandedBack) || error.why !== 'divides') throw error
      await this.#ask(kernel)
      await this.work({ ...work, source: new Resumed(error.tasks, work.source) }, hands)
    }
  }

  async #ask(kernel: KernelRef): Promise<Division | null> {
    const { division } = await loadKernel(kernel)
    this.#known.set(keyOf(kernel), { division, parts: 1 })
    return division
  }

  #parts(kernel: KernelRef, source: Source, index: number, { workers, pace }: Hands): number {
    const known = this.#known.get(keyOf(kernel))
    const task = pace(kernel)
    const parts = partsFor({
      workers,
      left: source.left === null ? null : source.left + 1,
      share: source.share(index),
      time: task === null ? null : task * (known?.parts ?? 1),
    })
    if (known !== undefined) known.parts = parts
    return parts
  }
}

/** @throws {LanemarkError} `option-invalid` */
export function divisionIn(division: Division | null, parts: number): Division {
  const allowed =
    'for kernels whose module exports `split(input, parts)` and `merge` beside them, and no other function'
  return division ?? invalid('divide', String(parts), allowed)
}

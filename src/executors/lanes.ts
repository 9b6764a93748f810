/** Numbers a pool's workers from 0, so that each one has a lane in traces and pictures. */
import type { WorkerId } from '../model.ts'

export class Lanes {
  readonly #size: number
  /** In the order of their last use. */
  readonly #lanes = new Map<string, number>()

  constructor(size: number) {
    this.#size = size
  }

  /** The worker's lane; a worker that is new takes over from the one seen longest ago. */
  of({ pid, threadId }: WorkerId): number {
    const key = `${pid}/${threadId}`
    const lane = this.#lanes.get(key) ?? this.#vacate()
    this.#lanes.delete(key)
    this.#lanes.set(key, lane)
    return lane
  }

  #vacate(): number {
    if (this.#lanes.size < this.#size) return this.#lanes.size
    const [oldest] = this.#lanes
    if (oldest === undefined) return 0
    this.#lanes.delete(oldest[0])
    return oldest[1]
  }
}

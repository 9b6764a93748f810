/** Readings of the machine's capacity in the course of a comparison. */
import type { CapacityProbe } from '../model.ts'
import type { CapacityMeter } from './capacity-meter.ts'

/** A reading is used for so long, ms. */
const FRESH = 1000

export class Probes {
  readonly all: CapacityProbe[] = []
  /** Readings that were replaced by later ones. */
  putOff = 0
  readonly #meter: CapacityMeter
  #last = -Infinity
  #round = -1

  constructor(meter: CapacityMeter) {
    this.#meter = meter
  }

  /** Threads that each reading spins at once. */
  get workers(): number {
    return this.#meter.workers
  }

  /**
   * Reads when a round begins, and before a turn when the last reading is old.
   *
   * @returns whether it was the round's first
   */
  async take(round: number, before: string): Promise<boolean> {
    const fresh = performance.now() - this.#last < FRESH
    const isFirst = round !== this.#round
    if (!isFirst && fresh) return false
    this.all.push({ round, before, ...(await this.#meter.measure()) })
    this.#round = round
    this.#last = performance.now()
    return isFirst
  }

  /** Reads again in place of the last reading, for what was to come after it has not begun. */
  async again(): Promise<void> {
    const last = this.all.pop()
    if (last === undefined) return
    this.putOff += 1
    this.all.push({ ...last, ...(await this.#meter.measure()) })
    this.#last = performance.now()
  }

  /** Drops what was read during a pass that does not count. */
  forget(): void {
    this.all.length = 0
    this.putOff = 0
    this.#round = -1
  }
}

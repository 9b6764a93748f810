/** Readings of the machine's capacity in the course of a comparison. */
import type { CapacityProbe } from '../model.ts'
import type { CapacityMeter } from './capacity-meter.ts'

/** A reading is used for so long, ms. */
const FRESH = 1000

export class Probes {
  readonly all: CapacityProbe[] = []
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

  /** Reads when a round begins, and before a turn when the last reading is old. */
  async take(round: number, before: string): Promise<void> {
    const fresh = performance.now() - this.#last < FRESH
    if (round === this.#round && fresh) return
    this.all.push({ round, before, ...(await this.#meter.measure()) })
    this.#round = round
    this.#last = performance.now()
  }

  /** Drops what was read during a pass that does not count. */
  forget(): void {
    this.all.length = 0
    this.#round = -1
  }
}

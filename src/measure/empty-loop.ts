/** The loop that calls are timed in, without a function: what it takes is taken off. */
import type { Clock, Estimate } from '../model.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import { batchRule, callsFor, grown } from './batch.ts'
import type { BatchRule } from './batch.ts'
import type { Now } from './clock.ts'
import { syncLoop } from './loop.ts'

/** Readings until the loop is surely compiled, and its batch as long as it should be. */
const WARMING = 50

export class EmptyLoop {
  readonly #loop = syncLoop(() => undefined)
  readonly #now: Now
  readonly #clock: Clock
  readonly #rule: BatchRule
  readonly #readings: number[] = []
  #batch = 1

  constructor(now: Now, clock: Clock) {
    this.#now = now
    this.#clock = clock
    this.#rule = batchRule(clock)
    for (let reading = 0; reading < WARMING; reading += 1) this.#read()
  }

  /** Times one batch, beside the functions' own. */
  read(): void {
    this.#readings.push(this.#read())
  }

  /** One turn of the loop, ms; null where it was never read. */
  get estimate(): Estimate | null {
    return this.#readings.length === 0 ? null : medianEstimate(this.#readings)
  }

  #read(): number {
    const calls = this.#batch
    const begun = this.#now()
    this.#loop(calls)
    const elapsed = this.#now() - begun
    const duration = (elapsed - this.#clock.cost) / calls
    this.#batch = Math.max(grown(calls, elapsed, this.#rule), callsFor(duration, this.#rule))
    return duration
  }
}

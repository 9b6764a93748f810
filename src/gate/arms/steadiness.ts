/**
 * Whether a function has warmed up: it goes by the function's own last calls, each arm for itself, and
 * so knows nothing of the difference between arms. Pure.
 */
import { median } from '../../stats/quantile.ts'

/** A window is this share of the shortest warm-up, and has so many durations at least. */
const SHARE = 1 / 4
const LEAST = 3
/** It is warm when so many windows in a row are not quicker than the one before, by more than this. */
const STEADY = 2
const QUICKER = 0.01
/** The longest warm-up, in shortest ones. */
const MOST = 5

/** Gathers what calls took while a function warms up. */
export class Steadiness {
  readonly #shortest: number
  #spent = 0
  #window: number[] = []
  #within = 0
  #before: number | null = null
  #steady = 0

  /** @param shortest ms of a warm-up, at the least */
  constructor(shortest: number) {
    this.#shortest = shortest
  }

  /**
   * @param duration ms a call
   * @param took ms of all calls that were timed together
   */
  add(duration: number, took: number): void {
    this.#spent += took
    this.#within += took
    this.#window.push(duration)
    if (this.#within < SHARE * this.#shortest || this.#window.length < LEAST) return
    const typical = median(this.#window)
    const quicker = this.#before !== null && typical < this.#before * (1 - QUICKER)
    this.#steady = this.#before === null || quicker ? 0 : this.#steady + 1
    this.#before = typical
    this.#window = []
    this.#within = 0
  }

  /**
   * Enough: after the shortest time it is steady, or calls take so long that it cannot be told; or the
   * longest time is over.
   *
   * @param elapsed ms since the first call
   */
  enough(elapsed: number): boolean {
    const spent = Math.max(this.#spent, elapsed)
    if (spent < this.#shortest) return false
    const tellable = this.#before !== null || this.#window.length >= LEAST
    return !tellable || this.#steady >= STEADY || spent >= MOST * this.#shortest
  }
}

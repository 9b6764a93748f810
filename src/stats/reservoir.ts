import type { Random } from './random.ts'

/**
 * A random sample of all values that were ever added, each equally likely to be in it: Algorithm R
 * (Waterman; Vitter, "Random sampling with a reservoir", ACM TOMS 1985). Memory does not grow with
 * the number of values.
 */
export class Reservoir {
  readonly #limit: number
  readonly #random: Random
  readonly #kept: number[] = []
  #count = 0
  #least = Infinity
  #most = -Infinity

  /**
   * @param limit how many values are kept at most, at least 1; infinity keeps all
   * @throws {RangeError} for a limit below 1
   */
  constructor(limit: number, random: Random) {
    if (!(limit >= 1)) throw new RangeError(`a sample has room for 1 or more values, got ${limit}`)
    this.#limit = limit
    this.#random = random
  }

  add(value: number): void {
    this.#count += 1
    this.#least = Math.min(this.#least, value)
    this.#most = Math.max(this.#most, value)
    if (this.#kept.length < this.#limit) {
      this.#kept.push(value)
      return
    }
    const place = this.#random.below(this.#count)
    if (place < this.#limit) this.#kept[place] = value
  }

  /** The sample, in no particular order. */
  get kept(): readonly number[] {
    return this.#kept
  }

  /** How many values were added. */
  get count(): number {
    return this.#count
  }

  /** The smallest of all values, kept or not; infinity where there was none. */
  get least(): number {
    return this.#least
  }

  /** The largest of all values, kept or not; minus infinity where there was none. */
  get most(): number {
    return this.#most
  }
}

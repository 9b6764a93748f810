/** Rings when nothing has been heard for a while. It keeps no program alive. */

/** What a timer can wait for, ms. */
const LONGEST = 2 ** 31 - 1

export class Alarm {
  #heard = 0
  #timer: NodeJS.Timeout | undefined

  /** There was a sign of life. */
  hear(): void {
    this.#heard = performance.now()
  }

  /** From now on, `ring` is called once when nothing was heard for `limit` ms. */
  set(limit: number, ring: () => void): void {
    const look = (): void => {
      const left = this.#heard + limit - performance.now()
      if (left <= 0) ring()
      else this.#timer = setTimeout(look, Math.min(left, LONGEST)).unref()
    }
    this.hear()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(look, Math.min(limit, LONGEST)).unref()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}

/** Who may run beside whom: chunks side by side, but for those that ask to be alone. */

export class Turnstile {
  #inside = 0
  #isAlone = false
  /** Those that wait, in the order in which they came. */
  readonly #waiting: { alone: boolean; enter: () => void }[] = []

  /** Resolves when it may run, with what is to be called at its end. */
  async enter({ alone }: { alone: boolean }): Promise<() => void> {
    const turn = Promise.withResolvers<void>()
    this.#waiting.push({ alone, enter: turn.resolve })
    this.#admit()
    await turn.promise
    return () => {
      this.#inside -= 1
      this.#isAlone = false
      this.#admit()
    }
  }

  /** Nobody overtakes one that waits to be alone: it would wait for ever. */
  #admit(): void {
    for (;;) {
      const [next] = this.#waiting
      if (next === undefined || this.#isAlone || (next.alone && this.#inside > 0)) return
      this.#waiting.shift()
      this.#inside += 1
      this.#isAlone = next.alone
      next.enter()
    }
  }
}

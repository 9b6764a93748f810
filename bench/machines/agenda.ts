/** What is to happen, in the order of its time: a binary heap. */
type Happening = (at: number) => void

export class Agenda {
  readonly #times: number[] = []
  readonly #happenings: Happening[] = []

  add(at: number, happening: Happening): void {
    let place = this.#times.push(at) - 1
    this.#happenings.push(happening)
    while (place > 0) {
      const parent = (place - 1) >> 1
      if ((this.#times[parent] as number) <= at) break
      this.#swap(place, parent)
      place = parent
    }
  }

  /** Lets the earliest one happen; returns whether there was one. */
  next(): boolean {
    const [at, happening] = [this.#times[0], this.#happenings[0]]
    if (at === undefined || happening === undefined) return false
    this.#swap(0, this.#times.length - 1)
    this.#times.pop()
    this.#happenings.pop()
    this.#sink()
    happening(at)
    return true
  }

  #sink(): void {
    let place = 0
    for (;;) {
      const [left, right] = [2 * place + 1, 2 * place + 2]
      let least = place
      if (this.#timeOf(left) < this.#timeOf(least)) least = left
      if (this.#timeOf(right) < this.#timeOf(least)) least = right
      if (least === place) return
      this.#swap(place, least)
      place = least
    }
  }

  #timeOf(place: number): number {
    return this.#times[place] ?? Infinity
  }

  #swap(one: number, other: number): void {
    const [time, happening] = [this.#times[one], this.#happenings[one]]
    this.#times[one] = this.#times[other] as number
    this.#happenings[one] = this.#happenings[other] as Happening
    this.#times[other] = time as number
    this.#happenings[other] = happening as Happening
  }
}

/**
 * Turn-taking: several loops run at the same time, but only the one whose turn it is works. In a
 * round every loop has one turn, in an order drawn anew, so that a slow moment of the machine does
 * not always meet the same one.
 */
import { shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'

export interface Turn {
  /** From 0. */
  round: number
  name: string
}

export interface TurnSettings {
  names: readonly string[]
  random: Random
  /** Awaited before each turn, outside of every measurement. */
  before: (turn: Turn) => Promise<void>
}

interface Waiting {
  grant: () => void
  refuse: (reason: unknown) => void
}

/** Loops `take` their turn, work, and `pass` it on; a loop that ends `leave`s. */
export class Turns {
  /** Per round the names in the order of their turns. */
  readonly order: string[][] = []
  readonly #settings: TurnSettings
  readonly #members: Set<string>
  readonly #waiting = new Map<string, Waiting>()
  #queue: string[] = []
  #current: Turn | null = null
  #stopped: { reason: unknown } | null = null

  constructor(settings: TurnSettings) {
    this.#settings = settings
    this.#members = new Set(settings.names)
  }

  /** Whether it is this loop's turn. */
  has(name: string): boolean {
    return this.#current?.name === name && !this.#waiting.has(name)
  }

  /** The turn under way. */
  get current(): Turn | null {
    return this.#current
  }

  /** Resolves when it is this loop's turn; rejects when the loops are stopped. */
  take(name: string): Promise<void> {
    return new Promise((grant, refuse) => {
      if (this.#stopped !== null) return refuse(this.#stopped.reason)
      this.#waiting.set(name, { grant, refuse })
      this.#advance()
    })
  }

  /** Ends this loop's turn. */
  pass(name: string): void {
    if (this.#current?.name !== name) return
    this.#current = null
    this.#advance()
  }

  /** This loop takes no further turns. */
  leave(name: string): void {
    this.#members.delete(name)
    this.#waiting.delete(name)
    if (this.#current?.name === name) this.#current = null
    this.#advance()
  }

  /** Refuses everyone who waits, now and later. */
  stop(reason: unknown): void {
    this.#stopped = { reason }
    this.#members.clear()
    // a turn that is only being prepared is nobody's; one under way is worked to its end
    if (this.#current !== null && this.#waiting.has(this.#current.name)) this.#current = null
    for (const { refuse } of this.#waiting.values()) refuse(reason)
    this.#waiting.clear()
  }

  #advance(): void {
    if (this.#current !== null || this.#members.size === 0) return
    // a round begins when nobody is still busy with the last one
    const everyoneWaits = [...this.#members].every((name) => this.#waiting.has(name))
    if (!everyoneWaits) return
    const next = this.#draw()
    this.#current = next
    this.#settings.before(next).then(
      () => this.#grant(next.name),
      (error: unknown) => this.#refuse(next.name, error),
    )
  }

  #draw(): Turn {
    this.#queue = this.#queue.filter((name) => this.#members.has(name))
    if (this.#queue.length === 0) {
      const members = this.#settings.names.filter((name) => this.#members.has(name))
      this.#queue = shuffle(members, this.#settings.random)
      this.order.push([...this.#queue])
    }
    return { round: this.order.length - 1, name: this.#queue.shift() as string }
  }

  #grant(name: string): void {
    const waiting = this.#waiting.get(name)
    this.#waiting.delete(name)
    waiting?.grant()
  }

  #refuse(name: string, error: unknown): void {
    const waiting = this.#waiting.get(name)
    this.#waiting.delete(name)
    waiting?.refuse(error)
  }
}

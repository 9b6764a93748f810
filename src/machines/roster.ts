/** The machines that run a call: who was heard of, how many workers each gives to it, and their lanes. */
import type { RemoteMachine } from '../model.ts'
import { sharesOf } from './shares.ts'
import type { Word } from './wire.ts'

type Here = Extract<Word<'notice'>, { kind: 'here' }>

interface Known {
  is: Here['is']
  lanes: number
  isThere: boolean
}

export class Roster {
  /** At most so many workers; infinity: all that there are. */
  readonly #most: number
  /** In the order in which they were heard of, also those that are gone: their lanes stay theirs. */
  readonly #known = new Map<string, Known>()
  /** Workers that run the call, by machine. */
  #shares: ReadonlyMap<string, number> = new Map()
  #workers = 0

  constructor(most: number) {
    this.#most = most
  }

  see({ machine, is, lanes }: Pick<Here, 'machine' | 'is' | 'lanes'>): void {
    const before = this.#known.get(machine)
    this.#known.set(machine, { is, lanes, isThere: true })
    if (before?.isThere !== true || before.lanes !== lanes) this.#share()
  }

  forget(machine: string): void {
    const known = this.#known.get(machine)
    if (known !== undefined) known.isThere = false
    this.#share()
  }

  #share(): void {
    const there = [...this.#known].filter(([, { isThere }]) => isThere)
    this.#shares = sharesOf(
      this.#most,
      new Map(there.map(([machine, { lanes }]) => [machine, lanes])),
    )
    this.#workers = [...this.#shares.values()].reduce((sum, share) => sum + share, 0)
  }

  /** Tasks that can run at a time. */
  get workers(): number {
    return this.#workers
  }

  /** As machines are told; null: each takes what it can. */
  get told(): Word<'beat'>['shares'] {
    if (this.#most === Infinity) return null
    return [...this.#shares].map(([machine, workers]) => ({ machine, workers }))
  }

  /** As they call themselves. */
  get machines(): RemoteMachine[] {
    return [...this.#shares].map(([machine, workers]) => {
      const { name, cores, memory } = (this.#known.get(machine) as Known).is
      return { name, cores, memory, workers }
    })
  }

  nameOf(machine: string): string {
    return this.#known.get(machine)?.is.name ?? machine
  }

  /** The first of its lanes among those of all machines. */
  firstLane(machine: string): number {
    let first = 0
    for (const [other, { lanes }] of this.#known) {
      if (other === machine) break
      first += this.#shares.get(other) ?? (this.#most === Infinity ? lanes : 0)
    }
    return first
  }
}

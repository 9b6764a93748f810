/** The machines that run a call: who was heard of, how many workers each gives to it, and their lanes. */
import type { RemoteMachine } from '../model.ts'
import { sum } from '../stats/mean.ts'
import { sharesOf } from './shares.ts'
import type { Word } from './wire.ts'

type Here = Extract<Word<'notice'>, { kind: 'here' }>

/** What is known of a machine. */
export interface Seen extends Pick<Here, 'machine' | 'is' | 'lanes'> {
  /** When it was heard of last, by `performance.now()`. */
  heard: number
}

/** Ms after which a machine that has not answered is gone. */
const SILENCE = 3500

export class Roster {
  /** At most so many workers; infinity: all that there are. */
  readonly #most: number
  /** In the order in which they were heard of, also those that are gone: their lanes stay theirs. */
  readonly #seen = new Map<string, Seen>()
  readonly #gone = new Set<string>()
  /** Workers that run the call, by machine. */
  #shares: ReadonlyMap<string, number> = new Map()
  #workers = 0

  /**
   * @param before machines of an earlier call of the same kernel. Between calls nobody asks them, so that
   * their silence says nothing: they are there until they have had time to answer.
   */
  constructor(most: number, before: readonly Seen[] = []) {
    this.#most = most
    const heard = performance.now()
    for (const one of before) this.#seen.set(one.machine, { ...one, heard })
    this.#share()
  }

  see(one: Seen): void {
    const before = this.#seen.get(one.machine)
    this.#seen.set(one.machine, one)
    const isBack = this.#gone.delete(one.machine)
    if (isBack || before?.lanes !== one.lanes) this.#share()
  }

  /** Machines that have not been heard of for too long run it no more. */
  forgetSilent(at: number): void {
    for (const { machine, heard } of this.#seen.values()) {
      if (at - heard > SILENCE) this.#gone.add(machine)
    }
    this.#share()
  }

  /** Those that run it come first, so that one that is back takes nothing from them. */
  get there(): readonly Seen[] {
    const machines = new Set([...this.#shares.keys(), ...this.#seen.keys()])
    return [...machines].flatMap((machine) =>
      this.#gone.has(machine) ? [] : (this.#seen.get(machine) ?? []),
    )
  }

  #share(): void {
    this.#shares = sharesOf(this.#most, lanesOf(this.there))
    this.#workers = sum([...this.#shares.values()])
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
      const { name, cores, memory } = (this.#seen.get(machine) as Seen).is
      return { name, cores, memory, workers }
    })
  }

  nameOf(machine: string): string {
    return this.#seen.get(machine)?.is.name ?? machine
  }

  /** The first of its lanes among those of all machines. */
  firstLane(machine: string): number {
    const lanes = this.#most === Infinity ? lanesOf(this.#seen.values()) : this.#shares
    const before = [...lanes.keys()].indexOf(machine)
    return sum([...lanes.values()].slice(0, before === -1 ? undefined : before))
  }
}

const lanesOf = (machines: Iterable<Seen>): ReadonlyMap<string, number> =>
  new Map(Array.from(machines, ({ machine, lanes }) => [machine, lanes]))

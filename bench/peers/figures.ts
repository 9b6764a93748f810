/** Makespans to estimates, over the rounds in which the cores were there. Pure. */
import type { Estimate } from '../../src/model.ts'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import type { LoadResult, Measured } from './model.ts'

/** A load's measured contenders; figures are per call, for not all ran the same number of tasks. */
export class Figures {
  readonly load: LoadResult
  readonly measured: readonly Measured[]
  /** Rounds that count; all where the cores were missing in too many, see `conclusive`. */
  readonly rounds: readonly number[]

  constructor(load: LoadResult) {
    this.load = load
    this.measured = load.contenders.filter((contender) => contender.state === 'measured')
    const all = (this.measured[0]?.makespans ?? []).map((_, round) => round)
    this.rounds = load.capacity.counted ?? all
  }

  /** Whether the machine delivered its cores in enough rounds. */
  get conclusive(): boolean {
    return this.load.capacity.counted !== null
  }

  find(name: string): Measured | null {
    return this.measured.find((contender) => contender.name === name) ?? null
  }

  get baseline(): Measured | null {
    return this.measured.find(({ role }) => role === 'baseline') ?? null
  }

  /** Ours of the same kind: what a contender competes with. */
  oursFor({ kind }: { kind: Measured['kind'] }): Measured | null {
    return this.measured.find((other) => other.role === 'ours' && other.kind === kind) ?? null
  }

  /** Those that ours competes with; a serial one with the plain loop. */
  rivalsOf(ours: Measured): Measured[] {
    return this.measured.filter(({ kind, role }) => kind === ours.kind && role !== 'ours')
  }

  /** Ms a call. */
  call(contender: Measured): Estimate {
    return medianEstimate(this.#calls(contender))
  }

  /** How many times the throughput of the other it has: above 1 it is faster. */
  throughput(contender: Measured, other: Measured): Estimate {
    return pairedRatio(this.#calls(other), this.#calls(contender))
  }

  /** Ms a call that it takes more than the other. */
  added(contender: Measured, other: Measured): Estimate {
    const others = this.#calls(other)
    return medianEstimate(this.#calls(contender).map((call, round) => call - others[round]!))
  }

  /** The shortest makespan that the tasks allow / its own; null where there is no bound. */
  attained(contender: Measured): Estimate | null {
    const { least, tasks } = this.load
    if (least === null || contender.tasks < tasks) return null
    const pick = (values: readonly number[]) => this.rounds.map((round) => values[round]!)
    return pairedRatio(pick(least), pick(contender.makespans))
  }

  #calls({ makespans, tasks }: Measured): number[] {
    return this.rounds.map((round) => makespans[round]! / tasks)
  }
}

/** Whether a ratio is above 1 by more than its interval. */
export const surelyAbove = ({ interval }: Estimate): boolean =>
  interval !== null && interval.low > 1

export interface Lead {
  rival: Measured
  ours: Measured
  /** The rival's throughput over ours. */
  by: Estimate
}

/** Rivals that are ahead of ours of their kind by more than the interval, the furthest first. */
export function leads(figures: Figures): Lead[] {
  return figures.measured
    .filter(({ role }) => role === 'ours')
    .flatMap((ours) =>
      figures
        .rivalsOf(ours)
        .map((rival) => ({ rival, ours, by: figures.throughput(rival, ours) }))
        .filter(({ by }) => surelyAbove(by)),
    )
    .toSorted((one, other) => other.by.value - one.by.value)
}

/** What a comparison needs of its surroundings: a name, a seed, and somebody who runs the rounds. */
import type { CapacityMeter } from '../measure/capacity-meter.ts'
import type { Progress } from '../measure/channel.ts'
import type { Plan } from '../measure/plan.ts'

export interface Host {
  /** Name of the comparison. */
  name: string
  seed: number
  /** The kernel's module as the report names it. */
  nameModule: (url: string) => string
  signal: AbortSignal
  /** Ms that are left of the test's own time limit; infinity without one. */
  timeLeft: () => number
  progress: (progress: Progress) => Promise<void>
  /** Opens what reads the machine's capacity, with so many threads. */
  openMeter: (workers: number) => Promise<CapacityMeter>
  /** Runs the cases' functions in turns, round by round, and tells when each phase begins. */
  rounds: (cases: readonly RoundCase[], settings: RoundSettings, plan: Plan) => Promise<void>
}

export interface RoundCase {
  label: string
  /** Called when a phase begins. */
  begin: (phase: 'warmup' | 'run') => void
  /** Runs all tasks once; resolves to the makespan, ms. */
  run: () => Promise<number>
}

export interface RoundSettings {
  /** At most: the plan is asked after each one whether there is another. */
  rounds: number
  /** Ms of warm-up for each case; 0: the first round is counted already. */
  warmup: number
}

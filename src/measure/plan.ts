/**
 * How a comparison of modes speaks to the provider. Vitest hands the run options of
 * `bench.compare()` to the provider as they are, so a private key carries what tinybench's options
 * have no words for.
 */
import type { Interleaved } from './interleave.ts'
import type { Turn } from './turns.ts'

const key = Symbol.for('lanemark.plan')

export interface Plan {
  seed: number
  /** Awaited before each counted turn. */
  before: (turn: Turn) => Promise<void>
  /** Asked after each counted round: whether there is another. */
  goesOn: () => boolean
  /** Told what was measured. */
  measured: (outcome: Interleaved) => void
}

export const withPlan = <Options extends object>(options: Options, plan: Plan): Options => ({
  ...options,
  [key]: plan,
})

export const planOf = (options: object | undefined): Plan | undefined =>
  options !== undefined && key in options ? (options[key] as Plan) : undefined

/** How other tools decide whether head is slower than base: what they are given and what they say. */
import type { Random } from '../../src/stats/random.ts'

/**
 * One side's measurements: for every process the durations of a call in each of its slices, ms. The
 * processes ran one after another, and both sides did not run at the same time.
 */
export type Runs = readonly (readonly number[])[]

export type Call = 'slower' | 'faster' | 'same'

export interface OtherRule {
  /** As it stands in the table. */
  name: string
  /** Processes of each side that it is given. */
  runs: number
  /** What it does with them, a sentence without a full stop. */
  does: string
  /** Where its definition is from. */
  source: string
  /** @param random for rules that resample */
  call: (base: Runs, head: Runs, random: Random) => Call
}

/** All slices of all processes as one sample. */
export const pooled = (runs: Runs): number[] => runs.flat()

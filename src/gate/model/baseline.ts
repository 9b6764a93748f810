/**
 * A stored baseline as plain data: what `lanemark baseline save` writes, and what a gate makes of
 * it. Unlike base and head of an ordinary gate, stored and fresh values were not measured at the
 * same time, so they are two samples and not pairs.
 */
import type { BlockCount, GateRules, Metric, Presence, Result } from './facts.ts'

export const BASELINE_SCHEMA = 'lanemark/baseline@1'

/** What must agree before figures of two runs may be held against each other. */
export interface Fingerprint {
  /** The processor's model, as the system names it. */
  cpu: string
  /** Cores available to the process, the control group's quota included; may be fractional. */
  cores: number
  arch: string
  /** The operating system's name and its release: `Linux`, `6.8.0-45-generic`. */
  os: string
  release: string
  /** With its `v`. */
  node: string
  /** `process.execArgv` and the words of NODE_OPTIONS. */
  flags: string[]
  vitest: string
  lanemark: string
  /** How much is measured in a block. */
  pace: string
}

/** One field in which two fingerprints differ, both as text. */
export interface Difference {
  field: keyof Fingerprint
  stored: string
  here: string
}

/** The surroundings of one block. */
export interface BlockFacts {
  /** Ms, start-up included. */
  took: number
  /** Cores' worth of work that the machine delivered just before, and of how many. */
  capacity: { delivered: number; of: number }
  /** Share of all cores' time that the host took meanwhile; null where the system does not say. */
  stolen: number | null
  /** Ms of a fixed computation just before and after: median, and median absolute deviation. */
  calibration: { median: number; spread: number }
}

/** One figure: where it comes from, and a value for each block. */
export interface StoredFigure {
  id: string
  unit: string
  group: number
  /** The function, or the mode. */
  name: string
  metric: Metric
  /**
   * Medians over a block's rounds: ms a call, or the speedup over serial; null where the block does
   * not count, for a process crashed or the machine was not there.
   */
  values: (number | null)[]
}

/** Digests of what a benchmark returned. */
export interface StoredDigests {
  unit: string
  group: number
  /** By function; null where it returned nothing, or not the same twice. */
  functions: { name: string; digest: string | null }[]
}

/** Digests of the tasks' results that a comparison of modes checked. */
export interface StoredResults {
  unit: string
  digests: string[]
}

export interface Baseline {
  schema: typeof BASELINE_SCHEMA
  /** Makes it again, seed included. */
  command: string
  seed: number
  /** ISO 8601, UTC. */
  date: string
  /** The working tree's commit; null before the first one. */
  commit: string | null
  /** Whether anything differed from the commit. */
  dirty: boolean
  fingerprint: Fingerprint
  blocks: BlockFacts[]
  figures: StoredFigure[]
  digests: StoredDigests[]
  results: StoredResults[]
}

/** Fewest and most blocks of one run. */
export interface BlockLimits {
  least: number
  most: number
}

/** The rules as far as they matter where there are no stages. */
export type StoredRules = Pick<
  GateRules,
  'margin' | 'alpha' | 'confidence' | 'drop' | 'detectable'
> & { blocks: BlockLimits }

/** All that is known about one figure that is judged. */
export interface StoredEntry {
  id: string
  unit: string
  metric: Metric
  /** `both`: it is in the baseline and ran on head. */
  presence: Presence
  /** Duration of its unit in one block, ms; start-up is apart. */
  cost: number
  /** Values of the blocks that count: ms a call, or the speedup over serial. */
  base: number[]
  head: number[]
  /** Head's blocks that do not count. */
  dropped: BlockCount['dropped']
  /** Whether it was measured at all; false where the budget had no room. */
  measured: boolean
}

/** The fixed computation here against then: a ratio above 1 when this machine is slower now. */
export interface Drift {
  ratio: number
  /** Two-sided p of "as fast as then". */
  p: number
  stored: number
  head: number
}

/** One figure's values on the log scale, above when WORSE: speedups are upside down. */
export interface Samples {
  base: number[]
  head: number[]
}

export interface StoredDecision {
  rules: StoredRules
  /** In the order of the entries. */
  results: Result[]
  /** How many were tested: the size of Holm's family. */
  tests: number
}

/** The machine: what it is, and which cores it delivered. */

/** What a machine delivered at one moment. */
export interface CapacityProbe {
  /** Round, from 0, and the case before whose turn it was taken; null: before the round. */
  round: number
  before: string | null
  /** Cores' worth of work delivered to `workers` spinning threads: `workers * t1 / tW`. */
  capacity: number
  /** How fast a thread computed beside the others while it had a core, as a share of alone. */
  pace: number
}

export interface Capacity {
  /** Threads that the probe spun at once. */
  workers: number
  /** Share of its speed alone that the machine leaves a thread when all compute; 1 is all of it. */
  pace: number
  /** Below this a round counts as short of capacity. */
  threshold: number
  probes: CapacityProbe[]
  /** Rounds, from 0, whose median reading was below the threshold. */
  shortRounds: number[]
  /**
   * Rounds, from 0, on which all figures rest: those that were not short. Null when these are too
   * few: then all rounds count, and there is no verdict.
   */
  counted: number[] | null
  /** Median of all probes. */
  median: number
  /** Readings that were short before a round began, which then waited for a better one. */
  putOff: number
}

/** Which machine and software wrote a report. */
export interface Environment {
  cpu: string
  cores: number
  /** CPU quota of the control group in cores; null when there is none. */
  quota: number | null
  os: string
  node: string
  v8: string
  vitest: string
  lanemark: string
  /** ISO 8601, UTC. */
  date: string
}

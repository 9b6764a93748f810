/** Functions of a plain `bench()`. */
import type { Estimate } from './estimate.ts'

/** The clock that timed calls, as it was found where they were timed. */
export interface Clock {
  name: string
  /** The smallest step it shows, ms. */
  resolution: number
  /** What one reading takes, ms. */
  cost: number
}

/** Functions of a plain `bench()` or `bench.compare()`, measured in slices that take turns. */
export interface BenchGroup {
  name: string
  seed: number
  rounds: number
  /** What all figures rest on: a sample is the mean time of the calls of one batch, see `batch`. */
  sample: 'mean of a batch'
  clock: Clock
  /** One turn of an empty loop, ms, taken off what was timed in one; null where nothing was. */
  loop: Estimate | null
  tasks: BenchTask[]
}

export interface BenchTask {
  name: string
  latency: Latency
  /** This / the fastest of the group, round by round; null for the fastest and for single ones. */
  ratio: Estimate | null
  /** Calls that were measured. */
  calls: number
  samples: number
  /** Calls of a sample, timed together; the mean, as batches grow while a function is compiled. */
  batch: number
  /** Median time of a call in each of its turns, ms: what the median and the ratio rest on. */
  turns: number[]
  /** Share of its turns that went into collecting garbage; null where Node does not tell. */
  garbage: number | null
  /** Bytes that a call allocates; null where that was not asked for, or cannot be told. */
  bytes: Estimate | null
  /** Ms of real time after which it was ended short of what was asked for; null where it was not. */
  ended: number | null
}

/** What a call takes, ms, without the loop around it and the clock's share. */
export type Latency =
  | {
      state: 'told'
      /** Median over the turns; its interval holds the clock's grain and the loop's uncertainty. */
      median: Estimate
      /** Mean of all calls. */
      mean: number
    }
  /** At most so much: it cannot be told from a loop without the function, or from the clock. */
  | { state: 'under'; limit: number; against: 'loop' | 'clock' }

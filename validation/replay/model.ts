/** What a replay finds: the content of `gate-validation.json`. Plain data. */
import type { CallTime, GateRules } from '../../src/gate/model/facts.ts'
import type { Steady } from '../../src/gate/model/record.ts'
import type { Pace } from '../../src/gate/model/settings.ts'
import type { Environment, Estimate } from '../../src/model.ts'
import type { Condition, Effect, Kernel, Subject } from '../model.ts'

export const VALIDATION_SCHEMA = 'lanemark/gate-validation@1'

/** How often something was so, with its 95 % Clopper-Pearson interval for the drawing of jobs. */
export interface Rate {
  hits: number
  of: number
  low: number
  high: number
}

/** How a job is made from a recording. */
export interface ReplaySettings {
  seed: number
  /** How many jobs. */
  jobs: {
    /** Of unchanged code for each condition, and again of code in other words. */
    same: number
    /** For each kernel, effect and condition. */
    effect: number
    /** The same two numbers for every other rule, and for every variation of our own. */
    others: { same: number; effect: number }
    variations: { same: number; effect: number }
  }
  /** Ms of a job. */
  budget: number
  rules: GateRules
}

/** Jobs in which nothing changed. */
export interface SameJobs {
  condition: Condition
  /** Jobs that fail: any figure called a regression. */
  fails: Rate
  /** Jobs with any figure called surely slower. */
  sure: Rate
  /** Jobs with any figure called an improvement. */
  improvements: Rate
  /** Intervals that hold the truth: those of stage 2, and all that are shown. */
  coverage: { test: Rate | null; shown: Rate | null }
  /** Figures not measured at all, for the budget has no room, a job; they are inconclusive. */
  unmeasured: number
  /** Figures called inconclusive, a job. */
  inconclusive: number
  /** Figures that went on to stage 2, a job. */
  wentOn: number
  /** Parts of stage 2 that wanted more blocks than were recorded. */
  capped: Rate | null
  minutes: Minutes
}

export interface Minutes {
  mean: number
  longest: number
}

/** A figure of a subject with an effect. */
export interface FigurePower {
  /** `time`, `serial time`, `threads speedup`. */
  figure: string
  /** As a ratio: 1.02, and 1 for a speedup. */
  truth: number
  fails: Rate
  /** Called a regression, or surely slower. */
  reported: Rate
  improvements: Rate
  coverage: { test: Rate | null; shown: Rate | null }
  inconclusive: Rate
}

/** Jobs in which one benchmark is slower. */
export interface EffectJobs {
  condition: Condition
  kernel: Kernel
  effect: Effect
  /** Any of the benchmark's times. */
  fails: Rate
  reported: Rate
  figures: FigurePower[]
  /** Jobs that have no room for the slower benchmark. */
  unmeasured: Rate
  /** Jobs with a regression in a figure that did not change, speedups included. */
  falseAlarms: Rate
  capped: Rate | null
  minutes: Minutes
}

/** All kernels together. */
export interface OverallPower {
  condition: Condition
  effect: Effect
  fails: Rate
  reported: Rate
}

/** What the recorded blocks say about a figure, not mirrored and not redrawn. */
export interface RawFigure extends Subject {
  condition: Condition
  figure: string
  truth: number
  /** Over all blocks, by the fastest call. */
  change: Estimate
  /** Standard deviation of the block's change by each call time, of a log; null with one block. */
  spread: Record<CallTime, number | null>
  /** Correlation of a block's change with the next one's; null where it cannot be said. */
  serial: number | null
  /** Blocks that do not count: a crash, CPU time taken by the host, too little capacity. */
  dropped: number
}

/** What another rule would have said, on data as its users have them. */
export interface OtherRow {
  condition: Condition
  rule: string
  does: string
  source: string
  /** Processes of each side. */
  runs: number
  /** Minutes of measuring for twelve benchmarks, start-ups included. */
  minutes: number
  /** Null where the recording has too few blocks. */
  found: {
    alarms: Rate
    power: { effect: Effect; fails: Rate }[]
  } | null
}

/** Our own rule, changed in one respect. */
export interface VariationRow {
  condition: Condition
  name: string
  alarms: Rate
  power: { effect: Effect; fails: Rate; reported: Rate }[]
  coverage: Rate | null
  minutes: number
}

export interface Replayed {
  same: SameJobs[]
  /** The same with other text in head for half of the benchmarks. */
  reworded: SameJobs[]
  effects: EffectJobs[]
  overall: OverallPower[]
  raw: RawFigure[]
  others: OtherRow[]
  variations: VariationRow[]
}

export interface RecordingFacts {
  /** Relative to the project's root. */
  file: string
  sha256: string
  environment: Environment
  steady: Steady
  pace: Pace
  /** Moments at which the first and the last block began, ISO 8601. */
  from: string
  to: string
  blocks: Record<Condition, number>
  /** Failures on record: benchmarks that a process did not deliver. */
  failures: number
  /** Median start-up of a block, ms. */
  startup: number
  /** Cores' worth of work delivered before the blocks, median, and of how many. */
  capacity: Record<Condition, { delivered: number; of: number } | null>
}

export interface Validation extends Replayed {
  schema: typeof VALIDATION_SCHEMA
  recording: RecordingFacts
  settings: ReplaySettings
  /** The same with few jobs, so that a test can show that these figures are of that recording. */
  check: { settings: ReplaySettings; figures: Omit<Replayed, 'raw'> }
}

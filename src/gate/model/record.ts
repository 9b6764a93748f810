/** What a gate run leaves behind: the content of `gate.json`. Plain data. */
import type {
  CallTime,
  Decision,
  Entry,
  Metric,
  Outcome,
  ScreenPlan,
  Stage,
  TestPlan,
} from './facts.ts'
import type { Environment } from '../../model.ts'

export const GATE_SCHEMA = 'lanemark/gate@1'

export interface GateReport {
  schema: typeof GATE_SCHEMA
  /** Runs the same again, seed included. */
  command: string
  seed: number
  base: { ref: string; commit: string }
  /** `commit` null before a repository's first one; `branch` null with a detached head. */
  head: { commit: string | null; branch: string | null; dirty: boolean }
  settings: {
    filters: string[]
    /** Ms. */
    budget: number
    strict: boolean
    acknowledged: string[]
    setup: string | null
  }
  environment: Environment
  steady: Steady
  /** The command that installed the base's own packages; null where both share the project's. */
  installed: string | null
  /** Ms from the start to the decision, without laying out. */
  took: number
  /** Start-up of a block's processes, ms. */
  startup: number
  /** Whether the budget ended a stage before its plan. */
  stopped: boolean
  plan: { screen: ScreenPlan; test: TestPlan }
  figures: FigureRecord[]
  /** Benchmarks that returned different results on base and head. */
  differing: string[]
  entries: Entry[]
  blocks: BlockRecord[]
  decision: Decision
  outcome: Outcome
}

/** What the system offered to keep the arms' turns alike. */
export interface Steady {
  /** The core on which functions that need only one took their turns; null: anywhere. */
  core: number | null
  /** Whether the arms' processes had the same addresses. */
  addresses: boolean
}

/** Where an entry's durations are found in the blocks. */
export interface FigureRecord {
  id: string
  unit: string
  group: number
  /** The function, or the mode. */
  name: string
  metric: Metric
}

export interface BlockRecord {
  stage: Stage
  /** Ms, start-up included. */
  took: number
  /** Cores' worth of work that the machine delivered just before, and of how many. */
  capacity: { delivered: number; of: number }
  /** Share of all cores' time that the host took meanwhile; null where the system does not say. */
  stolen: number | null
  groups: GroupRecord[]
  failures: { arm: string; unit: string; error: string }[]
}

export interface GroupRecord {
  unit: string
  group: number
  /** All arms, warm-up included, ms. */
  took: number
  functions: FunctionRecord[]
}

/** One function's slices. */
export interface FunctionRecord extends Record<CallTime, Durations> {
  name: string
}

/** Ms a call, by round. */
export interface Durations {
  base: number[]
  head: number[]
  /** Null in blocks without the third arm. */
  copy: number[] | null
}

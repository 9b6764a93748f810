/** What a gate run is asked to do, checked once. */
import type { BlockLimits } from './baseline.ts'
import type { GateRules, Picked } from './facts.ts'

/** How much is measured in one block. */
export interface Pace {
  /** Ms of warm-up for each function. */
  warmup: number
  /** Most rounds of a function in a block; slow ones get fewer. */
  rounds: number
}

export interface GateSettings {
  /** The project's root. */
  root: string
  base: string
  picked: Picked
  /** Ms for discovery and both stages. */
  budget: number
  strict: boolean
  seed: number
  acknowledged: string[]
  /** A command to be run in each side before anything is measured. */
  setup: string | null
  /** Folder for the reports, relative to the root. */
  reports: string
  /** Paths beside bench files that are under test, though they look like the benchmarks' own. */
  own: string[]
  rules: GateRules
  pace: Pace
}

/** What one side alone is measured with. */
export type HeadSettings = Pick<
  GateSettings,
  'root' | 'picked' | 'budget' | 'seed' | 'setup' | 'pace' | 'rules'
> & { blocks: BlockLimits }

/** @param output path of the file, relative to the root */
export type SaveSettings = HeadSettings & { output: string }

export type StoredGateSettings = Omit<GateSettings, 'base'> & {
  /** Path of the file, relative to the root. */
  baseline: string
  blocks: BlockLimits
}

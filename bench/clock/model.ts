/** What the tools said, and what is made of it. Durations in ms. */
import type { BenchGroup, Environment } from '../../src/model.ts'

export const TOOLS = ['stock', 'ours', 'mitata', 'mitata, one call a turn'] as const

export type Tool = (typeof TOOLS)[number]

export interface Figure {
  name: string
  median: number
  mean: number
}

/** One fresh process of one tool. */
export interface Run {
  /** All functions, without the process's own start. */
  took: number
  figures: Figure[]
}

export interface Result {
  environment: Environment
  /** The processes of each tool, in the order of the rounds. */
  runs: Record<Tool, Run[]>
  /** What our reports said, in the order of the rounds. */
  benches: BenchGroup[]
  pairs: BenchGroup[]
}

/**
 * What a validation recording holds: real blocks of the gate, on a project whose head does exactly
 * known extra work. Plain data; one JSON line a block.
 */
import type { Pace } from '../src/gate/model/settings.ts'
import type { Environment } from '../src/model.ts'
import type { BlockRecord, Steady } from '../src/gate/model/record.ts'

export const RECORDING_SCHEMA = 'lanemark/gate-recording@1'

/** The kernels; the last two are comparisons of modes, with a figure for serial and one for the pool. */
export const KERNELS = ['document', 'array', 'json', 'async', 'threads', 'processes'] as const
export type Kernel = (typeof KERNELS)[number]

/** Exact extra work of the head, per cent. 0 is an A/A pair. */
export const EFFECTS = [0, 1, 2, 3, 5, 10] as const
export type Effect = (typeof EFFECTS)[number]

/**
 * One benchmark of the recorded project. Each kernel has two A/A twins, so that a job has twelve, and
 * one whose module has other text in head that does the same work: what lies where in memory then
 * differs as it does between any two versions.
 */
export interface Subject {
  kernel: Kernel
  effect: Effect
  twin: 1 | 2 | 'reworded'
}

export const SUBJECTS: readonly Subject[] = KERNELS.flatMap((kernel) => {
  const twins = ([1, 2, 'reworded'] as const).map((twin): Subject => ({ kernel, effect: 0, twin }))
  const slower = EFFECTS.filter((effect) => effect !== 0)
  return twins.concat(slower.map((effect): Subject => ({ kernel, effect, twin: 1 })))
})

/** The benchmark's test, and for plain benchmarks its function. */
export function titleOf({ kernel, effect, twin }: Subject): string {
  if (twin === 'reworded') return `${kernel}, reworded`
  return effect === 0 ? `${kernel}, same ${twin}` : `${kernel}, ${effect} % more`
}

/** What else runs on the machine while a block is measured. */
export type Condition = 'quiet' | 'competing'

/** First line of a recording. */
export interface RecordingHead {
  schema: typeof RECORDING_SCHEMA
  environment: Environment
  steady: Steady
  pace: Pace
}

/** Any other line. */
export interface RecordedBlock extends BlockRecord {
  condition: Condition
  /** Of the order within the block. */
  seed: number
  /** When it began, ISO 8601. */
  at: string
  /** Start-up: the block's time outside of groups, ms. */
  startup: number
}

export interface Recording extends RecordingHead {
  blocks: RecordedBlock[]
}

/** The discovery pass: each benchmark once, to learn what there is and what it takes. */
import { LanemarkError } from '../findings.ts'
import type { BlockOutcome, BlockSettings } from './block/block.ts'
import { untilKnown } from './deadlines.ts'

/** @param budget ms, for the whole gate */
export const onceEach = (
  budget: number,
): Pick<BlockSettings, 'order' | 'rounds' | 'enough' | 'limit' | 'patience' | 'deadline'> => ({
  order: null,
  rounds: () => 2,
  enough: () => 1000,
  limit: budget,
  ...untilKnown(budget),
})

/** Why there is nothing to measure. */
export function nothingFound({ arms }: BlockOutcome, filters: string[]): LanemarkError {
  const { head } = arms
  if (head === undefined || head.finished)
    return new LanemarkError({ code: 'no-benchmarks', filters })
  const reason = head.errors[0] ?? 'the process ended'
  return new LanemarkError({ code: 'side-failed', side: 'head', reason })
}

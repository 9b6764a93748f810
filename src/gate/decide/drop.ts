/** Blocks that do not count, for causes that cannot depend on what was measured. */
import type { DropReason, GateRules } from '../model/facts.ts'

/** What is known of the machine while a block ran. */
export interface Conditions {
  /** Share of all cores' time that the host took; null where the system does not say. */
  stolen: number | null
  /** Cores' worth of work delivered just before, and of how many. */
  capacity: { delivered: number; of: number }
}

/**
 * Why both arms of a block are dropped, or null. Timings are never a reason: that would be choosing
 * by outcome.
 *
 * @param pool whether the figure is a pool's: only those need more than one core at a time
 */
export function dropReason(
  { stolen, capacity }: Conditions,
  pool: boolean,
  { drop }: Pick<GateRules, 'drop'>,
): DropReason | null {
  if (stolen !== null && stolen > drop.stolen) return 'stolen-cpu'
  return pool && capacity.delivered < drop.capacity * capacity.of ? 'capacity-short' : null
}

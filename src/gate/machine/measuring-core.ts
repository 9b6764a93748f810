/** The core on which the arms take turns. */
import { availableCores } from '../../system/cores.ts'
import { allowedCores } from '../../system/affinity.ts'
import { works } from './tools.ts'

/**
 * One core for all arms of a gate, the last one, for the first has most of a machine's interrupts.
 * Null where there is no choice or the system does not offer one, and where a quota gives this
 * process only a part of its cores: others then work on any of them.
 *
 * On a shared machine the cores are not alike: while a neighbour works on one of them, its speed may
 * be half of another's. Where the scheduler placed the arms freely, the medians of pairs scattered
 * by 10 % in a kernel of large integers, and by 1.1 % on one core; an asynchronous one by 0.30 and
 * 0.27 % (12 pairs of processes each, in turns).
 */
export function measuringCore(): number | null {
  const allowed = allowedCores()
  const last = allowed.at(-1)
  if (last === undefined || availableCores() < Math.max(2, allowed.length)) return null
  return works(['taskset', '-c', String(last)]) ? last : null
}

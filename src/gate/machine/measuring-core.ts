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
 * be half of another's, and the scheduler would place one arm here and the other there. What one core
 * brings: `validation/page/choices.ts`.
 */
export function measuringCore(): number | null {
  const allowed = allowedCores()
  const last = allowed.at(-1)
  if (last === undefined || availableCores() < Math.max(2, allowed.length)) return null
  return works(['taskset', '-c', String(last)]) ? last : null
}

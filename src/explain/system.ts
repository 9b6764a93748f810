/** What the operating system did for the calls, from the CPU time that it took for them. */
import type { CaseResult, Comparison, Usage } from '../model.ts'
import { isApart, isWithin } from '../modes.ts'
import { sum } from '../stats/mean.ts'
import { workingOf } from './runs.ts'

/** From this share of the CPU time on, the system's part is worth telling, */
const WORTH = 0.1
/** and from this on it explains why threads, which share one address space, fall behind. */
export const HEAVY = 0.2

/** Calls that took this many times as long on threads as elsewhere were slowed by what those share. */
const SLOWER = 1.02

/** The system's share of the CPU time; null where that is not known, or there was none. */
export function systemShare({ user, system }: Usage): number | null {
  if (user === null || system === null || user + system <= 0) return null
  return system / (user + system)
}

/** Whether the system had a share in any case that is worth telling. */
export const isSystemFelt = ({ cases }: Pick<Comparison, 'cases'>): boolean =>
  cases.some(({ usage }) => (systemShare(usage) ?? 0) >= WORTH)

/**
 * The system's share on threads, where it is heavy and the calls took longer there than in processes and
 * than one after another: what threads share is an address space, and its locks. Null otherwise: where
 * the calls were only quicker in processes, nobody waited on threads.
 */
export function sharedSpace({ cases }: Pick<Comparison, 'cases'>): number | null {
  const [threads, processes] = [cases.find(isWithin), cases.find(isApart)]
  const serial = cases.find(({ mode }) => mode === 'serial')
  if (threads === undefined || processes?.workers !== threads.workers) return null
  if (serial === undefined) return null
  const share = systemShare(threads.usage)
  if (share === null || share < HEAVY) return null
  const worked = ({ trips }: CaseResult): number => sum(trips.map(workingOf))
  const elsewhere = Math.max(worked(processes), worked(serial))
  return worked(threads) > SLOWER * elsewhere ? share : null
}

/** How many times as much of the system's time the calls took in a case as in serial. */
export function systemGrowth(
  { cases }: Pick<Comparison, 'cases'>,
  { usage }: CaseResult,
): number | null {
  const alone = cases.find(({ mode }) => mode === 'serial')?.usage.system ?? null
  return alone === null || usage.system === null || alone <= 0 ? null : usage.system / alone
}

/** Why one run of the same work took longer than another: the parts of the difference, ms. */
export interface Difference {
  total: number
  user: number
  system: number
}

/** Null where one of the two does not tell its CPU times. */
export function differenceOf(
  longer: { makespan: number; usage: Usage },
  shorter: { makespan: number; usage: Usage },
): Difference | null {
  const [one, other] = [longer.usage, shorter.usage]
  if (one.user === null || one.system === null) return null
  if (other.user === null || other.system === null) return null
  return {
    total: longer.makespan - shorter.makespan,
    user: one.user - other.user,
    system: one.system - other.system,
  }
}

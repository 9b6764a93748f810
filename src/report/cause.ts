/** Why the speedup is not higher: what limits any pool, and what this one left over. */
import type { CaseResult, Comparison, TaskTime } from '../model.ts'
import { percent } from './format.ts'
import { code, say, type Inline } from './inline.ts'
import { limits, type Limits } from '../explain/limits.ts'
import { isPool, number, plural } from './words.ts'

/** Room for an input inside a sentence. */
const INPUT = 40
/** From this share of the bound on, nothing is worth explaining. */
export const ENOUGH = 0.95

/** An input as it is named in sentences. */
export const inputOf = (task: TaskTime): Inline => say`the input ${code(task.input, INPUT)}`

/** What in the tasks keeps every pool below its number of workers; null where nothing does. */
export function limitCause(limit: Limits): Inline | null {
  switch (limit.decides) {
    case 'even':
      return null
    case 'longest': {
      const share = percent(limit.longest.duration / limit.total)
      return say`${inputOf(limit.longest)} alone is ${share} of the work`
    }
    case 'pair':
      return say`two of the ${plural(limit.workers + 1, 'longest call')} must share a worker`
  }
}

/** Who is bound by it: with one dominant task, a pool of any size. */
export const boundOn = (limit: Limits): string =>
  limit.decides === 'longest' ? 'any pool' : `any pool of ${number(limit.workers)}`

/** Whether the calls mostly waited instead of computing; null where the platform does not tell. */
function mostlyWaits(tasks: readonly TaskTime[]): boolean | null {
  if (tasks.some((task) => task.cpu === null)) return null
  const cpu = tasks.reduce((sum, task) => sum + (task.cpu ?? 0), 0)
  return cpu < tasks.reduce((sum, task) => sum + task.duration, 0) / 2
}

/** The limits that hold for a case of a comparison. */
export const limitsOf = (comparison: Comparison, case_: CaseResult): Limits | null =>
  limits(comparison.tasks, case_.workers)

/** Whether the bound says something about a case: overlapped waiting goes beyond one worker. */
export const boundApplies = (case_: CaseResult): boolean =>
  isPool(case_) || case_.attained === null || case_.attained <= 1 / ENOUGH

/** Why a single thread was faster than serial, as far as the figures tell; null where they do not. */
export function waitCause(comparison: Comparison): Inline | null {
  return mostlyWaits(comparison.tasks) === true ? say`the calls wait more than they compute` : null
}

/** Why a pool was not faster than it was, without a capital at its beginning. */
export function whyNotMore(comparison: Comparison, case_: CaseResult): Inline {
  const limit = limitsOf(comparison, case_)
  const cause = limit === null ? null : limitCause(limit)
  const left = case_.attained !== null && case_.attained < ENOUGH ? 1 - case_.attained : 0
  const rest = say`${percent(left)} of the bound went to running the pool or to busy cores.`
  if (cause === null) return left > 0 ? rest : say`the pool reached what its workers can do.`
  return left > 0 ? say`${cause}; besides, ${rest}` : say`${cause}, and one call is never split.`
}

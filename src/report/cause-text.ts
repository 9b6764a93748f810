/** Causes in words: clauses without a capital at their beginning, usable after "because". */
import { causeOf, type Cause } from '../explain/cause.ts'
import { limits, type Limits } from '../explain/limits.ts'
import type { CaseResult, Comparison, TaskTime } from '../model.ts'
import { bytes, duration, percent, ratio } from '../text/format.ts'
import { code, say, type Inline } from '../text/inline.ts'
import { verdict } from '../explain/verdict.ts'
import { isPool } from '../modes.ts'
import { number, plural } from '../text/words.ts'

/** Room for an input inside a sentence. */
const INPUT = 40
/** From this share of the bound on, nothing is worth explaining. */
const ENOUGH = 0.95
/** Below this pace it is worth telling that threads slow each other down. */
export const SLOWER = 0.95

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

/** The limits that hold for a case of a comparison. */
export const limitsOf = (comparison: Comparison, case_: CaseResult): Limits | null =>
  limits(comparison.tasks, case_.workers)

/** Whether the bound says something about a case: what computes in the background goes beyond it. */
export function boundApplies(comparison: Comparison, case_: CaseResult): boolean {
  if (isPool(case_) || case_.attained === null) return true
  if (!comparison.tasks.some((task) => task.async)) return true
  return case_.attained <= 1 / ENOUGH && causeOf(comparison)?.kind !== 'parallel-already'
}

/** A cause as a clause; null where nothing stands in the way. */
export function causeText(cause: Cause): Inline | null {
  switch (cause.kind) {
    case 'one-task':
      return say`there is one call only`
    case 'little':
      return say`the calls take ${duration(cause.total)} in all, too little to be shared among ${plural(cause.workers, 'worker')}`
    case 'tiny':
      return say`the way to a worker and back costs ${duration(cause.overhead)} a call, and the call
        itself takes ${duration(cause.duration)}`
    case 'payload':
      return say`moving ${bytes(cause.bytes)} for each call takes ${duration(cause.overhead)}, the call
        itself ${duration(cause.duration)}`
    case 'waits':
      return say`the calls wait more than they compute on their own thread`
    case 'parallel-already':
      return say`the calls hand their work to background threads, which share the cores in every mode`
    case 'threads-hinder':
      return say`a call takes ${ratio(cause.threads)} its time on threads but ${ratio(cause.processes)}
        in processes, which share no memory${cause.system === null ? [] : say`; ${spaceText(cause.system)}`}`
    case 'longest':
    case 'pair':
      return limitCause(cause.limit)
    case 'slowed':
      return slowedText(cause)
    case 'even':
      return null
  }
}

/** Why threads fall behind where the system has much to do. */
export const spaceText = (share: number): Inline =>
  say`${percent(share)} of the CPU time of a call is the operating system mapping fresh memory, and threads,
    which share one address space, wait for each other there`

function slowedText({ growth, pace, system }: Extract<Cause, { kind: 'slowed' }>): Inline {
  const machine =
    pace < SLOWER
      ? say`, on a machine that leaves a thread ${percent(pace)} of its speed when all cores are busy`
      : []
  const memory =
    system === null
      ? []
      : say`; ${percent(system)} of its CPU time is the operating system mapping fresh memory`
  return say`a call takes ${ratio(growth)} its time while others run beside it${machine}${memory}`
}

/** Why a single thread was faster than serial, as far as the figures tell; null where they do not. */
export function waitCause(comparison: Comparison): Inline | null {
  const cause = causeOf(comparison)
  return cause?.kind === 'waits' || cause?.kind === 'parallel-already' ? causeText(cause) : null
}

/** What decides the comparison, in a few words for a cell of a table. */
export function causeWords(comparison: Comparison): Inline {
  if (verdict(comparison).kind === 'no-capacity') return say`the machine held its cores back`
  const cause = causeOf(comparison)
  return cause === null ? say`not known` : wordsFor(cause)
}

function wordsFor(cause: Cause): Inline {
  switch (cause.kind) {
    case 'one-task':
      return say`one call only`
    case 'little':
      return say`${duration(cause.total)} in all, too little to share`
    case 'tiny':
      return say`${duration(cause.duration)} a call, ${duration(cause.overhead)} for its way`
    case 'payload':
      return say`${bytes(cause.bytes)} to move for each call`
    case 'waits':
      return say`calls wait more than they compute`
    case 'parallel-already':
      return say`Node runs them in the background`
    case 'threads-hinder':
      return cause.system === null
        ? say`threads slow each other down`
        : say`threads wait for each other’s fresh memory`
    case 'longest':
      return say`one input is ${percent(cause.limit.longest.duration / cause.limit.total)} of the work`
    case 'pair':
      return say`two of the longest share a worker`
    case 'slowed':
      return say`calls slow each other down`
    case 'even':
      return say`calls divide evenly`
  }
}

/** Why a pool was not faster than it was, as far as the calls tell; without a capital. */
export function whyNotMore(comparison: Comparison, case_: CaseResult): Inline {
  const limit = limitsOf(comparison, case_)
  const cause = limit === null ? null : limitCause(limit)
  const left = case_.attained !== null && case_.attained < ENOUGH ? 1 - case_.attained : 0
  const rest = say`${percent(left)} of the bound went to running the pool or to busy cores.`
  if (cause === null) return left > 0 ? rest : say`the pool reached what its workers can do.`
  return left > 0 ? say`${cause}; besides, ${rest}` : say`${cause}, and one call is never split.`
}

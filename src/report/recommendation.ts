/** What to do, from the verdict: the mode to use and what to change for more. */
import { breakEvenDuration } from '../explain/break-even.ts'
import { causeOf, type Cause } from '../explain/cause.ts'
import type { Limits } from '../explain/limits.ts'
import { PIECES, splitLongest } from '../explain/schedule.ts'
import { sharedSpace } from '../explain/system.ts'
import type { CaseResult, Comparison } from '../model.ts'
import { causeText, inputOf, spaceText } from './cause-text.ts'
import { duration, ratio, ratioEstimate } from '../text/format.ts'
import { code, say, type Code, type Inline } from '../text/inline.ts'
import { CLOSE, isBeyond, rivals, verdict, type Verdict } from '../explain/verdict.ts'
import { adviceWithoutCores } from './without-cores.ts'
import { isApart, isPool, isRemote, MODES, overlaps, traits } from '../modes.ts'
import { number } from '../text/words.ts'

/** What splitting must allow beyond the bound to be worth a sentence. */
const MORE = 1.05
/** A share of what the most pieces allow that is as good. */
const NEARLY = 0.97

/** From what asks least of a program to what asks most. */
const byWeight = (a: CaseResult, b: CaseResult): number =>
  MODES.indexOf(a.mode) - MODES.indexOf(b.mode) || a.workers - b.workers

/** The case to use: the lightest of those that did as well as the best. */
export function chosen(comparison: Comparison): CaseResult | null {
  const outcome = verdict(comparison)
  if (outcome.kind === 'no-serial') return outcome.fastest
  if (outcome.kind !== 'gain') return null
  const close = rivals(comparison).filter(
    ({ speedup }) => (speedup?.value ?? 0) * CLOSE >= outcome.speedup.value,
  )
  return [outcome.best, ...close].toSorted(byWeight)[0] ?? null
}

/** `threads()`, with its workers where they are not as many as the cores, which is the default. */
function call(comparison: Comparison, case_: CaseResult): Code {
  const { mode, workers } = case_
  if (isRemote(case_)) return code(`${mode}({ servers, workers: ${workers} })`)
  const usual = !isPool(case_) || workers === Math.max(1, Math.floor(comparison.cores))
  return code(usual ? `${mode}()` : `${mode}({ workers: ${workers} })`)
}

/** The smallest number of pieces that gives nearly what the most of them would. */
function pieces(comparison: Comparison, limit: Limits): Inline {
  const durations = comparison.tasks.map((task) => task.duration)
  const splits = splitLongest(durations, limit.workers, PIECES)
  const most = Math.max(...splits.map(({ least }) => limit.total / least))
  const enough = splits.find(({ least }) => limit.total / least >= most * NEARLY)
  if (enough === undefined || most < limit.best * MORE) return []
  return say` To gain more, make the calls smaller: ${inputOf(limit.longest)} split into
    ${number(enough.pieces)} would allow ${ratio(limit.total / enough.least)}.`
}

/** What to change for more, by the cause; with a space before it. */
function more(comparison: Comparison, cause: Cause | null, case_: CaseResult): Inline {
  const text = cause === null ? null : causeText(cause)
  if (cause === null || text === null) return []
  switch (cause.kind) {
    case 'longest':
      return pieces(comparison, cause.limit)
    case 'pair':
    case 'one-task':
    case 'even':
      return []
    case 'waits':
    case 'parallel-already':
      return isPool(case_) ? measureLoop(comparison, text) : noPool(cause)
    case 'threads-hinder':
      return isApart(case_) ? say` Not threads: ${text}.` : []
    case 'little':
    case 'tiny':
    case 'payload':
    case 'slowed':
      return isPool(case_) ? say` What keeps the gain low: ${text}.` : []
  }
}

const measureLoop = ({ cases }: Comparison, text: Inline): Inline =>
  cases.some(overlaps) ? [] : say` Measure ${code('concurrent')} as well, because ${text}.`

const noPool = (cause: Cause): Inline =>
  cause.kind === 'waits'
    ? say` No pool is needed: a call that waits leaves its thread to the others.`
    : say` No pool is needed: background threads of Node do the work already.`

/** The low end of the interval is what a program can count on. */
function sure(comparison: Comparison, case_: CaseResult): Inline {
  if (isBeyond(comparison, case_)) return say`; count on ${ratio(case_.bound)} at most, the bound`
  const low = case_.speedup?.interval?.low
  return low === undefined ? [] : say`; count on ${ratio(low)}, the low end of its interval`
}

/** Fresh memory costs every mode, and threads most; with a space before it. */
function freshMemory(comparison: Comparison, cause: Cause | null, case_: CaseResult): Inline {
  const share = sharedSpace(comparison)
  const told = cause?.kind === 'threads-hinder' || cause?.kind === 'slowed' ? cause.system : null
  if (share === null && told === null) return []
  const less = say` Calls that use less fresh memory would help in every mode.`
  if (share === null || told !== null || !isApart(case_)) return less
  return say` Not threads: ${spaceText(share)}.${less}`
}

function use(comparison: Comparison, best: CaseResult, case_: CaseResult): Inline {
  const home = isRemote(case_) ? 'lanemark/machines' : 'lanemark'
  const how = say`use ${call(comparison, case_)} from ${code(home)}`
  const cause = causeOf(comparison)
  const hint = say`${more(comparison, cause, case_)}${freshMemory(comparison, cause, case_)}`
  if (case_ === best || case_.speedup === null) return say`${how}${sure(comparison, case_)}.${hint}`
  const { value, interval } = case_.speedup
  const gained = interval === null ? ratio(value) : ratioEstimate(case_.speedup)
  return say`${how}. With ${gained} it is as good as ${code(best.label)}, as far as this run can tell, and
    lighter: ${traits(case_.mode).asksLess ?? 'fewer workers'}.${hint}`
}

/** When a pool would pay all the same; with a space before it. */
function wouldPay(comparison: Comparison): Inline {
  const best = Math.max(1, ...comparison.cases.filter(isPool).map(({ bound }) => bound))
  const cause = causeOf(comparison)
  if (cause?.kind === 'one-task')
    return say` A pool needs several calls: split this one, or gather more.`
  if (cause?.kind === 'little')
    return say` For many more of these calls a pool may pay: measure those.`
  if (cause?.kind === 'payload')
    return say` A pool would pay if less had to cross for each call, or if each call did more.`
  if (cause?.kind === 'longest') return pieces(comparison, cause.limit)
  if (cause?.kind !== 'tiny') return []
  const calls = { count: comparison.tasks.length, workers: cause.workers }
  const enough = breakEvenDuration(cause.cost, calls, best)
  if (enough === null || cause.duration <= 0) return []
  return say` A pool would pay from calls of about ${duration(enough)}.`
}

function serial(comparison: Comparison, kind: Verdict['kind']): Inline {
  const hint = wouldPay(comparison)
  return kind === 'undecided'
    ? say`stay serial, the simplest, until a run with more rounds shows a gain.${hint}`
    : say`call the function in a plain loop; no mode is worth an import here.${hint}`
}

/** One or two sentences for after the answer, without a capital; null where nothing follows. */
export function recommendation(comparison: Comparison): Inline | null {
  const outcome = verdict(comparison)
  const case_ = chosen(comparison)
  switch (outcome.kind) {
    case 'gain':
      return case_ === null ? null : use(comparison, outcome.best, case_)
    case 'stay-serial':
    case 'undecided':
      return serial(comparison, outcome.kind)
    case 'no-capacity':
      return adviceWithoutCores(comparison)
    case 'no-serial':
      return say`use ${call(comparison, outcome.fastest)}, and measure ${code('serial')} as well: only
        against it a gain can be told.`
    case 'serial-alone':
    case 'nothing':
      return null
  }
}

/** The same in a few words, for a cell of a table. */
export function recommendationWords(comparison: Comparison): Inline {
  const { kind } = verdict(comparison)
  const case_ = chosen(comparison)
  if (case_ !== null) return [call(comparison, case_)]
  if (kind === 'no-capacity') return say`not decidable here`
  return kind === 'undecided' ? say`serial, so far` : say`stay serial`
}

/** The case whose gain counts: what is recommended, else the best pool, else the best of all. */
export function weighed(comparison: Comparison): CaseResult | null {
  const outcome = verdict(comparison)
  if (!('best' in outcome)) return chosen(comparison)
  const pools = comparison.cases.filter((case_) => isPool(case_) && case_.speedup !== null)
  const [pool] = pools.toSorted((a, b) => (b.speedup?.value ?? 0) - (a.speedup?.value ?? 0))
  return chosen(comparison) ?? pool ?? outcome.best
}

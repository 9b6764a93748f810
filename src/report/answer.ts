/** The answer of a comparison in one sentence, from its verdict. */
import type { CaseResult, Comparison, Estimate } from '../model.ts'
import { causeOf } from '../explain/cause.ts'
import { standingOf } from '../explain/standing.ts'
import { boundOn, causeText, limitCause, limitsOf, waitCause } from './cause-text.ts'
import { duration, percent, ratio, ratioEstimate } from '../text/format.ts'
import { code, say, type Inline } from '../text/inline.ts'
import { isBeyond, verdict, WITHIN, type Verdict } from '../explain/verdict.ts'
import { answerWithoutCores } from './without-cores.ts'
import { isPool } from '../modes.ts'
import { manner, plural } from '../text/words.ts'

type Of<Kind extends Verdict['kind']> = Extract<Verdict, { kind: Kind }>

/** Above this share the bound counts as reached. */
const ALL = 0.995
/** A bound below this leaves nothing to win. */
export const NO_ROOM = 1.1

const calls = ({ tasks, divided }: Comparison): string =>
  divided === undefined
    ? plural(tasks.length, 'call')
    : `${plural(tasks.length, 'part')} of ${plural(divided.inputs.length, 'call')}`

const because = (cause: Inline | null): Inline => (cause === null ? [] : say`, because ${cause}`)

function shareOfBound(comparison: Comparison, best: CaseResult): Inline {
  const limit = limitsOf(comparison, best)
  if (!isPool(best)) return because(waitCause(comparison))
  if (limit === null || best.attained === null) return []
  if (isBeyond(comparison, best))
    return say`; ${boundOn(limit)} could have reached ${ratio(best.bound)} at
      most${because(limitCause(limit))}, so the machine was slower while ${code('serial')} ran`
  const share = best.attained >= ALL ? 'all' : percent(best.attained)
  return say`, which is ${share} of the ${ratio(best.bound)} that ${boundOn(limit)} could have
    reached${because(limitCause(limit))}`
}

function gain(comparison: Comparison, { serial, best, speedup }: Of<'gain'>): Inline {
  const took = duration(best.makespan.value)
  return say`Running the ${calls(comparison)} ${manner(best)} took ${took} instead of
    ${duration(serial.makespan.value)}: ${ratioEstimate(speedup)}${shareOfBound(comparison, best)}.`
}

/**
 * The same for other inputs than those that were measured, so without times.
 *
 * @param ground on what it rests, as a part of the sentence
 */
export function gainBy(
  ground: Inline,
  comparison: Comparison,
  { best, speedup }: Of<'gain'>,
): Inline {
  return say`Running the ${calls(comparison)} ${manner(best)} is ${ratioEstimate(speedup)} as fast as one
    after another, ${ground}${shareOfBound(comparison, best)}.`
}

/** Why nothing was won: what made the pools dear, else what the calls allow. */
function noRoom(comparison: Comparison, best: CaseResult): Inline {
  const cause = causeOf(comparison)
  const text = cause === null ? null : causeText(cause)
  const limited = cause?.kind === 'longest' || cause?.kind === 'pair'
  if (text !== null && !limited) return isPool(best) ? because(text) : poolsToo(comparison, text)
  if (isPool(best) && best.bound >= NO_ROOM)
    return say`, where up to ${ratio(best.bound)} was possible`
  return isPool(best) ? because(text) : []
}

/** The best was no pool, so the cause is not its own. */
const poolsToo = ({ cases }: Comparison, text: Inline): Inline =>
  cases.some(isPool) ? say`; the pools did no better, because ${text}` : because(text)

function nearness(speedup: Estimate): string {
  if (standingOf(speedup) === 'same') return `, surely within ${WITHIN} of it`
  return standingOf(speedup) === 'open' ? `, surely no more than ${WITHIN} faster` : ''
}

function staySerial(comparison: Comparison, { serial, best, speedup }: Of<'stay-serial'>): Inline {
  const [took, alone] = [duration(best.makespan.value), duration(serial.makespan.value)]
  const same = nearness(speedup)
  return say`Stay serial: running the ${calls(comparison)} ${manner(best)}, the best of the other
    modes, took ${took} instead of ${alone}: ${ratioEstimate(speedup)}${same}${noRoom(comparison, best)}.`
}

function undecided(comparison: Comparison, { best, speedup }: Of<'undecided'>): Inline {
  const doubt = speedup.interval === null ? 'too close to 1 to call' : 'a range that holds 1'
  return say`No mode can be told from serial: running the ${calls(comparison)} ${manner(best)}, the
    best of them, gave ${ratioEstimate(speedup)}, ${doubt}${noRoom(comparison, best)}.`
}

function noSerial(comparison: Comparison, { fastest }: Of<'no-serial'>): Inline {
  return say`Running the ${calls(comparison)} ${manner(fastest)} was the fastest of the modes
    measured, ${duration(fastest.makespan.value)}; serial did not run, so there is no speedup.`
}

/** The answer, one sentence. */
export function answer(comparison: Comparison): Inline {
  const outcome = verdict(comparison)
  switch (outcome.kind) {
    case 'gain':
      return gain(comparison, outcome)
    case 'stay-serial':
      return staySerial(comparison, outcome)
    case 'undecided':
      return undecided(comparison, outcome)
    case 'no-capacity':
      return answerWithoutCores(comparison, outcome)
    case 'no-serial':
      return noSerial(comparison, outcome)
    case 'serial-alone':
      return say`Running the ${calls(comparison)} one after another took
        ${duration(outcome.serial.makespan.value)}; no other mode was measured.`
    case 'nothing':
      return say`No mode was measured.`
  }
}

/** What can still be said where the machine kept its cores back: all that needs no more than one. */
import { breakEvenDuration, callCost } from '../explain/break-even.ts'
import { standingOf } from '../explain/standing.ts'
import type { CaseResult, Comparison } from '../model.ts'
import { cores, duration, ratio, ratioEstimate } from '../text/format.ts'
import { code, listed, say, type Inline } from '../text/inline.ts'
import type { Verdict } from '../explain/verdict.ts'
import { isPool, overlaps } from '../modes.ts'
import { number, partOf, plural } from '../text/words.ts'

type NoCapacity = Extract<Verdict, { kind: 'no-capacity' }>

/** One event loop needs no second core, so its speedup means what it says. */
const loopOf = ({ cases }: Comparison): CaseResult | undefined =>
  cases.find((case_) => overlaps(case_) && case_.speedup?.interval)

/** The answer, one sentence. */
export function answerWithoutCores(comparison: Comparison, { short, rounds }: NoCapacity): Inline {
  const { median, workers } = comparison.capacity
  const loop = loopOf(comparison)
  const also =
    loop?.speedup == null
      ? []
      : say`; ${code(loop.label)}, which needs only one, was ${ratioEstimate(loop.speedup)} as fast as ${code('serial')}`
  return say`Whether a pool pays cannot be decided here: the machine did not deliver its
    ${plural(workers, 'core')} in ${partOf(short, rounds, 'round')}
    (${cores(median)} of ${workers} in the median)${also}.`
}

/** From how long a call on a pool would pay, by what the way to a worker costs. */
function wouldPay(comparison: Comparison): Inline[] {
  const count = comparison.tasks.length
  return comparison.cases.filter(isPool).flatMap((pool) => {
    const cost = callCost(pool.trips)
    const from = cost && breakEvenDuration(cost, { count, workers: pool.workers }, pool.bound)
    return from === null ? [] : [say`${code(pool.label)} from calls of about ${duration(from)}`]
  })
}

/** What to do all the same, without a capital. */
export function adviceWithoutCores(comparison: Comparison): Inline {
  const loop = loopOf(comparison)
  const gains = loop?.speedup != null && standingOf(loop.speedup) === 'faster'
  const use = gains ? say`use ${code('concurrent()')}` : say`stay serial on this machine`
  const pools = comparison.cases.filter(isPool)
  const most = Math.max(0, ...pools.map(({ bound }) => bound))
  if (most <= 1) return say`${use}.`
  const paying = wouldPay(comparison)
  const known = say` With ${number(comparison.capacity.workers)} cores a pool could reach up to ${ratio(most)}`
  return paying.length === 0
    ? say`${use}.${known}.`
    : say`${use}.${known}; by what the way to a worker costs, it would pay for ${listed(paying)}.`
}

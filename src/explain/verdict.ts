/** What a comparison shows, as data: the one decision that answer, summary and table share. */
import { gainsNothing, MARGIN } from './standing.ts'
import type { CaseResult, Comparison, Estimate } from '../model.ts'
import { chooses } from '../modes.ts'

/** Without an interval, a difference smaller than this is not called one. */
export const CLOSE = 1.05

/** The margin within which a mode is as good as serial, in words. */
export const WITHIN = `${100 * MARGIN} %`

interface Measured {
  serial: CaseResult
  /** The fastest of the other cases. */
  best: CaseResult
  speedup: Estimate
}

export type Verdict =
  | { kind: 'no-capacity'; short: number; rounds: number }
  | { kind: 'serial-alone'; serial: CaseResult }
  | { kind: 'no-serial'; fastest: CaseResult }
  | ({ kind: 'gain' } & Measured)
  | ({ kind: 'stay-serial' } & Measured)
  | ({ kind: 'undecided' } & Measured)
  | { kind: 'nothing' }

/** How many rounds were measured. */
export const roundsOf = (comparison: Comparison): number => comparison.order.length

const by =
  (value: (case_: CaseResult) => number) =>
  (a: CaseResult, b: CaseResult): number =>
    value(b) - value(a)

/** The largest share of its bound that a case attained where that is more than there is; else 1. */
function excess({ warnings }: Pick<Comparison, 'warnings'>): number {
  return warnings.find((warning) => warning.code === 'beyond-bound')?.most ?? 1
}

/** Whether a case attained more than there is to attain, so that serial met a slower machine. */
export const isBeyond = (
  { warnings }: Pick<Comparison, 'warnings'>,
  { label }: CaseResult,
): boolean =>
  warnings.some((warning) => warning.code === 'beyond-bound' && warning.labels.includes(label))

/** @param close without an interval, a smaller difference is not called one */
function judge(speedup: Estimate, close: number): 'gain' | 'stay-serial' | 'undecided' {
  const low = speedup.interval?.low ?? speedup.value / close
  const high = speedup.interval?.high ?? speedup.value * close
  if (low > 1) return 'gain'
  return high < 1 || gainsNothing(speedup) ? 'stay-serial' : 'undecided'
}

function againstSerial(serial: CaseResult, others: readonly CaseResult[], close: number): Verdict {
  const best = others.toSorted(by((case_) => case_.speedup?.value ?? 0))[0]
  if (best === undefined || best.speedup === null) return { kind: 'serial-alone', serial }
  return { kind: judge(best.speedup, close), serial, best, speedup: best.speedup }
}

/** The verdict of a comparison. */
export function verdict(comparison: Comparison): Verdict {
  const { counted, shortRounds } = comparison.capacity
  if (counted === null)
    return { kind: 'no-capacity', short: shortRounds.length, rounds: roundsOf(comparison) }
  const serial = comparison.cases.find((case_) => case_.mode === 'serial')
  // what chooses is measured by those it chooses from, and is no answer to which one to choose
  const others = comparison.cases.filter((case_) => case_.mode !== 'serial' && !chooses(case_))
  // what is beyond the bound shows how far apart one round's runs may be
  const close = Math.max(CLOSE, excess(comparison))
  if (serial !== undefined) return againstSerial(serial, others, close)
  const fastest = others.toSorted(by((case_) => -case_.makespan.value))[0]
  return fastest === undefined ? { kind: 'nothing' } : { kind: 'no-serial', fastest }
}

/**
 * Other cases that this run does not tell from the winner: their intervals overlap, or where there
 * are none, they are close.
 */
export function rivals(comparison: Comparison): CaseResult[] {
  const outcome = verdict(comparison)
  if (outcome.kind !== 'gain') return []
  const won = outcome.speedup.interval
  return comparison.cases.filter((case_) => {
    const { label, speedup } = case_
    if (label === outcome.best.label || speedup === null || chooses(case_)) return false
    if (won === null || speedup.interval === null)
      return speedup.value * CLOSE >= outcome.speedup.value
    return speedup.interval.high >= won.low
  })
}

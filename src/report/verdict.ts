/** What a comparison shows, as data: the one decision that answer, summary and table share. */
import type { CaseResult, Comparison, Estimate } from '../model.ts'

/** Without an interval, a difference smaller than this is not called one. */
export const CLOSE = 1.05

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

function judge(speedup: Estimate): 'gain' | 'stay-serial' | 'undecided' {
  const low = speedup.interval?.low ?? speedup.value / CLOSE
  const high = speedup.interval?.high ?? speedup.value * CLOSE
  if (low > 1) return 'gain'
  return high < 1 ? 'stay-serial' : 'undecided'
}

function againstSerial(serial: CaseResult, others: readonly CaseResult[]): Verdict {
  const best = others.toSorted(by((case_) => case_.speedup?.value ?? 0))[0]
  if (best === undefined || best.speedup === null) return { kind: 'serial-alone', serial }
  return { kind: judge(best.speedup), serial, best, speedup: best.speedup }
}

/** The verdict of a comparison. */
export function verdict(comparison: Comparison): Verdict {
  const { counted, shortRounds } = comparison.capacity
  if (counted === null)
    return { kind: 'no-capacity', short: shortRounds.length, rounds: roundsOf(comparison) }
  const serial = comparison.cases.find((case_) => case_.mode === 'serial')
  const others = comparison.cases.filter((case_) => case_.mode !== 'serial')
  if (serial !== undefined) return againstSerial(serial, others)
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
  return comparison.cases.filter(({ label, speedup }) => {
    if (label === outcome.best.label || speedup === null) return false
    if (won === null || speedup.interval === null)
      return speedup.value * CLOSE >= outcome.speedup.value
    return speedup.interval.high >= won.low
  })
}

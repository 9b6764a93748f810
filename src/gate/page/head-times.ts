/** The head's times with the spread of the blocks, as other tools take them. */
import type { Estimate } from '../../model.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
import type { Judged } from '../model/verdicts.ts'
import { bothSides } from './both-sides.ts'

export interface Told {
  id: string
  /** Ms a call on head. */
  head: number
  base: number
  change: Estimate | null
}

/** Benchmarks that were timed; speedups are no times. */
export function timed(report: AnyGateReport): Told[] {
  return report.decision.results
    .filter((result): result is Judged => result.state === 'judged' && result.metric === 'time')
    .flatMap(({ id, change }) => {
      const both = bothSides(report, id)
      return both === null ? [] : [{ id, ...both, change }]
    })
}

/** Ends of the head's time: the base's, times the interval of the change. */
export function range({ base, head, change }: Told): { low: number; high: number } {
  if (change === null || change.interval === null) return { low: head, high: head }
  const [one, other] = [base * change.interval.low, base * change.interval.high]
  return { low: Math.min(one, head), high: Math.max(other, head) }
}

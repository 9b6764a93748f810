/** A gate run in the formats of other tools: the head's times, with the spread of the blocks. */
import type { Estimate } from '../../model.ts'
import type { Judged } from '../model/facts.ts'
import type { AnyGateReport } from '../model/stored-record.ts'
import { bothSides } from './both-sides.ts'

interface Told {
  id: string
  /** Ms a call on head. */
  head: number
  base: number
  change: Estimate | null
}

/** Benchmarks that were timed; speedups are no times. */
function timed(report: AnyGateReport): Told[] {
  return report.decision.results
    .filter((result): result is Judged => result.state === 'judged' && result.metric === 'time')
    .flatMap(({ id, change }) => {
      const both = bothSides(report, id)
      return both === null ? [] : [{ id, ...both, change }]
    })
}

/** Ends of the head's time: the base's, times the interval of the change. */
function range({ base, head, change }: Told): { low: number; high: number } {
  if (change === null || change.interval === null) return { low: head, high: head }
  const [one, other] = [base * change.interval.low, base * change.interval.high]
  return { low: Math.min(one, head), high: Math.max(other, head) }
}

/** github-action-benchmark's `customSmallerIsBetter`. */
export function githubActionBenchmark(report: AnyGateReport): string {
  const entries = timed(report).map((told) => {
    const { low, high } = range(told)
    return {
      name: told.id,
      unit: 'ms',
      value: told.head,
      range: `± ${((high - low) / 2).toPrecision(3)}`,
      extra: `base ${told.base} ms`,
    }
  })
  return `${JSON.stringify(entries, null, 2)}\n`
}

/** Bencher Metric Format: latency in nanoseconds. */
export function bencherMetrics(report: AnyGateReport): string {
  const entries = timed(report).map((told) => {
    const { low, high } = range(told)
    const [value, lower, upper] = [told.head, low, high].map((ms) => ms * 1e6)
    return [told.id, { latency: { value, lower_value: lower, upper_value: upper } }] as const
  })
  const object = Object.fromEntries(entries)
  return `${JSON.stringify(object, null, 2)}\n`
}

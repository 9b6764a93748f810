/** A gate run for github-action-benchmark. */
import { range, timed } from './head-times.ts'
import type { AnyGateReport } from '../model/stored-record.ts'

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

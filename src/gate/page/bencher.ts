/** A gate run for Bencher. */
import { range, timed } from './head-times.ts'
import type { AnyGateReport } from '../model/stored-record.ts'

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

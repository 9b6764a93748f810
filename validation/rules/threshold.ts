/**
 * A fixed threshold on the ratio of two means: what most actions for continuous integration do.
 * github-action-benchmark (`src/write.ts`, `findAlerts`) alerts when `current.value / previous.value
 * > threshold`; its default is 200 %, and 110 % is what is set where small changes matter.
 *
 * Mapping: a value is the mean of one process, or of ten.
 */
import { mean } from '../../src/stats/mean.ts'
import { type OtherRule, pooled } from './rule.ts'

export function thresholdRule(threshold: number, runs: number): OtherRule {
  return {
    name: `threshold of ${Math.round(100 * threshold)} % on means`,
    runs,
    does: `the head fails when its mean is more than ${Math.round(100 * threshold)} % above the base's`,
    source: 'github-action-benchmark, findAlerts, alert-threshold 110 %',
    call(base, head) {
      const ratio = mean(pooled(head)) / mean(pooled(base))
      if (ratio > 1 + threshold) return 'slower'
      return 1 / ratio > 1 + threshold ? 'faster' : 'same'
    },
  }
}

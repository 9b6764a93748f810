/**
 * benchstat: a Mann-Whitney U test of the runs of both sides, a difference when p <= 0.05
 * (golang/perf, `benchmath/anone.go`, `AssumeNothing.Compare`; `sample.go`, `DefaultThresholds` and
 * `FormatDelta`). Its documentation asks for ten runs or more of each side. It adjusts nothing for the
 * number of benchmarks.
 *
 * Mapping: a value is one process's mean duration of a call, as a line of `go test -count 10` is. A
 * gate on it fails when the difference is one and the head's median is the larger.
 */
import { mannWhitney } from '../../src/stats/mann-whitney.ts'
import { mean } from '../../src/stats/mean.ts'
import { median } from '../../src/stats/quantile.ts'
import type { OtherRule } from './rule.ts'

const ALPHA = 0.05

/** Two-sided and exact, as benchstat's is for so few runs. */
export const benchstatP = (a: readonly number[], b: readonly number[]): number =>
  mannWhitney(a, b).twoSided

export const benchstat: OtherRule = {
  name: 'benchstat',
  runs: 10,
  does: 'Mann-Whitney U test of the means of ten processes of each side, p up to 0.05',
  source: 'golang/perf, benchmath AssumeNothing',
  call(base, head) {
    const [before, after] = [base.map(mean), head.map(mean)]
    if (benchstatP(before, after) > ALPHA) return 'same'
    return median(after) > median(before) ? 'slower' : 'faster'
  },
}

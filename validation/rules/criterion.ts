/**
 * Criterion.rs: a two-sample t statistic, its p from a bootstrap that draws both samples from the pool
 * of both (`src/analysis/compare.rs`, `t_test`; `src/stats/univariate/mixed.rs`;
 * `Distribution::p_value`), and the bootstrapped 95 % percentile interval of mean(head) / mean(base) -
 * 1. "Performance has regressed" when p < 0.05 and the whole interval lies above the noise threshold of
 * 1 % (`src/report.rs`, `compare_to_threshold`). It adjusts nothing for the number of benchmarks.
 *
 * Mapping: Criterion takes 100 samples in one process; the recording has 20 slices a process, so that
 * one variant has the 20 of one process and the other 100 of five. Criterion resamples 100,000 times;
 * here it is 1,000 times, which settles a p of 0.05 to 0.007. Where the means themselves are within 1 %
 * of each other nothing is drawn: a percentile interval around such a ratio cannot lie beyond 1 %.
 */
import { mean } from '../../src/stats/mean.ts'
import { quantile } from '../../src/stats/quantile.ts'
import type { Random } from '../../src/stats/random.ts'
import { type OtherRule, pooled } from './rule.ts'

const LEVEL = 0.05
const NOISE = 0.01
const CONFIDENCE = 0.95
const RESAMPLES = 1000

type Sample = Float64Array

interface Moments {
  mean: number
  variance: number
}

function momentsOf(values: Sample): Moments {
  let sum = 0
  for (const value of values) sum += value
  const centre = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - centre) ** 2
  return { mean: centre, variance: squares / (values.length - 1) }
}

/** Whole numbers below n, quickly; xorshift32 (Marsaglia, "Xorshift RNGs", 2003) is enough to resample. */
function indices(random: Random): (n: number) => number {
  let state = random.below(2 ** 32 - 1) + 1
  return (n) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * n)
  }
}

/** Mean and variance of `size` values drawn with replacement, without a list of them. */
function drawnMoments(values: Sample, size: number, below: (n: number) => number): Moments {
  // relative to one of them, so that the squares lose no digits
  const origin = values[0]!
  let sum = 0
  let squares = 0
  for (let draw = 0; draw < size; draw++) {
    const value = values[below(values.length)]! - origin
    sum += value
    squares += value * value
  }
  const shift = sum / size
  const variance = Math.max(0, (squares - size * shift * shift) / (size - 1))
  return { mean: origin + shift, variance }
}

const welch = (a: Moments, b: Moments, sizes: [number, number]): number =>
  (a.mean - b.mean) / Math.sqrt(a.variance / sizes[0] + b.variance / sizes[1])

/** Welch's t statistic, as Criterion's `Sample::t`. */
export const tStatistic = (a: Sample, b: Sample): number =>
  welch(momentsOf(a), momentsOf(b), [a.length, b.length])

/** Two-sided p of "both have the same mean"; draws without a spread are left out, as there. */
export function bootstrapP(a: Sample, b: Sample, random: Random): number {
  const pool = Float64Array.from([...a, ...b])
  const below = indices(random)
  const observed = tStatistic(a, b)
  const sizes: [number, number] = [a.length, b.length]
  const drawn = Array.from({ length: RESAMPLES }, () =>
    welch(drawnMoments(pool, a.length, below), drawnMoments(pool, b.length, below), sizes),
  ).filter(Number.isFinite)
  if (drawn.length === 0) return 1
  const hits = drawn.filter((t) => t < observed).length
  return (2 * Math.min(hits, drawn.length - hits)) / drawn.length
}

/** Percentile interval of mean(a) / mean(b) - 1. */
export function changeInterval(a: Sample, b: Sample, random: Random): [low: number, high: number] {
  const below = indices(random)
  const changes = Array.from({ length: RESAMPLES }, () => {
    const [first, second] = [drawnMoments(a, a.length, below), drawnMoments(b, b.length, below)]
    return first.mean / second.mean - 1
  })
  return [quantile(changes, (1 - CONFIDENCE) / 2), quantile(changes, (1 + CONFIDENCE) / 2)]
}

export function criterionRule(runs: number): OtherRule {
  return {
    name: 'Criterion',
    runs,
    does: 'bootstrapped t-test of all slices with p below 0.05, and the whole 95 % interval of the change of the mean beyond 1 %',
    source: 'bheisler/criterion.rs, analysis/compare.rs and report.rs',
    call(base, head, random) {
      const [before, after] = [pooled(base), pooled(head)]
      if (Math.abs(mean(after) / mean(before) - 1) <= NOISE) return 'same'
      const [a, b] = [Float64Array.from(after), Float64Array.from(before)]
      const [low, high] = changeInterval(a, b, random)
      if (low <= NOISE && high >= -NOISE) return 'same'
      if (bootstrapP(a, b, random) >= LEVEL) return 'same'
      return low > NOISE ? 'slower' : 'faster'
    },
  }
}

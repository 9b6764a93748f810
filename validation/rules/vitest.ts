/**
 * Vitest 5's own matcher on a stored result. `bench.from` reads what an earlier run has written, and
 * `toBeFasterThan` passes when `actual.latency.mean < expected.latency.mean * (1 - delta)`
 * (`benchMatchers` in `vitest/dist`, version 5.1). As a gate: `expect(base).not.toBeFasterThan(head, {
 * delta })`, which fails when the base of some earlier time is faster than the head by more than
 * delta.
 *
 * Mapping: `latency.mean` is the mean duration of all calls of one process; here it is the mean of
 * the slices, which last equally long. Vitest measures for a second in one process, the recording for
 * 0.4 seconds; the variant with ten processes has four.
 */
import { mean } from '../../src/stats/mean.ts'
import { type Call, type OtherRule, pooled, type Runs } from './rule.ts'

/** The matcher's comparison of two means. */
export const isFasterThan = (actual: number, expected: number, delta: number): boolean =>
  actual < expected * (1 - delta)

function call(base: Runs, head: Runs, delta: number): Call {
  const [before, after] = [mean(pooled(base)), mean(pooled(head))]
  if (isFasterThan(before, after, delta)) return 'slower'
  return isFasterThan(after, before, delta) ? 'faster' : 'same'
}

/** @param delta 0 is Vitest's default; 0.1 its documentation's example */
export function vitestRule(delta: number, runs: number): OtherRule {
  return {
    name: `Vitest's toBeFasterThan, delta ${delta}`,
    runs,
    does: `the head fails when the base's mean is more than ${Number((100 * delta).toPrecision(3))} % below its own`,
    source: 'vitest 5.1, benchMatchers.toBeFasterThan',
    call: (base, head) => call(base, head, delta),
  }
}

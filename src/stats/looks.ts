/**
 * Looking at figures while they are still being gathered, without fooling oneself: whoever takes a
 * 95 % interval after every round and stops when it pleases is wrong far more often than in 5 %.
 *
 * Each look gets a part of the level, fixed before anything is seen: a quarter of what the looks
 * before it have left, and the last one all the rest. The parts add up to the level, so by the
 * inequality of Bonferroni the chance that any look's interval misses the true value stays within it,
 * whatever makes one stop. These are repeated confidence intervals: Jennison and Turnbull, "Group
 * Sequential Methods" (2000), chapter 9; the level spent in parts: Slud and Wei (JASA, 1982), Lan and
 * DeMets (Biometrika, 1983). Theirs use how looks depend on each other and are a little narrower; this
 * asks nothing of the distribution, and goes with the exact signed-rank interval.
 */
import type { Estimate } from '../model.ts'

const LEVEL = 0.05
/** Part of the level left that a look gets which may not be the last. */
const PART = 1 / 4

/** What one look has to ask of its intervals. */
export interface Look {
  /** The confidence to ask for. */
  confidence: number
  /** Of the level, what the looks before it were given. */
  spent: number
}

/** @param before how many looks there were */
export function lookAfter(before: number, { last }: { last: boolean }): Look {
  const left = LEVEL * (1 - PART) ** before
  return { confidence: 1 - (last ? left : PART * left), spent: LEVEL - left }
}

/** The estimate of one look, with the confidence that all looks up to it have together. */
export function together(estimate: Estimate, { spent }: Look): Estimate {
  const { interval } = estimate
  if (interval === null) return estimate
  return { ...estimate, interval: { ...interval, confidence: interval.confidence - spent } }
}

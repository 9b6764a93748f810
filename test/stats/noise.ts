import type { Random } from '../../src/stats/random.ts'

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
}

/** Symmetric noise for simulations. */
export const noise = {
  normal,
  laplace: (random: Random): number => Math.log((1 - random.uniform()) / (1 - random.uniform())),
  /** Six times the spread, 15 % of the time. */
  bursts: (random: Random): number => normal(random) * (random.uniform() < 0.15 ? 6 : 1),
}

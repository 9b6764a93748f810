/** How long the gate waits: nothing may hang, and nothing slow may be cut off. */
import type { Entry } from './model/facts.ts'

/** Ms in which a side must start, or a test must come to its functions. */
const PATIENCE = 60_000

/** Ms in which a slice must be answered, beyond what it took in the discovery pass. */
const DEADLINE = 30_000

/** Share of the budget that is planned: one planned to its last second would be cut. */
export const PLANNED = 0.97

/** Ms. */
export interface Deadlines {
  patience: number
  deadline: number
}

/** Ms that everything may take, however short the budget. */
const LEAST = { patience: 20_000, deadline: 10_000 }

/**
 * Of the discovery pass, where nothing is known yet. An interval needs six blocks, in each of which
 * both sides get ready and make two calls at the least: what takes longer than this could not be
 * measured within the budget (ms), and must not eat that of the others.
 */
export const untilKnown = (budget: number): Deadlines => ({
  patience: Math.max(LEAST.patience, budget / 5),
  deadline: Math.max(LEAST.deadline, budget / 10),
})

/** Of a block: three times what the slowest took in the discovery pass comes on top. */
export function onceKnown(entries: readonly Pick<Entry, 'cost'>[]): Deadlines {
  const slowest = 3 * Math.max(0, ...entries.map(({ cost }) => cost))
  return { patience: PATIENCE + slowest, deadline: DEADLINE + slowest }
}

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

/** Of the discovery pass: nothing is known yet, so anything may take the whole budget, ms. */
export const untilKnown = (budget: number): Deadlines => ({
  patience: Math.max(PATIENCE, budget),
  deadline: Math.max(DEADLINE, budget),
})

/** Of a block: three times what the slowest took in the discovery pass comes on top. */
export function onceKnown(entries: readonly Pick<Entry, 'cost'>[]): Deadlines {
  const slowest = 3 * Math.max(0, ...entries.map(({ cost }) => cost))
  return { patience: PATIENCE + slowest, deadline: DEADLINE + slowest }
}

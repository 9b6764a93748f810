/** What is replayed: under which conditions, with which slowdowns. */
import { type Condition, type Effect, EFFECTS } from '../model.ts'

export const CONDITIONS: readonly Condition[] = ['quiet', 'competing']

export type Slower = Exclude<Effect, 0>

export const SLOWER: readonly Slower[] = EFFECTS.filter((effect) => effect !== 0)

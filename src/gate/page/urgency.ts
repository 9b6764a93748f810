/** The order of a gate's page and picture: what needs a look first. */
import type { Outcome, Result } from '../model/verdicts.ts'

/** The part of a report that the order depends on. */
interface Told {
  outcome: Outcome
  decision: { results: readonly Result[] }
}

/** From the most urgent; what is unchanged comes after them. */
export const URGENCY = [
  'regressions',
  'failed',
  'uncompared',
  'removed',
  'acknowledged',
  'improvements',
  'inconclusive',
  'fresh',
] as const

export interface Ordered {
  /** What changed, could not be decided or compared, or is sure to have changed within the margin. */
  first: Result[]
  /** What is unchanged. */
  rest: Result[]
}

export function ordered({ outcome, decision }: Told): Ordered {
  const byId = new Map(decision.results.map((result) => [result.id, result]))
  const results = (ids: readonly string[]): Result[] => ids.flatMap((id) => byId.get(id) ?? [])
  const unchanged = results(outcome.unchanged)
  return {
    first: [
      ...results(URGENCY.flatMap((kind) => outcome[kind])),
      ...unchanged.filter((result) => isSure(result)),
    ],
    rest: unchanged.filter((result) => !isSure(result)),
  }
}

/** A change within the margin that is sure all the same is worth a line. */
const isSure = (result: Result): boolean => result.state === 'judged' && result.sure !== null

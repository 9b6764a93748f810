import type { Decision, Judged, Outcome, Result } from '../model/verdicts.ts'

export interface OutcomeRules {
  /** Ids whose regression or absence is known and let pass. */
  acknowledged: readonly string[]
  /** Whether everything without a verdict fails the job as well. */
  strict: boolean
  /** Ids for which other figures of the same benchmark stand, such as its speedup for its time. */
  excused?: readonly string[]
}

/**
 * Sorts the results and says how the job ends. A regression counts for more than a failed
 * benchmark, since it is the answer that was asked for, and a failed one for more than one that was
 * not compared.
 */
export function outcomeOf({ results }: Pick<Decision, 'results'>, rules: OutcomeRules): Outcome {
  const { acknowledged, excused = [] } = rules
  const judged = results.filter((result): result is Judged => result.state === 'judged')
  const withVerdict = (verdict: Judged['verdict']) =>
    judged.filter((result) => result.verdict === verdict).map(({ id }) => id)
  const inState = (state: string) =>
    results.filter((result) => result.state === state).map(({ id }) => id)
  const known = new Set(acknowledged)
  const ofBase = results.filter((result) => isOfBase(result) && !excused.includes(result.id))
  const apart = ofBase.filter((result) => !isCompared(result)).map(({ id }) => id)
  const sorted = {
    regressions: withVerdict('regression').filter((id) => !known.has(id)),
    acknowledged: withVerdict('regression').filter((id) => known.has(id)),
    improvements: withVerdict('improvement'),
    unchanged: withVerdict('unchanged'),
    inconclusive: withVerdict('inconclusive'),
    fresh: inState('new'),
    removed: inState('removed'),
    uncompared: inState('uncompared'),
    failed: inState('failed'),
    compared: { count: ofBase.length - apart.length, of: ofBase.length },
    missing: apart.filter((id) => !known.has(id)),
  }
  return { ...sorted, exitCode: exitCode(sorted, rules) }
}

const isOfBase = (result: Result): boolean =>
  result.state === 'failed' ? result.base : result.state !== 'new'

/** A figure without an interval says nothing. */
export const isCompared = (result: Result): boolean =>
  result.state === 'judged' && (result.change?.interval ?? null) !== null

function exitCode(
  { regressions, failed, missing, compared, inconclusive, fresh }: Omit<Outcome, 'exitCode'>,
  { acknowledged, strict }: OutcomeRules,
): Outcome['exitCode'] {
  if (regressions.length > 0) return 1
  if (failed.length > 0) return 3
  if (missing.length > 0 || compared.count === 0) return 5
  const open = [...inconclusive, ...fresh.filter((id) => !acknowledged.includes(id))]
  return strict && open.length > 0 ? 4 : 0
}

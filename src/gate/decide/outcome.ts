import type { Decision, Judged, Outcome } from '../model/verdicts.ts'

/**
 * Sorts the results and says how the job ends. A regression counts for more than a failed
 * benchmark: it is the answer that was asked for.
 *
 * @param acknowledged ids whose regression is known and let pass
 * @param strict whether inconclusive ones fail the job as well
 */
export function outcomeOf(
  { results }: Pick<Decision, 'results'>,
  { acknowledged, strict }: { acknowledged: readonly string[]; strict: boolean },
): Outcome {
  const judged = results.filter((result): result is Judged => result.state === 'judged')
  const withVerdict = (verdict: Judged['verdict']) =>
    judged.filter((result) => result.verdict === verdict).map(({ id }) => id)
  const inState = (state: string) =>
    results.filter((result) => result.state === state).map(({ id }) => id)
  const known = new Set(acknowledged)
  const sorted = {
    regressions: withVerdict('regression').filter((id) => !known.has(id)),
    acknowledged: withVerdict('regression').filter((id) => known.has(id)),
    improvements: withVerdict('improvement'),
    unchanged: withVerdict('unchanged'),
    inconclusive: withVerdict('inconclusive'),
    fresh: inState('new'),
    removed: inState('removed'),
    failed: inState('failed'),
  }
  return { ...sorted, exitCode: exitCode(sorted, strict) }
}

function exitCode(sorted: Omit<Outcome, 'exitCode'>, strict: boolean): Outcome['exitCode'] {
  if (sorted.regressions.length > 0) return 1
  if (sorted.failed.length > 0) return 3
  return strict && sorted.inconclusive.length > 0 ? 4 : 0
}

/** The two ways to take a slice's call time, and which of them is tested. */
import { signedRank } from '../../stats/signed-rank.ts'
import { changes } from './blocks.ts'
import type { CallTime, GateRules, Word } from '../model/facts.ts'

/**
 * Which call time stage 2 tests: the fastest call of each slice, which scatters least, unless stage
 * 1 finds the mean call slower, and by more than the fastest one, as with garbage or a path that few
 * calls take. Stage 2's blocks are new, so that this choice costs no alpha.
 *
 * @param screened stage 1's blocks
 */
export function callTimeFor(
  screened: readonly Word[],
  { screen }: Pick<GateRules, 'screen'>,
): CallTime {
  const isAbove = (values: readonly number[]): boolean =>
    signedRank(values).greater <= screen.slower
  const beyond = screened.flatMap(({ mean, fastest }) =>
    mean.state === 'counted' && fastest.state === 'counted' ? [mean.change - fastest.change] : [],
  )
  const means = changes(screened.map(({ mean }) => mean))
  return isAbove(means) && isAbove(beyond) ? 'mean' : 'fastest'
}

/** Makes what there is one of for each call time. */
export const byCallTime = <Value>(
  make: (callTime: CallTime) => Value,
): Record<CallTime, Value> => ({
  mean: make('mean'),
  fastest: make('fastest'),
})

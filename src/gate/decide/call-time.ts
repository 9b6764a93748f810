/** The ways to take a call's time from a block's slices, and which of them is tested. */
import { spread } from '../../stats/sample-size.ts'
import { signedRank } from '../../stats/signed-rank.ts'
import { changes } from './blocks.ts'
import { CALL_TIMES } from '../model/facts.ts'
import type { CallTime, GateRules, SliceTimes, Word } from '../model/facts.ts'

/** Slices of which the fastest call counts as one. */
const SEVERAL = 4
/** A block has at least so many of these, as far as it has slices. */
const FEWEST = 5

/** What scatters less by less than this is as good; so few blocks tell no more. */
const CLEARLY = 0.9

/** One arm's slices in a block, in the order in which they were measured, ms a call. */
export type Slices = Record<keyof SliceTimes, readonly number[]>

/**
 * What a block's slices say by a call time, ms a call. From two milliseconds on a slice is a single
 * call, of which there is no fastest: `least` is that of several slices in a row.
 *
 * @returns a value a slice, or with `least` one for several
 */
export function timesBy(callTime: CallTime, slices: Slices): readonly number[] {
  if (callTime !== 'least') return slices[callTime]
  const { fastest } = slices
  const several = Math.max(1, Math.min(SEVERAL, Math.floor(fastest.length / FEWEST)))
  const count = Math.floor(fastest.length / several)
  return Array.from({ length: count }, (_, index) =>
    Math.min(...fastest.slice(index * several, (index + 1) * several)),
  )
}

/**
 * Which call time stage 2 tests: the one that clearly scattered least from block to block in stage 1, which
 * is blind to the direction of a change; unless stage 1 finds the mean call slower, and by more than
 * the fastest one, as with garbage or a path that few calls take. Stage 2's blocks are new, so that
 * this choice costs no alpha.
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
  if (isAbove(means) && isAbove(beyond)) return 'mean'
  return steadiest(screened)
}

function steadiest(screened: readonly Word[]): CallTime {
  const spreadBy = (callTime: CallTime): number => {
    const values = changes(screened.map((word) => word[callTime]))
    return values.length < 2 ? Infinity : spread(values)
  }
  return CALL_TIMES.reduce((best, one) => (spreadBy(one) < CLEARLY * spreadBy(best) ? one : best))
}

/** Makes what there is one of for each call time. */
export const byCallTime = <Value>(
  make: (callTime: CallTime) => Value,
): Record<CallTime, Value> => ({
  fastest: make('fastest'),
  mean: make('mean'),
  least: make('least'),
})

import { hodgesLehmann } from '../../stats/hodges-lehmann.ts'
import { spread } from '../../stats/sample-size.ts'
import { signedRank } from '../../stats/signed-rank.ts'
import { changes } from './blocks.ts'
import type { Entry, GateRules } from '../model/facts.ts'
import type { Group, Screened } from '../model/plans.ts'
import { logMargin } from './rules.ts'

/**
 * Stage 1's word on an entry:
 * - `slower`: the one-sided lower bound of its change is above 0 (signed-rank p at most
 *   `screen.slower`);
 * - `unresolved`: not so, but the interval reaches the margin or there is none, so "unchanged"
 *   cannot be said;
 * - `faster`: the mirror of slower, at the stricter `screen.faster`, and only where it may be by more
 *   than the margin, since an improvement blocks nobody;
 * - `settled`: none of these; unchanged.
 *
 * The test uses new blocks, so that nothing decided here costs alpha.
 */
export function screen(entry: Entry, rules: GateRules): Screened {
  const values = changes(entry.screen)
  const { greater, less } = signedRank(values)
  return {
    id: entry.id,
    group: groupOf(values, { greater, less }, rules),
    p: greater,
    spread: values.length < 2 ? null : spread(values),
  }
}

function groupOf(
  values: readonly number[],
  p: { greater: number; less: number },
  rules: GateRules,
): Group {
  if (p.greater <= rules.screen.slower) return 'slower'
  const { interval } = values.length === 0 ? NONE : hodgesLehmann(values, rules.confidence)
  const margin = logMargin(rules)
  if (interval === null || interval.high >= margin) return 'unresolved'
  return p.less <= rules.screen.faster && interval.low <= -margin ? 'faster' : 'settled'
}

const NONE = { interval: null }

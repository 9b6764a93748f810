/**
 * lanemark's own rule where base cannot be built: the gate against a stored baseline, whose blocks
 * are of another time as well.
 *
 * Mapping: a value is the median of one process's slices, as in a baseline's block. The level is the
 * job's divided by its twelve benchmarks, which is Holm's first and strictest step. What the gate also
 * asks, whether the machine has drifted since then, cannot be asked of a recording.
 */
import { decideStored } from '../../src/gate/decide/stored/stored-decision.ts'
import type { StoredEntry, StoredRules } from '../../src/gate/model/stored-record.ts'
import { DEFAULT_RULES } from '../../src/gate/decide/rules.ts'
import { median } from '../../src/stats/quantile.ts'
import type { OtherRule, Runs } from './rule.ts'

const BENCHMARKS = 12

function rulesFor(runs: number): StoredRules {
  const { margin, alpha, confidence, drop, detectable } = DEFAULT_RULES
  return {
    margin,
    alpha: alpha / BENCHMARKS,
    confidence,
    drop,
    // no part of a verdict, and most of the time
    detectable: { ...detectable, replays: 1 },
    blocks: { least: runs, most: runs },
  }
}

const entryOf = (base: Runs, head: Runs): StoredEntry => ({
  id: 'benchmark',
  unit: 'benchmark',
  metric: 'time',
  presence: { state: 'both' },
  cost: 0,
  base: base.map((slices) => median(slices)),
  head: head.map((slices) => median(slices)),
  dropped: {},
  measured: true,
})

export function storedRule(runs: number): OtherRule {
  const rules = rulesFor(runs)
  return {
    name: 'lanemark, stored baseline',
    runs,
    does: 'exact rank-sum test of the medians of ten processes of each side, beyond a margin of 1 %, 1 % for all twelve benchmarks together',
    source: 'src/gate/decide/stored',
    call(base, head) {
      const circumstances = { drift: null, differences: [] }
      const [result] = decideStored([entryOf(base, head)], rules, circumstances).results
      if (result?.state !== 'judged') return 'same'
      if (result.verdict === 'regression') return 'slower'
      return result.verdict === 'improvement' ? 'faster' : 'same'
    },
  }
}

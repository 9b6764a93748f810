/** From stored and fresh values to verdicts, by data alone. */
import type { Estimate } from '../../../model.ts'
import { holm } from '../../../stats/holm.ts'
import { rescale } from '../../../stats/interval.ts'
import { mannWhitney } from '../../../stats/mann-whitney.ts'
import { logarithms } from '../../../stats/mean.ts'
import { shiftEstimate } from '../../../stats/shift.ts'
import type { Samples } from '../../model/baseline.ts'
import type {
  Difference,
  Drift,
  StoredDecision,
  StoredEntry,
  StoredRules,
} from '../../model/stored-record.ts'
import type { Judged, PValues, Result } from '../../model/verdicts.ts'
import { logMargin } from '../rules.ts'
import { detectableShift } from './stored-detectable.ts'
import { forbidding } from './fingerprint.ts'
import { judgeStored } from './stored-judge.ts'

export interface Circumstances {
  /** Null where there were no blocks. */
  drift: Drift | null
  /** All fields in which the two machines differ. */
  differences: readonly Difference[]
}

/**
 * Judges every figure that may be compared: exact rank-sum test of head's values against the stored
 * ones, on logarithms and shifted by ln(1 + margin), one-sided, Holm over all figures. The mirror
 * test decides on improvements, and tests against 0 say which direction is sure.
 *
 * @throws {RangeError} on a value that is not a finite number above 0
 */
export function decideStored(
  entries: readonly StoredEntry[],
  rules: StoredRules,
  { drift, differences }: Circumstances,
): StoredDecision {
  const forbidden = {
    time: forbidding(differences, 'time'),
    speedup: forbidding(differences, 'speedup'),
  }
  const tested = entries.filter(
    ({ presence, metric, measured }) =>
      presence.state === 'both' && measured && forbidden[metric].length === 0,
  )
  const samples = new Map(tested.map((entry) => [entry, samplesOf(entry)]))
  const adjusted = adjust([...samples.values()], rules)
  const p = new Map(tested.map((entry, index) => [entry, adjusted[index]!]))
  const results = entries.map((entry): Result => {
    const { id, presence, metric, measured } = entry
    if (presence.state !== 'both') return { ...presence, id }
    const sample = samples.get(entry)
    if (sample !== undefined) {
      // a speedup is the quotient of two times of one block, so that a slower machine leaves it
      const own = metric === 'time' ? drift : null
      return judgeTested(
        entry,
        { sample, p: p.get(entry)!, tests: tested.length, drift: own },
        rules,
      )
    }
    const reason = measured
      ? { code: 'other-machine' as const, differences: [...forbidden[metric]] }
      : { code: 'budget' as const, stage: 'screen' as const }
    return { ...unjudged(entry), reasons: [reason] }
  })
  return { rules, results, tests: tested.length }
}

function samplesOf({ metric, base, head }: StoredEntry): Samples {
  const sign = metric === 'time' ? 1 : -1
  const worse = (values: readonly number[]) => logarithms(values).map((log) => sign * log)
  return { base: worse(base), head: worse(head) }
}

function adjust(samples: readonly Samples[], rules: StoredRules): PValues[] {
  const margin = logMargin(rules)
  const family = (side: 'greater' | 'less', shift: number) =>
    holm(samples.map(({ head, base }) => mannWhitney(head, base, shift)[side]))
  const [regression, slower] = [family('greater', margin), family('greater', 0)]
  const [improvement, faster] = [family('less', -margin), family('less', 0)]
  return samples.map((_, index) => ({
    regression: regression[index]!,
    slower: slower[index]!,
    improvement: improvement[index]!,
    faster: faster[index]!,
  }))
}

interface Tested {
  sample: Samples
  p: PValues
  tests: number
  drift: Drift | null
}

function judgeTested(entry: StoredEntry, evidence: Tested, rules: StoredRules): Judged {
  const { sample, p, tests } = evidence
  return {
    ...unjudged(entry),
    stage: 'test',
    change: ratio(sample, rules.confidence),
    p,
    detectable: detectableShift(sample, tests, rules),
    ...judgeStored(evidence, rules),
  }
}

function ratio({ head, base }: Samples, confidence: number): Estimate | null {
  if (head.length === 0 || base.length === 0) return null
  return rescale(shiftEstimate(head, base, confidence), Math.exp)
}

function unjudged({ id, metric, head, dropped }: StoredEntry): Judged {
  const none = { counted: 0, dropped: {} }
  return {
    state: 'judged',
    id,
    metric,
    verdict: 'inconclusive',
    sure: null,
    stage: 'none',
    change: null,
    control: null,
    p: null,
    blocks: { screen: none, test: { counted: head.length, dropped } },
    detectable: null,
    reasons: [],
  }
}

/** The gate's decision: from blocks to verdicts, by data alone. */
import { hodgesLehmann } from '../../stats/hodges-lehmann.ts'
import { holm } from '../../stats/holm.ts'
import { rescale, valuesNeeded } from '../../stats/interval.ts'
import { signedRank } from '../../stats/signed-rank.ts'
import type { Estimate } from '../../model.ts'
import { changes, controls, countBlocks } from './blocks.ts'
import { detectableByScreen, detectableByTest } from './detectable-slowdown.ts'
import { judgePairs } from './paired.ts'
import type { BlockWord, Entry, GateRules } from '../model/facts.ts'
import type { Group } from '../model/plans.ts'
import type { Decision, Judged, PValues, Reason, Result } from '../model/verdicts.ts'
import { overallChange } from './overall.ts'
import { checkedRules, logMargin } from './rules.ts'
import { screen } from './screen.ts'

/**
 * Judges every benchmark.
 *
 * Those that went on are tested on stage 2's blocks alone: exact signed-rank on change - ln(1 +
 * margin), one-sided, Holm over all of them with more weight for those that stage 1 found slower, so
 * that a job of unchanged benchmarks fails with chance alpha at most. The mirror test decides on
 * improvements, and tests against 0 say which direction is sure; each of these is a family of its own
 * at alpha.
 *
 * @param entries all benchmarks, with all the blocks there are
 * @returns results in the order of the entries
 * @throws {RangeError} for rules out of range, or a change that is not a finite number
 */
export function decide(entries: readonly Entry[], rules: GateRules): Decision {
  checkedRules(rules)
  const tested = entries.filter((entry) => entry.presence.state === 'both' && entry.test !== null)
  const adjusted = new Map(adjust(tested, rules).map((p, index) => [tested[index]!, p]))
  const results = entries.map((entry): Result => {
    if (entry.presence.state !== 'both') return { ...entry.presence, id: entry.id }
    const p = adjusted.get(entry)
    return p
      ? judgeTested(entry, p, tested.length, rules)
      : judgeScreened(entry, tested.length, rules)
  })
  const overall = overallChange(entries, rules.confidence)
  return { rules, results, tests: tested.length, overall }
}

/**
 * Each kind of test is adjusted over all benchmarks that went on; one without blocks counts with p
 * = 1.
 */
function adjust(tested: readonly Entry[], rules: GateRules): PValues[] {
  const margin = logMargin(rules)
  const groups = tested.map((entry) => screen(entry, rules).group)
  const family = (p: (entry: Entry) => number, favoured: Group) =>
    holm(
      tested.map(p),
      groups.map((group) => (group === favoured ? rules.test.favour : 1)),
    )
  const above = (centre: number) =>
    family((entry) => signedRank(testChanges(entry), centre).greater, 'slower')
  const below = (centre: number) =>
    family((entry) => signedRank(testChanges(entry), centre).less, 'faster')
  const [regression, slower] = [above(margin), above(0)]
  const [improvement, faster] = [below(-margin), below(0)]
  return tested.map((_, index) => ({
    regression: regression[index]!,
    slower: slower[index]!,
    improvement: improvement[index]!,
    faster: faster[index]!,
  }))
}

const testChanges = (entry: Entry): number[] => changes(entry.test ?? [])

function judgeTested(entry: Entry, p: PValues, tests: number, rules: GateRules): Judged {
  const values = testChanges(entry)
  const facts = {
    ...frame(entry),
    stage: 'test' as const,
    change: ratio(values, rules),
    control: ratio(controls(entry.test ?? []), rules),
    p,
    detectable: detectableByTest(values, tests, rules),
  }
  const few = tooFew(entry.test ?? [], rules)
  if (few) return { ...facts, verdict: 'inconclusive', sure: null, reasons: [few] }
  return { ...facts, ...judgePairs({ changes: values, p, tests }, rules) }
}

/** Stopped after stage 1, by its own figures or by the budget. */
function judgeScreened(entry: Entry, tests: number, rules: GateRules): Judged {
  const values = changes(entry.screen)
  const facts = {
    ...frame(entry),
    stage: entry.screen.length === 0 ? ('none' as const) : ('screen' as const),
    change: ratio(values, rules),
    control: null,
    p: null,
    sure: null,
    detectable: detectableByScreen(values, tests, rules),
  }
  if (facts.stage !== 'none' && screen(entry, rules).group === 'settled') {
    return { ...facts, verdict: 'unchanged', reasons: [] }
  }
  const stage = facts.stage === 'none' ? 'screen' : 'test'
  const few = facts.stage === 'none' ? null : tooFew(entry.screen, rules)
  const reasons: Reason[] = [{ code: 'budget', stage }, ...(few ? [few] : [])]
  return { ...facts, verdict: 'inconclusive', detectable: null, reasons }
}

function frame(entry: Entry) {
  const blocks = { screen: countBlocks(entry.screen), test: countBlocks(entry.test ?? []) }
  return { state: 'judged' as const, id: entry.id, metric: entry.metric, blocks }
}

function ratio(logs: readonly number[], rules: GateRules): Estimate | null {
  return logs.length === 0 ? null : rescale(hodgesLehmann(logs, rules.confidence), Math.exp)
}

function tooFew(blocks: readonly BlockWord[], rules: GateRules): Reason | null {
  const counted = changes(blocks).length
  const needed = valuesNeeded(rules.confidence)
  if (counted >= needed) return null
  return { code: 'few-blocks', counted, dropped: blocks.length - counted, needed }
}

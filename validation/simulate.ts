/**
 * The gate's error rates and power on synthetic machines: `node validation/simulate.ts [jobs]
 * [seed]`.
 *
 * A job has twelve benchmarks: eleven unchanged ones (eight quiet, one at 0.7 %, two noisy) and one
 * that the scenario is about. Costs are those measured: a block takes 1 s to start and 0.8 s a
 * benchmark.
 */
import { DEFAULT_RULES } from '../src/gate/decide/rules.ts'
import { clopperPearson } from './clopper-pearson.ts'
import { type Random, seededRandom } from '../src/stats/random.ts'
import type { GateRules } from '../src/gate/model/facts.ts'
import type { Judged } from '../src/gate/model/verdicts.ts'
import {
  bimodal,
  bursts,
  growing,
  type Job,
  type Noise,
  normal,
  runJob,
  skewed,
} from './synthetic.ts'

const jobs = Number(process.argv[2] ?? 500)
const seed = Number(process.argv[3] ?? 1)

/** Detectable slowdowns are no part of a verdict, and most of the time. */
const quick = (rules: GateRules): GateRules => ({
  ...rules,
  detectable: { ...rules.detectable, replays: 1 },
})
const DEFAULT = quick(DEFAULT_RULES)
/** As first planned: eight blocks, 80 %, then twenty for all. */
const PLAIN = quick({
  ...DEFAULT_RULES,
  screen: { ...DEFAULT_RULES.screen, slower: 0.2 },
  test: { ...DEFAULT_RULES.test, most: 20 },
})
const OTHERS = [3, 3, 3, 4, 4, 4, 5, 5, 7, 14, 16].map((spread) => spread / 1000)

interface Scenario {
  name: string
  spread: number
  ratio: number
  noise?: (random: Random) => Noise
  rules?: GateRules
  budget?: number
  cost?: number
}

interface Tally {
  fails: number
  reported: number
  falseAlarms: number
  falseSure: number
  inconclusive: number
  /** Intervals from stage 2 that hold the truth, of how many. */
  covered: number
  intervals: number
  /** The same for all intervals shown, those of stage 1 included. */
  shownCovered: number
  shown: number
  blocks: number
  seconds: number
}

function count(tally: Tally, { decision, plan, entries, duration }: Job, ratio: number): void {
  const judged = decision.results.filter((result): result is Judged => result.state === 'judged')
  const [first, ...others] = judged
  const unchanged = ratio === 1 ? judged : others
  if (first?.verdict === 'regression') tally.fails++
  if (first?.sure === 'slower') tally.reported++
  if (unchanged.some(({ verdict }) => verdict === 'regression')) tally.falseAlarms++
  if (unchanged.some(({ sure }) => sure === 'slower')) tally.falseSure++
  tally.inconclusive += judged.filter(({ verdict }) => verdict === 'inconclusive').length
  for (const [index, result] of judged.entries()) {
    const interval = result.change?.interval
    if (!interval) continue
    const truth = index === 0 ? ratio : 1
    const holds = interval.low <= truth && truth <= interval.high ? 1 : 0
    tally.shown++
    tally.shownCovered += holds
    if (entries[index]!.test === null) continue
    tally.intervals++
    tally.covered += holds
  }
  tally.blocks += plan.parts.find(({ unit }) => unit === 'b0')?.blocks ?? 0
  tally.seconds += duration / 1000
}

function simulate(scenario: Scenario): Tally {
  const random = seededRandom(seed)
  const { ratio, spread, noise, rules = DEFAULT, budget = 300, cost = 800 } = scenario
  const tally: Tally = {
    fails: 0,
    reported: 0,
    falseAlarms: 0,
    falseSure: 0,
    inconclusive: 0,
    covered: 0,
    intervals: 0,
    shownCovered: 0,
    shown: 0,
    blocks: 0,
    seconds: 0,
  }
  for (let job = 0; job < jobs; job++) {
    const shared = noise ? noise(random) : normal
    const others = OTHERS.map((other) => ({ ratio: 1, spread: other, noise: shared }))
    const limits = { startup: 1000, budget: 1000 * budget }
    const benchmarks = [{ ratio, spread, noise: shared }, ...others]
    count(tally, runJob(benchmarks, random, { rules, limits, cost }), ratio)
  }
  return tally
}

const percent = (share: number): string => (100 * share).toFixed(1)

const rate = (hits: number, of = jobs): string => {
  const { low, high } = clopperPearson(hits, of)
  return `${percent(hits / of)} (${percent(low)}-${percent(high)})`
}

function row(scenario: Scenario): string {
  const tally = simulate(scenario)
  return [
    scenario.name.padEnd(22),
    `${(100 * scenario.spread).toFixed(1)} %`,
    `${(100 * (scenario.ratio - 1)).toFixed(0)} %`,
    rate(tally.fails).padEnd(18),
    rate(tally.reported).padEnd(18),
    rate(tally.falseAlarms).padEnd(15),
    rate(tally.falseSure).padEnd(15),
    (tally.inconclusive / jobs).toFixed(2),
    (tally.intervals === 0 ? '-' : rate(tally.covered, tally.intervals)).padEnd(18),
    (tally.shown === 0 ? '-' : rate(tally.shownCovered, tally.shown)).padEnd(18),
    (tally.blocks / jobs).toFixed(0),
    (tally.seconds / jobs).toFixed(0),
  ].join(' | ')
}

const spreads = [0.003, 0.005, 0.013, 0.016]
const scenarios: Scenario[] = [
  ...spreads.flatMap((spread) =>
    [1, 1.01, 1.02].map((ratio) => ({ name: 'default', spread, ratio })),
  ),
  ...[0.005, 0.016].map((spread) => ({
    name: 'plain 8 then 20',
    spread,
    ratio: 1.02,
    rules: PLAIN,
  })),
  { name: 'plain 8 then 20', spread: 0.016, ratio: 1.01, rules: PLAIN },
  { name: 'plain 8 then 20', spread: 0.016, ratio: 1, rules: PLAIN },
  ...[1, 1.01, 1.02].map((ratio) => ({ name: 'ten minutes', spread: 0.016, ratio, budget: 600 })),
  ...[1, 1.01, 1.02].map((ratio) => ({ name: '1.2 s a block', spread: 0.016, ratio, cost: 1200 })),
  ...[0.005, 0.016].flatMap((spread) =>
    [1, 1.02].map((ratio) => ({ name: 'bursts', spread, ratio, noise: bursts })),
  ),
  ...[1, 1.02].map((ratio) => ({ name: 'skewed', spread: 0.016, ratio, noise: () => skewed })),
  ...[1, 1.02].map((ratio) => ({ name: 'two kinds', spread: 0.016, ratio, noise: () => bimodal })),
  ...[1, 1.02].map((ratio) => ({ name: 'growing', spread: 0.005, ratio, noise: () => growing })),
]

console.log(
  `${jobs} jobs a line, seed ${seed}; rates in % with 95 % Clopper-Pearson intervals
name | block sd | true change | fails | reported slower | job: false alarm | job: false "sure" | inconclusive of 12 | coverage, stage 2 | coverage, all shown | blocks | seconds`,
)
for (const scenario of scenarios) console.log(row(scenario))

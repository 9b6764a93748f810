/**
 * Synthetic benchmarks: processes with known speeds and noise, so that the right verdict is known.
 */
import { decide } from '../src/gate/decide/decision.ts'
import type { BlockWord, Entry, GateRules } from '../src/gate/model/facts.ts'
import type { Limits, TestPlan } from '../src/gate/model/plans.ts'
import type { Decision } from '../src/gate/model/verdicts.ts'
import { planTest } from '../src/gate/decide/plan-test.ts'
import { screenTime, unitsOf } from '../src/gate/decide/block-cost.ts'
import type { Random } from '../src/stats/random.ts'

/** One process's deviation in one block, as a logarithm; `block` counts on over both stages. */
export type Noise = (random: Random, block: number) => number

export interface Synthetic {
  /** The true ratio head / base, e.g. 1.02. */
  ratio: number
  /** Standard deviation of a block's log ratio, e.g. 0.004. */
  spread: number
  /** Standard normal unless told. */
  noise?: Noise
  /** ln(base' / base) of the machine's favouritism; 0 unless told. */
  bias?: number
}

export const normal: Noise = (random) =>
  Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())

/** Every process slow now and then, never fast: skewed, sd 1. */
export const skewed: Noise = (random) => -Math.log(1 - random.uniform()) - 1

/** Processes of two kinds, one in five of them fast: sd 1. */
export const bimodal: Noise = (random) => (random.uniform() < 0.2 ? -2 : 0.5)

/** In 15 % of the blocks six times the spread. */
export function bursts(random: Random): Noise {
  const inBurst = new Map<number, boolean>()
  return (draws, block) => {
    if (!inBurst.has(block)) inBurst.set(block, random.uniform() < 0.15)
    return normal(draws, block) * (inBurst.get(block) ? 6 : 1)
  }
}

/** A spread that grows from block to block, to four times within a hundred blocks. */
export const growing: Noise = (random, block) => normal(random, block) * (1 + 0.03 * block)

/**
 * One block; the arms share nothing but the machine's moment, so each process has noise of its own.
 */
export function blockWith(
  one: Synthetic,
  random: Random,
  index: number,
  third: boolean,
): BlockWord {
  const { ratio, spread, noise = normal, bias = 0 } = one
  const process = () => (noise(random, index) * spread) / Math.SQRT2
  const base = process()
  const change = Math.log(ratio) + process() - base
  return { state: 'counted', change, control: third ? bias + process() - base : null }
}

export function blocksWith(
  one: Synthetic,
  random: Random,
  { count, thirds = 0, from = 0 }: { count: number; thirds?: number; from?: number },
): BlockWord[] {
  return Array.from({ length: count }, (_, index) =>
    blockWith(one, random, from + index, index < thirds),
  )
}

/** A benchmark found on both sides; what is not told is empty. */
export function entry(id: string, told: Partial<Entry> = {}): Entry {
  return {
    id,
    unit: id,
    metric: 'time',
    presence: { state: 'both' },
    cost: 800,
    callTime: 'fastest',
    screen: [],
    test: null,
    ...told,
  }
}

export interface Job {
  decision: Decision
  plan: TestPlan
  entries: Entry[]
  /** Milliseconds that the job would take. */
  duration: number
}

/** A whole job: stage 1, the plan, stage 2, the decision. */
export function runJob(
  benchmarks: readonly Synthetic[],
  random: Random,
  { rules, limits, cost = 800 }: { rules: GateRules; limits: Limits; cost?: number },
): Job {
  const count = rules.screen.blocks
  const screened = benchmarks.map((one, index) =>
    entry(`b${index}`, { cost, screen: blocksWith(one, random, { count }) }),
  )
  const used = screenTime(
    unitsOf(screened).map(({ unit, cost: own }) => ({ unit, cost: own, left: count })),
    limits.startup,
  )
  const plan = planTest(screened, rules, { ...limits, budget: limits.budget - used })
  const entries = screened.map((one, index) => {
    const part = plan.parts.find(({ unit }) => unit === one.unit)
    if (!part) return one
    const size = { count: part.blocks, thirds: part.controls, from: count }
    return entry(one.id, { ...one, test: blocksWith(benchmarks[index]!, random, size) })
  })
  return { decision: decide(entries, rules), plan, entries, duration: used + plan.duration }
}

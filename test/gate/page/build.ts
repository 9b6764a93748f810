/** Gate reports about benchmarks with known times, speeds and noise: the same ones each time. */
import { blockOf } from '../../../src/gate/decide/blocks.ts'
import { decide } from '../../../src/gate/decide/decision.ts'
import type { BlockWord, CallTime, Entry, Presence } from '../../../src/gate/model/facts.ts'
import { GATE_SCHEMA } from '../../../src/gate/model/record.ts'
import type { BlockRecord, FunctionRecord, GateReport } from '../../../src/gate/model/record.ts'
import { outcomeOf } from '../../../src/gate/decide/outcome.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import type { Random } from '../../../src/stats/random.ts'
import { noise } from '../../stats/noise.ts'

/** The machine of all made-up reports of the gate. */
export const ENVIRONMENT = {
  cpu: 'a processor',
  cores: 2,
  quota: null,
  os: 'an OS',
  node: 'v24.0.0',
  v8: '13',
  vitest: '5.1.1',
  lanemark: '0.1.0',
  date: '2026-11-22T00:00:00.000Z',
}

export const EVERYTHING = { filters: [], projects: [], named: null }

export interface Bench {
  name: string
  /** Ms a call on base. */
  time?: number
  /** The true ratio of head to base. */
  ratio?: number
  /** Standard deviation of one process's logarithm. */
  spread?: number
  /** A share of the processes runs so much slower; `together` in the same blocks on all arms. */
  kinds?: { share: number; factor: number; together?: boolean }
  /** Stage 2's blocks; null where it stopped after stage 1. */
  test?: number | null
  screen?: number
  presence?: Presence
  callTime?: CallTime
  /** So many blocks of stage 2 are dropped. */
  dropped?: Extract<BlockWord, { state: 'dropped' }>['reason'][]
}

export interface Surroundings {
  needed?: number
  adoption?: GateReport['adoption']
  /** Share of the cores' time that the host took, by block. */
  stolen?: (block: number) => number | null
  acknowledged?: string[]
  margin?: number
  failures?: BlockRecord['failures']
  steady?: GateReport['steady']
}

const SCREEN = 8

/** One block of one benchmark: what was recorded, and its word. */
function blockFor(bench: Bench, random: Random, third: boolean): [FunctionRecord, BlockWord] {
  const { time = 10, ratio = 1, spread = 0.003, kinds } = bench
  const shared = random.uniform()
  const process = (typical: number): number[] => {
    const own = random.uniform()
    const drawn = kinds?.together === true ? shared : own
    const state = kinds !== undefined && drawn < kinds.share ? kinds.factor : 1
    const value = typical * state * Math.exp(spread * noise.normal(random))
    return [0.999, 1, 1.001].map((factor) => Number((value * factor).toPrecision(7)))
  }
  const [base, head] = [process(time), process(time * ratio)]
  const copy = third ? process(time) : null
  const turns = base.map((one, index) => ({
    base: one,
    head: head[index]!,
    again: copy?.[index] ?? null,
  }))
  const durations = { base, head, copy }
  return [{ name: 'f', mean: durations, fastest: durations }, blockOf(turns)]
}

interface Made {
  entry: Entry
  screen: FunctionRecord[]
  test: FunctionRecord[]
}

function make(bench: Bench, random: Random): Made {
  const { name: id, screen = SCREEN, test = null, presence = { state: 'both' } } = bench
  const { callTime = 'fastest' } = bench
  const here = presence.state === 'both'
  const run = (count: number, thirds: number): [FunctionRecord, BlockWord][] =>
    Array.from({ length: here ? count : 0 }, (_, index) => blockFor(bench, random, index < thirds))
  const [first, second] = [run(screen, 0), run(test ?? 0, 20)]
  const tested = second.map(([, block]) => block)
  for (const [index, reason] of (bench.dropped ?? []).entries()) {
    tested[index] = { state: 'dropped', reason }
  }
  return {
    entry: {
      id,
      unit: id,
      metric: 'time',
      presence,
      cost: 800,
      callTime,
      screen: first.map(([, block]) => block),
      test: here && test !== null ? tested : null,
    },
    screen: first.map(([record]) => record),
    test: second.map(([record]) => record),
  }
}

function blocksOf(
  made: readonly Made[],
  stage: BlockRecord['stage'],
  { stolen = () => 0, failures = [] }: Surroundings,
): BlockRecord[] {
  const count = Math.max(0, ...made.map((one) => one[stage].length))
  return Array.from({ length: count }, (_, index) => ({
    stage,
    took: 5000,
    capacity: { delivered: 1.9 + (index % 5) / 50, of: 2 },
    stolen: stolen(index),
    failures: stage === 'test' && index === 0 ? failures : [],
    groups: made.flatMap((one) => {
      const record = one[stage][index]
      return record === undefined
        ? []
        : [{ unit: one.entry.unit, group: 0, took: 800, functions: [record] }]
    }),
  }))
}

export function gateOf(benches: readonly Bench[], around: Surroundings = {}): GateReport {
  const random = seededRandom(7)
  const made = benches.map((bench) => make(bench, random))
  const entries = made.map(({ entry }) => entry)
  const rules = {
    ...DEFAULT_RULES,
    drop: { stolen: 0.25, capacity: 0.5 },
    margin: around.margin ?? DEFAULT_RULES.margin,
    detectable: { ...DEFAULT_RULES.detectable, replays: 50 },
  }
  const decision = decide(entries, rules)
  const acknowledged = around.acknowledged ?? []
  const ids = entries.map(({ id }) => id)
  return {
    schema: GATE_SCHEMA,
    command: 'npx lanemark gate --base=origin/main --budget=300s --margin=1% --alpha=1% --seed=42',
    seed: 42,
    base: { ref: 'origin/main', commit: '0123456789abcdef'.repeat(2) },
    head: { commit: 'fedcba9876543210'.repeat(2), branch: 'faster-parser', dirty: false },
    settings: { picked: EVERYTHING, budget: 300_000, strict: false, acknowledged, setup: null },
    environment: ENVIRONMENT,
    steady: around.steady ?? { core: 1, addresses: true },
    installed: null,
    adoption: around.adoption ?? null,
    benches: { own: [], helpers: [] },
    places: [],
    took: 187_400,
    startup: 1900,
    needed: around.needed ?? null,
    plan: {
      screen: { blocks: SCREEN, included: ids, leftOut: [], duration: 40_000 },
      test: { parts: [], leftOut: [], tests: decision.tests, floor: 7, duration: 100_000 },
    },
    figures: ids.map((id) => ({ id, unit: id, group: 0, name: 'f', metric: 'time' })),
    differing: [],
    entries,
    blocks: [...blocksOf(made, 'screen', around), ...blocksOf(made, 'test', around)],
    decision,
    outcome: outcomeOf(decision, { acknowledged, strict: false }),
  }
}

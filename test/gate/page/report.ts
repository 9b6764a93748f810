/** A small gate report about one benchmark that became slower. */
import { decide } from '../../../src/gate/decide/decision.ts'
import type { BlockWord, Entry } from '../../../src/gate/model/facts.ts'
import { GATE_SCHEMA } from '../../../src/gate/model/record.ts'
import type { GateReport } from '../../../src/gate/model/record.ts'
import { outcomeOf } from '../../../src/gate/decide/outcome.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { ENVIRONMENT } from './build.ts'

const rules = { ...DEFAULT_RULES, detectable: { ...DEFAULT_RULES.detectable, replays: 5 } }

const blocks = (count: number): BlockWord[] =>
  Array.from({ length: count }, (_, index) => ({
    state: 'counted',
    change: 0.69 + index / 1000,
    control: index % 2 === 0 ? 0.001 : -0.001,
  }))

export function gateReport(name: string): GateReport {
  const id = `a.bench.ts > ${name}`
  const both = { state: 'both' } as const
  const entry: Entry = {
    id,
    unit: id,
    metric: 'time',
    presence: both,
    cost: 1,
    callTime: 'fastest',
    screen: blocks(8),
    test: blocks(20),
  }
  const entries: Entry[] = [
    entry,
    {
      ...entry,
      id: `${id}, other`,
      presence: { state: 'failed', error: name, base: true },
      screen: [],
      test: null,
    },
  ]
  const decision = decide(entries, rules)
  const figure = { id, unit: id, group: 0, name: 'f', metric: 'time' } as const
  const durations = { base: [1, 1], head: [2, 2], copy: null }
  const functions = [{ name: 'f', mean: durations, fastest: durations }]
  return {
    schema: GATE_SCHEMA,
    command: `npx lanemark gate ${name}`,
    seed: 1,
    base: { ref: name, commit: '0'.repeat(40) },
    head: { commit: null, branch: name, dirty: true },
    settings: {
      picked: { filters: [name], projects: [], named: null },
      budget: 1,
      strict: false,
      acknowledged: [],
      setup: null,
    },
    environment: ENVIRONMENT,
    steady: { core: 1, addresses: true },
    installed: null,
    adoption: null,
    benches: { own: [], helpers: [] },
    places: [],
    took: 1000,
    startup: 100,
    needed: null,
    plan: {
      screen: { blocks: 8, included: [id], leftOut: [], duration: 1 },
      test: { parts: [], leftOut: [], tests: 1, floor: 7, duration: 1 },
    },
    figures: [figure],
    differing: [id],
    entries,
    blocks: [
      {
        stage: 'screen',
        took: 1,
        capacity: { delivered: 2, of: 2 },
        stolen: 0,
        groups: [{ unit: id, group: 0, took: 1, functions }],
        failures: [],
      },
    ],
    decision,
    outcome: outcomeOf(decision, { acknowledged: [], strict: false }),
  }
}

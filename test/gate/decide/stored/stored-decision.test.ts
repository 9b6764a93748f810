/** Verdicts against a stored baseline, from made-up values. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideStored } from '../../../../src/gate/decide/stored/stored-decision.ts'
import { driftOf } from '../../../../src/gate/decide/stored/drift.ts'
import { budgetNeeded, planBlocks } from '../../../../src/gate/decide/stored/stored-plan.ts'
import type { BlockFacts } from '../../../../src/gate/model/baseline.ts'
import type { Drift, StoredEntry, StoredRules } from '../../../../src/gate/model/stored-record.ts'
import type { Judged } from '../../../../src/gate/model/verdicts.ts'
import { explain } from '../../../../src/gate/page/reasons.ts'
import { DEFAULT_RULES } from '../../../../src/gate/decide/rules.ts'
import { seededRandom } from '../../../../src/stats/random.ts'
import { noise } from '../../../stats/noise.ts'

const { margin, alpha, confidence, drop, detectable } = DEFAULT_RULES
const RULES: StoredRules = {
  margin,
  alpha,
  confidence,
  drop,
  detectable: { ...detectable, replays: 50 },
  blocks: { least: 10, most: 40 },
}

const random = seededRandom(11)

/** Values about `centre`, one per cent apart. */
const about = (centre: number, count = 20): number[] =>
  Array.from({ length: count }, () => centre * Math.exp(0.01 * noise.normal(random)))

const entry = (id: string, base: number[], head: number[], rest: Partial<StoredEntry> = {}) => ({
  id,
  unit: id,
  metric: 'time' as const,
  presence: { state: 'both' as const },
  cost: 1,
  base,
  head,
  dropped: {},
  measured: true,
  ...rest,
})

const QUIET = { drift: null, differences: [] }

function judged(entries: StoredEntry[], circumstances: Parameters<typeof decideStored>[2] = QUIET) {
  return decideStored(entries, RULES, circumstances).results.map((result): Judged => {
    if (result.state !== 'judged') throw new Error(`${result.id} is ${result.state}`)
    return result
  })
}

const verdicts = (...given: Parameters<typeof judged>): string[] =>
  judged(...given).map(({ verdict }) => verdict)

describe('verdicts', () => {
  test('slower, faster, the same, and too noisy to say', () => {
    const wild = (): number[] => about(1, 10).map((value, index) => value * (1 + (index % 3)))
    const found = verdicts([
      entry('slower', about(1), about(1.1)),
      entry('faster', about(1), about(0.9)),
      entry('same', about(1, 40), about(0.99, 40)),
      entry('noisy', wild(), wild()),
    ])
    expect(found).toEqual(['regression', 'improvement', 'unchanged', 'inconclusive'])
  })

  test('a lower speedup is worse', () => {
    const speedup = { metric: 'speedup' as const }
    const found = judged([
      entry('less', about(2), about(1.8), speedup),
      entry('more', about(2), about(2.2), speedup),
    ])
    expect(found.map(({ verdict }) => verdict)).toEqual(['regression', 'improvement'])
    expect(found[0]?.change?.value).toBeCloseTo(2 / 1.8, 1)
  })

  test('what is smaller than the detectable slowdown is larger than the margin', () => {
    const [found] = judged([entry('same', about(1), about(1))])
    expect(found?.detectable).toBeGreaterThan(1 + margin)
    expect(found?.detectable).toBeLessThan(1.1)
  })

  test('too few values decide nothing, and say so', () => {
    const [found] = judged([entry('few', about(1, 3), about(2, 3))])
    expect(found).toMatchObject({ verdict: 'inconclusive', reasons: [{ code: 'few-values' }] })
    const [none] = judged([entry('none', about(1), [])])
    expect(none).toMatchObject({ verdict: 'inconclusive', change: null })
  })

  test('what was not measured, or is only on one side', () => {
    const entries = [
      entry('left out', [], [], { measured: false }),
      entry('new', [], [], { presence: { state: 'new', because: 'absent on base', error: null } }),
      entry('gone', [], [], { presence: { state: 'removed', because: 'gone' } }),
    ]
    const { results, tests } = decideStored(entries, RULES, QUIET)
    expect(tests).toBe(0)
    expect(results).toMatchObject([
      { verdict: 'inconclusive', reasons: [{ code: 'budget' }] },
      { state: 'new' },
      { state: 'removed', because: 'gone' },
    ])
  })

  test('the order of the blocks and the unit of time change nothing', () => {
    const values = fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), {
      minLength: 5,
      maxLength: 12,
    })
    fc.assert(
      fc.property(values, values, (base, head) => {
        const [one] = judged([entry('a', base, head)])
        const [other] = judged([entry('a', base.toReversed(), head.toReversed())])
        expect(other).toEqual({ ...one, detectable: other?.detectable })
        const [scaled] = judged([
          entry(
            'a',
            base.map((v) => 8 * v),
            head.map((v) => 8 * v),
          ),
        ])
        expect(scaled?.change?.value).toBeCloseTo(one?.change?.value ?? 0, 9)
      }),
      { numRuns: 40 },
    )
  })

  test('identical code fails no more often than alpha allows', () => {
    const rules = { ...RULES, margin: 0, alpha: 0.1 }
    let alarms = 0
    const runs = 300
    for (let run = 0; run < runs; run++) {
      const entries = ['a', 'b', 'c'].map((id) => entry(id, about(1, 10), about(1, 10)))
      const { results } = decideStored(
        entries,
        { ...rules, detectable: { ...detectable, replays: 1 } },
        QUIET,
      )
      if (results.some((result) => result.state === 'judged' && result.verdict === 'regression')) {
        alarms += 1
      }
    }
    // 30 expected at the most; three standard errors above
    expect(alarms).toBeLessThan(46)
  })
})

describe('drift', () => {
  const drifting = (ratio: number, p: number): { drift: Drift; differences: [] } => ({
    drift: { ratio, p, stored: 3, head: 3 * ratio },
    differences: [],
  })

  test('a machine that became slower takes the verdict, unless it survives', () => {
    const [small, large] = judged(
      [entry('small', about(1), about(1.05)), entry('large', about(1), about(3))],
      drifting(1.05, 1e-6),
    )
    expect(small).toMatchObject({ verdict: 'inconclusive', reasons: [{ code: 'drifted' }] })
    expect(large).toMatchObject({ verdict: 'regression', reasons: [{ code: 'drift-within' }] })
    expect(small?.reasons.map(explain)[0]).toContain('would be regression')
  })

  test('unchanged does not survive it either; speedups do', () => {
    const found = verdicts(
      [
        entry('time', about(1, 40), about(0.99, 40)),
        entry('speedup', about(1, 40), about(1.01, 40), { metric: 'speedup' }),
      ],
      drifting(0.9, 1e-6),
    )
    expect(found).toEqual(['inconclusive', 'unchanged'])
  })

  test('a deviation that is neither sure nor large takes nothing', () => {
    expect(verdicts([entry('a', about(1), about(1.1))], drifting(1.005, 0.2))).toEqual([
      'regression',
    ])
  })

  test('is seen in the blocks', () => {
    const blocks = (centre: number): BlockFacts[] =>
      about(centre).map((median) => ({
        took: 1,
        capacity: { delivered: 2, of: 2 },
        stolen: null,
        calibration: { median, spread: 0 },
      }))
    const drift = driftOf(blocks(3), blocks(3.3))
    expect(drift?.ratio).toBeCloseTo(1.1, 1)
    expect(drift?.p).toBeLessThan(1e-6)
    expect(driftOf(blocks(3), [])).toBeNull()
  })
})

describe('another machine', () => {
  const entries = [
    entry('time', about(1), about(3)),
    entry('speedup', about(2), about(1), { metric: 'speedup' }),
  ]
  const decided = (field: 'cpu' | 'cores' | 'release') =>
    decideStored(entries, RULES, {
      drift: null,
      differences: [
        {
          field,
          stored: field === 'release' ? '6.8.0-1' : '4',
          here: field === 'release' ? '6.8.0-2' : '2',
        },
      ],
    })

  test('another processor: times are refused, speedups compared', () => {
    const { results, tests } = decided('cpu')
    expect(tests).toBe(1)
    expect(results).toMatchObject([
      { verdict: 'inconclusive', change: null, reasons: [{ code: 'other-machine' }] },
      { verdict: 'regression' },
    ])
  })

  test('other cores: both are refused', () => {
    expect(decided('cores').tests).toBe(0)
  })

  test('a patched system: neither', () => {
    expect(decided('release').tests).toBe(2)
  })
})

describe('the plan', () => {
  const units = [
    { unit: 'dear', cost: 1000 },
    { unit: 'cheap', cost: 100 },
  ]
  const LIMITS = { least: 10, most: 40 }

  test('as many blocks as fit, at most forty', () => {
    const plan = (budget: number) => planBlocks(units, LIMITS, { startup: 100, budget })
    expect(plan(1e6)).toMatchObject({ blocks: 40, leftOut: [], duration: 48_000 })
    expect(plan(24_000)).toMatchObject({ blocks: 20, leftOut: [] })
    expect(plan(11_000)).toMatchObject({ blocks: 40, included: ['cheap'], leftOut: ['dear'] })
    expect(plan(100)).toMatchObject({ blocks: 0, included: [] })
  })

  test('the budget that it asks for suffices', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(costs, fc.integer({ min: 0, max: 3000 }), (given, startup) => {
        const all = given.map((cost, index) => ({ unit: String(index), cost }))
        const budget = budgetNeeded(all, 10, startup)
        expect(planBlocks(all, LIMITS, { startup, budget }).leftOut).toEqual([])
        expect(planBlocks(all, LIMITS, { startup, budget: budget - 1 }).leftOut).not.toEqual([])
      }),
    )
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/gate/decide/decision.ts'
import type { BlockWord, Entry, GateRules } from '../../../src/gate/model/facts.ts'
import type { Judged } from '../../../src/gate/model/verdicts.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { blocksWith, bursts, entry, type Synthetic } from '../../../validation/synthetic.ts'

const RULES: GateRules = { ...DEFAULT_RULES, detectable: { power: 0.8, replays: 100, seed: 1 } }
const DROPPED: BlockWord = { state: 'dropped', reason: 'stolen-cpu' }

const dropped = (count: number): BlockWord[] => Array.from({ length: count }, () => DROPPED)

const blocks = (changes: readonly number[], control: number | null = null): BlockWord[] =>
  changes.map((change) => ({ state: 'counted', change, control }))

/** A benchmark through both stages, from a seed of its own. */
function tested(id: string, one: Synthetic, seed: number, count = 20): Entry {
  const random = seededRandom(seed)
  return entry(id, {
    screen: blocksWith(one, random, { count: 8 }),
    test: blocksWith(one, random, { count, thirds: Math.min(20, count), from: 8 }),
  })
}

function judged(entries: readonly Entry[], rules = RULES): Judged[] {
  return decide(entries, rules).results.filter(
    (result): result is Judged => result.state === 'judged',
  )
}

const one = (given: Entry, rules = RULES): Judged => judged([given], rules)[0]!

describe('verdicts', () => {
  test.each([
    [1.03, 'regression', 'slower'],
    [1.005, 'unchanged', 'slower'],
    [1.01, 'inconclusive', 'slower'],
    [1, 'unchanged', null],
    [0.995, 'unchanged', 'faster'],
    [0.97, 'improvement', 'faster'],
  ] as const)('a true ratio of %f: %s, sure: %s', (ratio, verdict, sure) => {
    const result = one(tested('a', { ratio, spread: 0.003 }, 5))
    expect(result).toMatchObject({ verdict, sure, stage: 'test' })
    expect(result.change!.value).toBeCloseTo(ratio, 2)
    expect(result.detectable).toBeGreaterThan(1.01)
    expect(result.detectable).toBeLessThan(1.02)
  })

  test('stage 1 alone settles what it shows unchanged', () => {
    const screen = blocksWith({ ratio: 1, spread: 0.003 }, seededRandom(4), { count: 8 })
    const result = one(entry('a', { screen }))
    expect(result).toMatchObject({ verdict: 'unchanged', stage: 'screen', p: null, reasons: [] })
    expect(result.change!.n).toBe(8)
    expect(result.detectable).toBeGreaterThan(1.01)
  })

  test('stage 2 decides on its own blocks: what stage 1 saw does not count', () => {
    const given = { screen: blocks(Array(8).fill(0.2)), test: blocks(Array(20).fill(0)) }
    const result = one(entry('a', given))
    expect(result).toMatchObject({ verdict: 'unchanged', sure: null })
    expect(result.change!.value).toBe(1)
  })

  test('a wide interval says so', () => {
    const result = one(tested('a', { ratio: 1, spread: 0.05 }, 2))
    expect(result.verdict).toBe('inconclusive')
    expect(result.reasons).toEqual([{ code: 'spans-margin' }])
    expect(result.detectable).toBeGreaterThan(1.03)
  })

  test('sure by its own interval is not sure enough among many', () => {
    const alone = blocks([...Array(18).fill(0.012), -0.013, -0.014])
    const rules = { ...RULES, margin: 0 }
    const others = Array.from({ length: 11 }, (_, index) => tested(`${index}`, NOTHING, index))
    const [result] = judged([entry('a', { screen: alone, test: alone }), ...others], rules)
    expect(result!.verdict).toBe('inconclusive')
    expect(result!.change!.interval!.low).toBeGreaterThan(1)
    expect(result!.reasons).toMatchObject([{ code: 'not-sure-enough', tests: 12, alpha: 0.01 }])
  })
})

const NOTHING: Synthetic = { ratio: 1, spread: 0.004 }

describe('machines that misbehave', () => {
  test('bursts make no regression, and hide none of 3 %', () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed)
    const noise = bursts(seededRandom(1))
    const calm = judged(seeds.map((seed) => tested(`${seed}`, { ...NOTHING, noise }, seed)))
    expect(calm.map(({ verdict }) => verdict)).not.toContain('regression')
    const slow = { ratio: 1.03, spread: 0.004, noise }
    const slower = judged(seeds.map((seed) => tested(`${seed}`, slow, seed)))
    expect(slower.filter(({ verdict }) => verdict === 'regression').length).toBeGreaterThan(10)
  })

  test('a drift of the ratio itself widens the interval, and is no regression', () => {
    const drift = Array.from({ length: 20 }, (_, index) => 0.006 * (index - 9.5))
    const result = one(entry('a', { screen: blocks(drift.slice(0, 8)), test: blocks(drift) }))
    expect(result.verdict).toBe('inconclusive')
    expect(result.sure).toBeNull()
  })

  test('blocks that are all alike: ties everywhere', () => {
    const alike = (change: number) =>
      one(
        entry('a', { screen: blocks(Array(8).fill(change)), test: blocks(Array(20).fill(change)) }),
      )
    expect(alike(0).verdict).toBe('unchanged')
    expect(alike(0.05).verdict).toBe('regression')
    expect(alike(-0.05).verdict).toBe('improvement')
    expect(alike(Math.log1p(RULES.margin)).verdict).toBe('inconclusive')
  })

  test('a second copy of base is a second base: head is held against the mean of both', () => {
    const held = (change: number, copy: number) => {
      const all = blocks(spreadOut(20, change), copy)
      return one(entry('a', { screen: all.slice(0, 8), test: all }))
    }
    // slower than the one base, and quicker than the other
    expect(held(0.02, 0.03)).toMatchObject({ verdict: 'unchanged', reasons: [] })
    // slower than both, and far slower than the other
    expect(held(0.02, -0.011)).toMatchObject({ verdict: 'regression', sure: 'slower', reasons: [] })
    expect(held(0.02, -0.011).change!.value).toBeCloseTo(Math.exp(0.0255), 9)
    expect(held(0.02, -0.011).control!.value).toBeCloseTo(Math.exp(-0.011), 9)
  })

  test('third arms that scatter around base are no favour', () => {
    // as they were in a real run: wider than the margin in the middle, but on both sides of 0
    const thirds = [-0.056, 0.0035, -0.011, -0.0003, -0.0225, 0.021, -0.003, -0.029]
    const all = spreadOut(50, Math.log(1.0214)).map((change, index): BlockWord => ({
      state: 'counted',
      change,
      control: thirds[index] ?? null,
    }))
    const result = one(entry('a', { screen: all.slice(0, 8), test: all }))
    expect(result.control!.value).toBeLessThan(0.99)
    expect(result).toMatchObject({ verdict: 'regression', reasons: [] })
  })
})

/** Values evenly around a centre, one per mille apart. */
function spreadOut(count: number, centre: number): number[] {
  return Array.from({ length: count }, (_, index) => centre + 0.0001 * (index - (count - 1) / 2))
}

describe('too little to go by', () => {
  test('not measured at all: the budget', () => {
    const result = one(entry('a'))
    expect(result).toMatchObject({ verdict: 'inconclusive', stage: 'none', change: null })
    expect(result.reasons).toEqual([{ code: 'budget', stage: 'screen' }])
  })

  test('wanted to go on, and could not', () => {
    const result = one(entry('a', { screen: blocks(Array(8).fill(0.02)) }))
    expect(result).toMatchObject({ verdict: 'inconclusive', stage: 'screen', detectable: null })
    expect(result.reasons).toEqual([{ code: 'budget', stage: 'test' }])
  })

  test('one block', () => {
    const result = one(entry('a', { screen: blocks([0.1]), test: blocks([0.1]) }))
    expect(result.verdict).toBe('inconclusive')
    expect(result.change).toMatchObject({ interval: null, note: 'n = 1, no interval yet, needs 6' })
    expect(result.reasons).toEqual([{ code: 'few-blocks', counted: 1, dropped: 0, needed: 6 }])
  })

  test('all blocks dropped', () => {
    const result = one(entry('a', { screen: dropped(8), test: dropped(20) }))
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      sure: null,
      change: null,
      detectable: null,
    })
    expect(result.reasons).toEqual([{ code: 'few-blocks', counted: 0, dropped: 20, needed: 6 }])
    expect(result.blocks.test).toEqual({ counted: 0, dropped: { 'stolen-cpu': 20 } })
  })

  test('dropped blocks are counted and leave the rest to decide', () => {
    const given = tested('a', { ratio: 1.03, spread: 0.003 }, 6)
    const crashed: BlockWord = { state: 'dropped', reason: 'crashed' }
    const result = one({ ...given, test: [DROPPED, crashed, crashed, ...given.test!] })
    expect(result.verdict).toBe('regression')
    expect(result.blocks.test).toEqual({ counted: 20, dropped: { 'stolen-cpu': 1, crashed: 2 } })
  })

  test('eight blocks cannot decide among twelve tests: the floor is explained', () => {
    const entries = Array.from({ length: 12 }, (_, index) =>
      tested(`${index}`, { ratio: 1.05, spread: 0.002 }, index, 8),
    )
    for (const { verdict, reasons } of judged(entries)) {
      expect(verdict).toBe('inconclusive')
      expect(reasons).toEqual([{ code: 'floor', counted: 8, needed: 11, tests: 12, alpha: 0.01 }])
    }
  })
})

describe('jobs', () => {
  test('one benchmark: no adjustment', () => {
    const { p } = one(tested('a', { ratio: 1.05, spread: 0.002 }, 1))
    expect(p!.regression).toBe(2 ** -20)
  })

  test('hundreds of benchmarks: a regression among them is found, and only it', () => {
    const others = Array.from({ length: 200 }, (_, index) => tested(`${index}`, NOTHING, index))
    const results = judged([...others, tested('slow', { ratio: 1.03, spread: 0.004 }, 7)])
    const regressed = results.filter(({ verdict }) => verdict === 'regression')
    expect(regressed.map(({ id }) => id)).toEqual(['slow'])
  })

  test('new, removed and failed benchmarks keep their state and join no test', () => {
    const given = [
      entry('n', { presence: { state: 'new', because: 'failed on base', error: 'boom' } }),
      tested('a', { ratio: 1.05, spread: 0.002 }, 1),
      entry('r', { presence: { state: 'removed', because: 'gone' } }),
      entry('f', {
        presence: { state: 'failed', error: 'no', base: true },
        test: blocks([1, 2, 3]),
      }),
    ]
    const { results, tests } = decide(given, RULES)
    expect(tests).toBe(1)
    expect(results.map(({ id, state }) => [id, state])).toEqual([
      ['n', 'new'],
      ['a', 'judged'],
      ['r', 'removed'],
      ['f', 'failed'],
    ])
    expect(results[0]).toEqual({ id: 'n', state: 'new', because: 'failed on base', error: 'boom' })
  })

  test('no benchmarks: nothing to say', () => {
    expect(decide([], RULES)).toMatchObject({ results: [], tests: 0, overall: null })
  })

  test('the geometric mean of all is in the decision', () => {
    const entries = [1, 2, 3].map((seed) => tested(`${seed}`, { ratio: 1.02, spread: 0.002 }, seed))
    const { overall } = decide(entries, RULES)
    expect(overall!.interval!.low).toBeLessThan(1.02)
    expect(overall!.interval!.high).toBeGreaterThan(1.02)
  })
})

describe('what holds for all data', () => {
  const change = fc.double({ min: -0.05, max: 0.05, noNaN: true })
  const block = fc.oneof(
    { weight: 9, arbitrary: change.map((value) => blocks([value], value / 9)[0]!) },
    { weight: 1, arbitrary: fc.constant(DROPPED) },
  )
  const some = fc.array(block, { maxLength: 24 })
  const entries = fc
    .array(fc.record({ screen: some, test: fc.option(some) }), { maxLength: 5 })
    .map((list) => list.map((told, index) => entry(`${index}`, told)))
  const quick = { ...RULES, detectable: { power: 0.8, replays: 5, seed: 1 } }
  const runs = { numRuns: 60 }

  test('it is JSON, and the same again', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const decision = decide(given, quick)
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision)
        expect(decide(given, quick)).toEqual(decision)
      }),
      runs,
    )
  })

  test('the order of the benchmarks changes no verdict', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const there = decide(given, quick).results
        const back = decide(given.toReversed(), quick).results
        expect(back.toReversed()).toEqual(there)
      }),
      runs,
    )
  })

  test('a regression is sure to be slower, and its interval lies beyond the margin', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const regressions = judged(given, quick).filter(({ verdict }) => verdict === 'regression')
        for (const { sure, change: ratio, p } of regressions) {
          expect(sure).toBe('slower')
          expect(ratio!.interval!.low).toBeGreaterThanOrEqual(1.01 * (1 - 1e-9))
          expect(p!.regression).toBeLessThanOrEqual(0.01)
        }
      }),
      runs,
    )
  })

  test('slower mirrored is faster', () => {
    const mirror = (given: readonly BlockWord[]): BlockWord[] =>
      given.map((value) =>
        value.state === 'counted' ? { ...value, change: -value.change } : value,
      )
    fc.assert(
      fc.property(entries, (given) => {
        const all = given.map((value) => ({ ...value, test: value.test ?? [] }))
        const mirrored = all.map((value) => ({ ...value, test: mirror(value.test) }))
        const verdicts = judged(all, quick).map(({ verdict }) => verdict)
        const opposite = judged(mirrored, quick).map(({ verdict }) => verdict)
        for (const [index, verdict] of verdicts.entries()) {
          expect(opposite[index] === 'improvement').toBe(verdict === 'regression')
          expect(opposite[index] === 'regression').toBe(verdict === 'improvement')
        }
      }),
      runs,
    )
  })
})

test('rules that make no sense are refused before anything is judged', () => {
  expect(() => decide([], { ...RULES, alpha: 5 })).toThrow('alpha must be between 0 and 1')
  expect(() => decide([], { ...RULES, margin: Number.NaN })).toThrow('margin')
})

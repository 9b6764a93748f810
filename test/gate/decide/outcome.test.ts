import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/gate/decide/decision.ts'
import type { BlockWord, Entry } from '../../../src/gate/model/facts.ts'
import type { Reason } from '../../../src/gate/model/verdicts.ts'
import { outcomeOf } from '../../../src/gate/decide/outcome.ts'
import { overallChange } from '../../../src/gate/decide/overall.ts'
import { explain } from '../../../src/gate/page/reasons.ts'
import { checkedRules, DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { entry } from '../../../validation/synthetic.ts'

const at = (change: number, count: number): BlockWord[] =>
  Array.from({ length: count }, (_, index) => ({
    state: 'counted',
    change: change + 0.0001 * (index - (count - 1) / 2),
    control: 0,
  }))
const through = (id: string, change: number): Entry =>
  entry(id, { screen: at(change, 8), test: at(change, 20) })

const gone = { state: 'removed', because: 'gone' } as const
const absent = { state: 'new', because: 'absent on base', error: null } as const
const broken = { state: 'failed', error: 'no', base: true } as const

const ALL = [
  through('slow', 0.05),
  through('known', 0.05),
  through('fast', -0.05),
  through('same', 0),
  entry('skipped'),
  entry('fresh', { presence: absent }),
  entry('gone', { presence: gone }),
  entry('hangs', { presence: { state: 'uncompared', error: 'no answer' } }),
]
const outcome = (entries: readonly Entry[], strict = false, acknowledged = ['known']) =>
  outcomeOf(decide(entries, DEFAULT_RULES), { acknowledged, strict })
const exitCode = (entries: readonly Entry[], strict = false, acknowledged: string[] = []) =>
  outcome(entries, strict, acknowledged).exitCode

describe('the outcome', () => {
  test('everything is in one list, and what was not compared is told apart', () => {
    expect(outcome(ALL)).toEqual({
      regressions: ['slow'],
      acknowledged: ['known'],
      improvements: ['fast'],
      unchanged: ['same'],
      inconclusive: ['skipped'],
      fresh: ['fresh'],
      removed: ['gone'],
      uncompared: ['hangs'],
      failed: [],
      compared: { count: 4, of: 7 },
      missing: ['skipped', 'gone', 'hangs'],
      exitCode: 1,
    })
  })

  test('a known regression passes, an unknown acknowledgement does nothing', () => {
    const some = [through('known', 0.05), through('same', 0)]
    expect(exitCode(some, false, ['known'])).toBe(0)
    expect(exitCode([through('slow', 0.05), ...some], false, ['known', 'slow', 'other'])).toBe(0)
    expect(exitCode(some)).toBe(1)
  })

  test.each([
    ['is gone', entry('x', { presence: gone })],
    ['does not run there', entry('x', { presence: { state: 'uncompared', error: 'boom' } })],
    ['was not measured in time', entry('x')],
    ['has too few blocks for an interval', entry('x', { screen: at(0, 5) })],
  ])('what base has and %s, is missed until it is acknowledged', (_, missing) => {
    expect(exitCode([through('same', 0), missing])).toBe(5)
    expect(exitCode([through('same', 0), missing], false, ['x'])).toBe(0)
  })

  test('a run that compared nothing never ends well, whatever is acknowledged', () => {
    const fresh = entry('fresh', { presence: absent })
    expect(exitCode([fresh], false, ['fresh'])).toBe(5)
    expect(exitCode([entry('gone', { presence: gone })], false, ['gone'])).toBe(5)
    expect(exitCode([])).toBe(5)
  })

  test('strict fails whatever has no verdict, the new ones too', () => {
    const open = entry('open', { screen: at(0.05, 8) })
    const fresh = entry('fresh', { presence: absent })
    expect(exitCode([through('same', 0)], true)).toBe(0)
    expect(exitCode([through('same', 0), open])).toBe(0)
    expect(exitCode([through('same', 0), open], true)).toBe(4)
    expect(exitCode([through('same', 0), fresh])).toBe(0)
    expect(exitCode([through('same', 0), fresh], true)).toBe(4)
    expect(exitCode([through('same', 0), fresh], true, ['fresh'])).toBe(0)
  })

  test('a failed benchmark is an error of its own, after a regression', () => {
    const failed = entry('f', { presence: broken })
    expect(exitCode([failed, entry('skipped')], true)).toBe(3)
    expect(exitCode([failed, through('slow', 0.05)])).toBe(1)
    expect(outcome([failed]).compared).toEqual({ count: 0, of: 1 })
    const own = entry('f', { presence: { ...broken, base: false } })
    expect(outcome([own, through('same', 0)]).compared).toEqual({ count: 1, of: 1 })
  })

  test('no run is fine unless all that base has was compared or acknowledged', () => {
    const kinds = [
      (id: string) => through(id, 0),
      (id: string) => through(id, -0.05),
      (id: string) => entry(id),
      (id: string) => entry(id, { presence: gone }),
      (id: string) => entry(id, { presence: absent }),
      (id: string) => entry(id, { presence: { state: 'uncompared', error: 'no' } }),
    ]
    const some = fc.array(fc.record({ kind: fc.nat(kinds.length - 1), known: fc.boolean() }), {
      maxLength: 6,
    })
    const isApart = (kind: number): boolean => [2, 3, 5].includes(kind)
    const isKept = fc.property(some, fc.boolean(), (drawn, strict) => {
      const entries = drawn.map(({ kind }, index) => kinds[kind]!(String(index)))
      const known = drawn.flatMap((one, index) => (one.known ? [String(index)] : []))
      const passes = exitCode(entries, strict, known) === 0
      const isWhole = drawn.every((one) => !isApart(one.kind) || one.known)
      const isSomething = drawn.some(({ kind }) => kind < 2)
      return passes ? isWhole && isSomething : strict || !(isWhole && isSomething)
    })
    expect(() => fc.assert(isKept, { numRuns: 60 })).not.toThrow()
  })
})

describe('the geometric mean', () => {
  test('is over the blocks in which every time counts', () => {
    const dropped: BlockWord = { state: 'dropped', reason: 'crashed' }
    const screen = [dropped, ...at(0.02, 8).slice(1)]
    const entries = [entry('a', { screen }), entry('b', { screen: at(0.04, 8) })]
    const overall = overallChange(entries, 0.95)
    expect(overall!.n).toBe(7)
    expect(overall!.value).toBeCloseTo(Math.exp(0.03), 3)
  })

  test('leaves out speedups and benchmarks that were not measured', () => {
    const speedup = entry('s', { metric: 'speedup', screen: at(1, 8) })
    const overall = overallChange([speedup, entry('none'), through('a', 0)], 0.95)
    expect(overall!.value).toBeCloseTo(1, 3)
    expect(overallChange([speedup], 0.95)).toBeNull()
  })
})

test('every reason is a sentence with its figures', () => {
  const reasons: [Reason, RegExp][] = [
    [{ code: 'budget', stage: 'screen' }, /time budget; raise --budget/],
    [{ code: 'budget', stage: 'test' }, /stage 1 called for more blocks/],
    [
      { code: 'few-blocks', counted: 2, dropped: 18, needed: 6 },
      /2 blocks count \(18 dropped\).*6/,
    ],
    [
      { code: 'floor', counted: 8, needed: 11, tests: 12, alpha: 0.01 },
      /2\^-8, and 12 tests at a joint 1 % need 11 blocks/,
    ],
    [{ code: 'spans-margin' }, /from within the margin to beyond it/],
    [
      { code: 'not-sure-enough', p: 0.0234, alpha: 0.01, tests: 3 },
      /among 3 tests \(adjusted p 0.023/,
    ],
  ]
  for (const [reason, text] of reasons) expect(explain(reason)).toMatch(text)
})

test.each([
  [{ margin: -0.1 }, 'margin'],
  [{ alpha: 0 }, 'alpha'],
  [{ confidence: 1 }, 'confidence'],
  [{ screen: { ...DEFAULT_RULES.screen, blocks: 0 } }, 'screen.blocks'],
  [{ test: { ...DEFAULT_RULES.test, most: 5 } }, 'test.most'],
  [{ test: { ...DEFAULT_RULES.test, least: 2.5 } }, 'test.least'],
  [{ detectable: { ...DEFAULT_RULES.detectable, seed: 0.5 } }, 'detectable.seed'],
])('rules %j are refused', (wrong, name) => {
  expect(() => checkedRules({ ...DEFAULT_RULES, ...wrong })).toThrow(`rule ${name} must be`)
})

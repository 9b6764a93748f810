import { describe, expect, test } from 'vitest'
import { decide } from '../../../src/gate/decide/decision.ts'
import type { Block, Entry } from '../../../src/gate/model/facts.ts'
import type { Reason } from '../../../src/gate/model/verdicts.ts'
import { outcomeOf } from '../../../src/gate/decide/outcome.ts'
import { overallChange } from '../../../src/gate/decide/overall.ts'
import { explain } from '../../../src/gate/page/reasons.ts'
import { checkedRules, DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { entry } from '../../../validation/synthetic.ts'

const at = (change: number, count: number): Block[] =>
  Array.from({ length: count }, (_, index) => ({
    state: 'counted',
    change: change + 0.0001 * (index - (count - 1) / 2),
    control: 0,
  }))
const through = (id: string, change: number): Entry =>
  entry(id, { screen: at(change, 8), test: at(change, 20) })

const ALL = [
  through('slow', 0.05),
  through('known', 0.05),
  through('fast', -0.05),
  through('same', 0),
  entry('skipped'),
  entry('fresh', { presence: { state: 'new', because: 'absent on base', error: null } }),
  entry('gone', { presence: { state: 'removed' } }),
]
const outcome = (entries: readonly Entry[], strict = false, acknowledged = ['known']) =>
  outcomeOf(decide(entries, DEFAULT_RULES), { acknowledged, strict })

describe('the outcome', () => {
  test('everything is in one list', () => {
    expect(outcome(ALL)).toEqual({
      regressions: ['slow'],
      acknowledged: ['known'],
      improvements: ['fast'],
      unchanged: ['same'],
      inconclusive: ['skipped'],
      fresh: ['fresh'],
      removed: ['gone'],
      failed: [],
      exitCode: 1,
    })
  })

  test('a known regression passes, an unknown acknowledgement does nothing', () => {
    expect(outcome(ALL.slice(1)).exitCode).toBe(0)
    expect(outcome(ALL, false, ['known', 'slow', 'other']).exitCode).toBe(0)
  })

  test('inconclusive fails only under strict', () => {
    expect(outcome([entry('skipped')]).exitCode).toBe(0)
    expect(outcome([entry('skipped')], true).exitCode).toBe(4)
    expect(outcome([through('same', 0)], true).exitCode).toBe(0)
  })

  test('a failed benchmark is an error of its own, after a regression', () => {
    const failed = entry('f', { presence: { state: 'failed', error: 'no' } })
    expect(outcome([failed, entry('skipped')], true).exitCode).toBe(3)
    expect(outcome([failed, through('slow', 0.05)]).exitCode).toBe(1)
  })
})

describe('the geometric mean', () => {
  test('is over the blocks in which every time counts', () => {
    const dropped: Block = { state: 'dropped', reason: 'crashed' }
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
    [
      { code: 'unstable', control: 0.97, p: 0.001, instead: 'regression' },
      /would be regression.*by -3.00 %.*unstable/,
    ],
    [
      { code: 'control-deviates', control: 1.001, p: 0.001 },
      /by \+0.10 %; what is said here holds/,
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

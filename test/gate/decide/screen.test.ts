import { expect, test } from 'vitest'
import { blockOf, changes, controls, countBlocks } from '../../../src/gate/decide/blocks.ts'
import type { BlockWord } from '../../../src/gate/model/facts.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { screen } from '../../../src/gate/decide/screen.ts'
import { entry } from '../../../validation/synthetic.ts'

const counted = (values: readonly number[]): BlockWord[] =>
  values.map((change) => ({ state: 'counted', change, control: null }))
const groupOf = (values: readonly number[]) =>
  screen(entry('a', { screen: counted(values) }), DEFAULT_RULES).group

const NOISE = [-0.004, 0.003, -0.002, 0.001, 0.002, -0.001, 0.004, -0.003]

test.each([
  [0, 'settled'],
  [0.003, 'slower'],
  [0.02, 'slower'],
  // surely faster, but surely by less than the margin
  [-0.004, 'settled'],
  [-0.02, 'faster'],
] as const)('eight quiet blocks around %f are %s', (centre, group) => {
  expect(groupOf(NOISE.map((value) => value + centre))).toBe(group)
})

test('noisy blocks around nothing are unresolved: unchanged cannot be said', () => {
  expect(groupOf(NOISE.map((value) => 5 * value))).toBe('unresolved')
})

test.each([[[]], [[0.001]], [[0, 0, 0, 0, 0]]])('too few for an interval: %j', (values) => {
  expect(groupOf(values)).toBe('unresolved')
})

test('the spread is that of the counted blocks', () => {
  const blocks: BlockWord[] = [...counted([1, 3]), { state: 'dropped', reason: 'crashed' }]
  const { spread } = screen(entry('a', { screen: blocks }), DEFAULT_RULES)
  expect(spread).toBeCloseTo(Math.sqrt(Math.PI), 12)
  expect(screen(entry('a'), DEFAULT_RULES).spread).toBeNull()
})

test('a block is the median of its turns, on the log scale', () => {
  const turns = [
    { base: 10, head: 11, again: 10 },
    { base: 20, head: 22, again: 20 },
    { base: 10, head: 500, again: 11 },
  ]
  expect(blockOf(turns)).toEqual({
    state: 'counted',
    change: Math.log(22) - Math.log(20),
    control: 0,
  })
})

test('a block without the third arm has no control', () => {
  expect(blockOf([{ base: 1, head: 2, again: null }])).toEqual({
    state: 'counted',
    change: Math.LN2,
    control: null,
  })
})

test('turns that are none are refused', () => {
  expect(() => blockOf([])).toThrow('no values')
  expect(() => blockOf([{ base: 0, head: 1, again: null }])).toThrow('finite numbers above 0')
})

test('counting blocks', () => {
  const blocks: BlockWord[] = [
    { state: 'counted', change: 1, control: 2 },
    { state: 'dropped', reason: 'crashed' },
    { state: 'counted', change: 3, control: null },
    { state: 'dropped', reason: 'capacity-short' },
  ]
  // head against the mean of both bases where there are two
  expect(changes(blocks)).toEqual([0, 3])
  expect(controls(blocks)).toEqual([2])
  expect(countBlocks(blocks)).toEqual({ counted: 2, dropped: { crashed: 1, 'capacity-short': 1 } })
})

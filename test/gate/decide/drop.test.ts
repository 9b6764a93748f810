import { expect, test } from 'vitest'
import { dropReason } from '../../../src/gate/decide/drop.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'

const there = { delivered: 2, of: 2 }

test('a block counts where the host took nothing and the cores were there', () => {
  expect(dropReason({ stolen: 0, capacity: there }, true, DEFAULT_RULES)).toBeNull()
  expect(dropReason({ stolen: null, capacity: there }, true, DEFAULT_RULES)).toBeNull()
})

test('stolen CPU time drops every figure, too little capacity only those of pools', () => {
  const rules = { drop: { stolen: 0.2, capacity: 0.6 } }
  const robbed = { stolen: 0.21, capacity: there }
  expect(dropReason(robbed, false, rules)).toBe('stolen-cpu')
  expect(dropReason(robbed, true, rules)).toBe('stolen-cpu')
  const alone = { stolen: 0, capacity: { delivered: 1.1, of: 2 } }
  expect(dropReason(alone, true, rules)).toBe('capacity-short')
  expect(dropReason(alone, false, rules)).toBeNull()
})

import { expect, test } from 'vitest'
import { callTimeFor } from '../../../src/gate/decide/call-time.ts'
import type { Block } from '../../../src/gate/model/facts.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'

const NOISE = [-0.004, 0.003, -0.002, 0.001, 0.002, -0.001, 0.004, -0.003]
const counted = (change: number): Block => ({ state: 'counted', change, control: null })

/** Stage 1 around these changes. */
const chosen = (mean: number, fastest: number) =>
  callTimeFor(
    NOISE.map((by) => ({ mean: counted(mean + by), fastest: counted(fastest + by) })),
    DEFAULT_RULES,
  )

test('the fastest call, unless the mean call is slower by more', () => {
  expect(chosen(0, 0)).toBe('fastest')
  expect(chosen(0.02, 0.02)).toBe('fastest')
  expect(chosen(0, 0.02)).toBe('fastest')
  expect(chosen(0.02, 0)).toBe('mean')
  expect(chosen(0.12, 0.01)).toBe('mean')
  expect(chosen(-0.02, 0)).toBe('fastest')
})

test('without a block that counts: the fastest', () => {
  expect(callTimeFor([], DEFAULT_RULES)).toBe('fastest')
})

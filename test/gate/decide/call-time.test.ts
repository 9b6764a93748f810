import { expect, test } from 'vitest'
import { callTimeFor, timesBy } from '../../../src/gate/decide/call-time.ts'
import type { BlockWord } from '../../../src/gate/model/facts.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'

const NOISE = [-0.004, 0.003, -0.002, 0.001, 0.002, -0.001, 0.004, -0.003]
const counted = (change: number): BlockWord => ({ state: 'counted', change, control: null })

/** Stage 1 around these changes. */
const chosen = (mean: number, fastest: number) =>
  callTimeFor(
    NOISE.map((by) => {
      const quick = counted(fastest + by)
      return { mean: counted(mean + by), fastest: quick, least: quick }
    }),
    DEFAULT_RULES,
  )

/** Stage 1 around no change, with so much noise in each. */
const steadiest = (noise: Record<'mean' | 'fastest' | 'least', number>, shift = 0) =>
  callTimeFor(
    NOISE.map((by, index) => {
      const of = (factor: number) => counted(shift + factor * (index % 2 === 0 ? by : -by))
      return { mean: of(noise.mean), fastest: of(noise.fastest), least: of(noise.least) }
    }),
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

test('the one that scatters least, whatever the direction of the change', () => {
  for (const shift of [-0.02, 0, 0.02]) {
    expect(steadiest({ mean: 1, fastest: 2, least: 3 }, shift)).toBe('mean')
    expect(steadiest({ mean: 3, fastest: 1, least: 2 }, shift)).toBe('fastest')
    expect(steadiest({ mean: 2, fastest: 3, least: 1 }, shift)).toBe('least')
  }
})

test('the fastest of several slices: as many as there are enough of', () => {
  const fastest = [5, 4, 3, 6, 9, 8, 7, 8, 2, 9, 9, 9, 5, 5, 5, 1, 3, 3, 3, 4]
  const slices = { mean: fastest, fastest }
  expect(timesBy('least', slices)).toEqual([3, 7, 2, 1, 3])
  expect(timesBy('least', { mean: [2, 1, 3], fastest: [2, 1, 3] })).toEqual([2, 1, 3])
  expect(timesBy('fastest', slices)).toBe(fastest)
})

test('without a block that counts: the fastest', () => {
  expect(callTimeFor([], DEFAULT_RULES)).toBe('fastest')
})

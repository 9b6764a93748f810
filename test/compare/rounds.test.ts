/** How many rounds a comparison has, and that no call is made that is not needed. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { compareModes } from '../../src/compare/compare-modes.ts'
import { kernel } from '../../src/kernel.ts'
import type { CompareOptions } from '../../src/compare/compare-options.ts'
import { fakeHost } from './fake-host.ts'
import type { FakeHost } from './fake-host.ts'
import { clock, counts } from './kernels/slow.ts'

const slow = kernel<typeof import('./kernels/slow.ts').default>(
  new URL('./kernels/slow.ts', import.meta.url),
)

/** Only the kernel lets time pass. */
beforeEach(() => {
  counts.calls = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock.moment)
})
afterEach(() => void vi.restoreAllMocks())

/** Serial and concurrent, which both run here, where the clock can be told to go. */
async function compare(
  inputs: readonly number[],
  options: CompareOptions = {},
  host: FakeHost = fakeHost(),
) {
  const compared = await compareModes(slow, inputs, { modes: ['concurrent'], ...options }, host)
  return { ...compared, host }
}

const MODES = 2

describe('a kernel whose first pass is short', () => {
  test('has a pass for equality, a warm one, a warm-up, and the rounds of its budget', async () => {
    const { comparison, results, host } = await compare([40, 60], { budget: 2000 })
    // a round is 2 x 100 ms and a probe of 70 ms, and there are 2 s
    expect(host.asked).toEqual({ rounds: 7, warmup: 250, seed: host.seed + 1 })
    expect(counts.calls).toBe(MODES * 2 * (1 + 1 + 1 + 7))
    expect(comparison.equality).toBe('untimed pass')
    expect(comparison.warmup).toEqual({ duration: 200 + 200 + 250, rounds: 3 })
    expect(comparison.cases.map(({ makespans }) => makespans)).toEqual(
      Array.from({ length: MODES }, () => Array.from({ length: 7 }, () => 100)),
    )
    expect(results).toEqual([80, 120])
  })

  test.each([
    ['at most sixty rounds', [1], {}, 60, 2],
    ['exactly as many as asked for', [1], { rounds: 3 }, 3, 2],
    ['as many as its own budget allows', [10], { budget: 300 }, 3, 2],
    ['two at the least', [900], { budget: 1 }, 2, 2],
    ['its pass repeated up to two seconds', [1000], {}, 4, 2],
  ])('has %s', async (_, inputs, options, rounds, passes) => {
    const { host } = await compare(inputs, options)
    expect(host.asked).toMatchObject({ rounds, warmup: 250 })
    expect(counts.calls).toBe(MODES * inputs.length * (passes + 1 + rounds))
  })

  test('is told as warmed up by what the pass and the warm-up took', async () => {
    const { comparison, host } = await compare([10], { rounds: 2 })
    expect(comparison.order).toHaveLength(2)
    expect(comparison.order[0]).toEqual(['concurrent', 'serial'])
    expect(host.progressed.map(({ text }) => text).slice(-2)).toEqual([
      'round 2 of 2, concurrent',
      'round 2 of 2, serial',
    ])
    // a round of 2 x 10 ms and a probe of 70 ms
    expect(host.progressed.at(-1)?.left).toBe(90)
    expect(comparison.warmup).toEqual({ duration: 20 + 20 + 250, rounds: 3 })
  })
})

describe('a kernel whose first pass takes more than two seconds', () => {
  test.each([
    ['within the budget', [600, 601], {}, 4],
    ['no second round where it is beyond the budget', [24_000], {}, 1],
    ['no second round when one is asked for', [24_000], { rounds: 1 }, 1],
  ])('is called once a round and never more: %s', async (_, inputs, options, rounds) => {
    const { comparison, host } = await compare(inputs, options)
    expect(host.asked).toMatchObject({ rounds, warmup: 0 })
    expect(counts.calls).toBe(MODES * inputs.length * rounds)
    expect(comparison.equality).toBe('first round')
    expect(comparison.warmup).toEqual({ duration: 0, rounds: 0 })
    expect(comparison.cases.map(({ makespans }) => makespans.length)).toEqual([rounds, rounds])
  })

  test('keeps that pass, with its order and its probes, as the first round', async () => {
    const passed: string[] = []
    for (const seed of [1, 2, 3]) {
      const host = fakeHost({ seed })
      const { comparison } = await compare([2000], { rounds: 2 }, host)
      const labels = host.progressed.slice(0, MODES).map(({ text }) => text)
      const [first, second] = comparison.order
      expect(labels).toEqual(first?.map((label) => `first pass, ${label}`))
      expect(second).toEqual(['concurrent', 'serial'])
      expect(comparison.capacity.probes.map(({ round }) => round)).toContain(0)
      passed.push(first?.join() ?? '')
    }
    expect(new Set(passed).size).toBe(2)
  })
})

test('the probes of an untimed pass are forgotten, those of the rounds are kept', async () => {
  const { comparison } = await compare([1], { rounds: 3 })
  const rounds = comparison.capacity.probes.map(({ round }) => round)
  expect([...new Set(rounds)]).toEqual([0, 1, 2])
  expect(comparison.capacity.probes[0]?.before).toBe('concurrent')
})

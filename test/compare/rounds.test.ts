/** How many rounds a comparison has, and that no call is made that is not needed. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Rounds } from '../../src/compare/rounds.ts'
import type { Estimate } from '../../src/model.ts'
import { compareModes } from '../../src/compare/compare-modes.ts'
import { kernel } from '../../src/kernel.ts'
import type { CapacityMeter } from '../../src/measure/capacity-meter.ts'
import type { CompareOptions } from '../../src/compare/compare-options.ts'
import { fakeHost } from './fake-host.ts'
import type { FakeHost } from './fake-host.ts'
import { clock, counts } from './kernels/slow.ts'

const slow = kernel<typeof import('./kernels/slow.ts').default>(
  new URL('./kernels/slow.ts', import.meta.url),
)

/** What the machine delivers of its core in the readings to come; nothing left: all of it. */
const readings: number[] = []

const openMeter = async (workers: number): Promise<CapacityMeter> => ({
  workers,
  measure: async () => ({ capacity: workers * (readings.shift() ?? 1), pace: 1 }),
  close: async () => undefined,
})

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
  host: FakeHost = fakeHost({ openMeter }),
) {
  const compared = await compareModes(slow, inputs, { modes: ['concurrent'], ...options }, host)
  return { ...compared, host }
}

const MODES = 2

describe('a kernel whose first pass is short', () => {
  test('has a pass for equality, a warm one, a warm-up, and the rounds that settle it', async () => {
    const { comparison, results, host } = await compare([40, 60], { budget: 2000 })
    expect(host.asked).toMatchObject({ warmup: 250, seed: host.seed + 1 })
    // all rounds are alike, so the first look finds that the modes are
    expect(comparison.ending).toMatchObject({ reason: 'settled', looks: 1, open: [] })
    expect(counts.calls).toBe(MODES * 2 * (1 + 1 + 1 + 8))
    expect(comparison.equality).toBe('untimed pass')
    expect(comparison.warmup).toEqual({ duration: 200 + 200 + 250, rounds: 3 })
    expect(comparison.cases.map(({ makespans }) => makespans)).toEqual(
      Array.from({ length: MODES }, () => Array.from({ length: 8 }, () => 100)),
    )
    expect(results).toEqual([80, 120])
  })

  test.each([
    ['exactly as many as asked for', [1], { rounds: 3 }, 'asked'],
    ['as many as its budget allows, where none would settle it', [500], { budget: 1600 }, 'slow'],
    ['two at the least', [900], { budget: 1 }, 'slow'],
  ] as const)('has %s', async (_, inputs, options, reason) => {
    const rounds = reason === 'asked' ? 3 : 2
    const { host, comparison } = await compare(inputs, options)
    expect(host.asked).toMatchObject({ warmup: 250 })
    expect(comparison.order).toHaveLength(rounds)
    expect(comparison.ending).toMatchObject({ reason, looks: 1 })
    // two passes and a warm-up come before
    expect(counts.calls).toBe(MODES * inputs.length * (2 + 1 + rounds))
  })

  test('stays within the time limit of its test', async () => {
    const host = fakeHost({ timeLeft: () => 1000 })
    const { comparison } = await compare([100], { budget: 5000 }, host)
    // 2 x 100 ms each, and none that would end later
    expect(comparison.ending).toMatchObject({ budget: 5000, ceiling: 900 })
    expect(comparison.order).toHaveLength(4)
  })

  test('has its pass repeated up to two seconds', async () => {
    const { comparison } = await compare([1000])
    expect(comparison).toMatchObject({ equality: 'untimed pass', ending: { reason: 'settled' } })
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

test('rounds without cores count for nothing, more are taken instead, and who watches is told', async () => {
  // the first pass has a reading of its own
  readings.push(1, 1, 0.5, 0.5, 1, 0.5)
  const { comparison, host } = await compare([40], { budget: 4000 })
  expect(comparison.capacity.shortRounds).toEqual([1, 2, 4])
  expect(comparison.order).toHaveLength(8 + 3)
  expect(comparison.cases[1]?.speedup).toMatchObject({ n: 8, interval: { low: 1, high: 1 } })
  const rounds = host.progressed.filter(({ text }) => text.endsWith(', serial')).slice(1)
  expect(rounds.map(({ text }) => text).slice(5, 7)).toEqual([
    'round 6 (2 of 8 with their cores so far), serial',
    'round 7 (3 of 8 with their cores so far), serial',
  ])
})

test('a round that would be short of its cores waits for them, about as long as it takes', async () => {
  readings.push(1, 0.5, 0.5, 1)
  const one = await compare([200], { rounds: 6 })
  // a round takes 2 x 200 ms and a probe, time for two more readings
  expect(one.comparison.capacity).toMatchObject({ shortRounds: [], putOff: 2 })
  const waits = 'round 1 waits until the machine delivers its cores'
  expect(one.host.progressed.filter(({ text }) => text === waits)).toHaveLength(2)
  readings.push(1, 0.5, 0.5, 0.5)
  const other = await compare([200], { rounds: 6 })
  expect(other.comparison.capacity).toMatchObject({ shortRounds: [0], putOff: 2 })
})

describe('a kernel whose first pass takes more than two seconds', () => {
  test.each([
    ['within the ceiling', [600, 601], { rounds: 4 }, 4],
    ['no second round where it is beyond the budget', [24_000], {}, 1],
    ['no second round when one is asked for', [24_000], { rounds: 1 }, 1],
  ])('is called once a round and never more: %s', async (_, inputs, options, rounds) => {
    const { comparison, host } = await compare(inputs, options)
    expect(host.asked).toMatchObject({ warmup: 0 })
    expect(comparison.order).toHaveLength(rounds)
    expect(counts.calls).toBe(MODES * inputs.length * rounds)
    expect(comparison.equality).toBe('first round')
    expect(comparison.warmup).toEqual({ duration: 0, rounds: 0 })
    expect(comparison.cases.map(({ makespans }) => makespans.length)).toEqual([rounds, rounds])
  })

  test('tells how long the pass may still take, by the modes before', async () => {
    const { host } = await compare([3000], { rounds: 1, budget: 500 })
    expect(host.progressed.slice(0, MODES).map(({ left }) => left)).toEqual([500, 3000])
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

test('rounds that waited for the machine do not make the kernel slow', () => {
  const ends = [1600, 3400, 8000, 12_000]
  let taken = 0
  const measured = () => {
    const elapsed = ends[taken - 1] ?? 0
    return { taken, there: taken, counted: 0, elapsed, speedups: () => new Map<string, Estimate>() }
  }
  const allowance = { rounds: null, budget: 6000, ceiling: 18_000, least: 2, firstLook: 8 }
  const rounds = new Rounds(allowance, measured)
  for (taken = 1; taken <= ends.length; taken += 1) expect(rounds.goesOn()).toBe(true)
})

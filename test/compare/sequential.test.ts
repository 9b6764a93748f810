/** The rule that ends a comparison: how often its intervals are right, and when it ends. */
import { describe, expect, test } from 'vitest'
import { ceilingOf, Rounds } from '../../src/compare/rounds.ts'
import type { Allowance } from '../../src/compare/rounds.ts'
import type { Estimate } from '../../src/model.ts'
import { lookAfter, together } from '../../src/stats/looks.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { noise } from '../stats/noise.ts'

/** A round takes a second, and twelve of them are the budget. */
const ALLOWANCE: Allowance = {
  rounds: null,
  budget: 12_000,
  ceiling: ceilingOf(12_000, Infinity),
  least: 1,
  firstLook: 8,
}

interface Course {
  taken: number
  rounds: Rounds
  /** Of the first mode, at the end. */
  speedup: () => Estimate
}

/** Rounds until the rule has enough, of modes whose speedups come from `draw`. */
function course(
  draws: Record<string, () => number>,
  isShort: () => boolean = () => false,
  allowance: Allowance = ALLOWANCE,
): Course {
  const ratios = new Map(Object.keys(draws).map((label) => [label, [] as number[]]))
  let [taken, counted] = [0, 0]
  const estimate = (label: string, confidence: number): Estimate => {
    const own = ratios.get(label) ?? []
    return pairedRatio(
      own,
      own.map(() => 1),
      confidence,
    )
  }
  const rounds = new Rounds(allowance, () => ({
    taken,
    there: counted,
    counted,
    elapsed: 1000 * taken,
    speedups: (confidence) =>
      new Map(Object.keys(draws).map((label) => [label, estimate(label, confidence)])),
  }))
  do {
    taken += 1
    if (isShort()) continue
    counted += 1
    for (const [label, draw] of Object.entries(draws)) ratios.get(label)?.push(draw())
  } while (rounds.goesOn())
  const { reason, looks } = rounds.ending
  const look = lookAfter(looks - 1, { last: reason !== 'settled' })
  const [first = ''] = Object.keys(draws)
  const speedup = () => together(estimate(first, look.confidence), look)
  return { taken, rounds, speedup }
}

const within = (budget: number) => ({ budget, ceiling: ceilingOf(budget, Infinity) })

const steady = (value: number) => () => value

describe('the rule ends', () => {
  test('at the first look where all is clear', () => {
    const { taken, rounds } = course({ concurrent: steady(1.001), threads: steady(1.9) })
    expect(taken).toBe(8)
    expect(rounds.ending).toMatchObject({ reason: 'settled', looks: 1, ceiling: 36_000 })
  })

  test('within the budget no earlier than intervals are narrow, and at its end all the same', () => {
    const random = seededRandom(1)
    const wide = () => 2 * Math.exp(0.15 * noise.normal(random))
    const { taken, rounds, speedup } = course({ threads: wide })
    expect([taken, rounds.ending.reason]).toEqual([12, 'settled'])
    expect(speedup().interval?.low).toBeGreaterThan(1)
  })

  test('at its ceiling where one mode cannot be told from serial', () => {
    const random = seededRandom(2)
    const draws = {
      concurrent: () => Math.exp(0.4 * noise.normal(random)),
      threads: steady(1.9),
    }
    const { taken, rounds } = course(draws)
    expect([taken, rounds.ending.reason]).toEqual([36, 'ceiling'])
    expect(rounds.progress(taken, 1000).waits).toMatch(
      /^\(to tell concurrent \d\.\d\dx from serial\)$/,
    )
  })

  test('later where rounds are short of their cores, and says what it waits for', () => {
    let round = 0
    const { taken, rounds } = course({ threads: steady(1.9) }, () => (round += 1) % 3 > 0)
    expect([taken, rounds.ending.reason]).toEqual([24, 'settled'])
    const never = course({ threads: steady(1.9) }, () => true)
    expect([never.taken, never.rounds.ending.reason]).toEqual([36, 'ceiling'])
    expect(never.rounds.progress(36, 1000)).toEqual({
      waits: '(0 of 8 with their cores so far)',
      left: 0,
    })
  })

  test('no earlier than it may look', () => {
    const later = { ...ALLOWANCE, firstLook: 15 }
    expect(course({ threads: steady(1.9) }, undefined, later).taken).toBe(15)
  })

  test('as asked for, or as the budget allows where the ceiling gives no interval', () => {
    const asked = course({ threads: steady(1.9) }, undefined, { ...ALLOWANCE, rounds: 9 })
    expect([asked.taken, asked.rounds.ending.reason]).toEqual([9, 'asked'])
    const slow = course({ threads: steady(1.9) }, undefined, { ...ALLOWANCE, ...within(1500) })
    expect([slow.taken, slow.rounds.ending.reason]).toEqual([2, 'slow'])
    const slowest = course({ threads: steady(1.9) }, undefined, { ...ALLOWANCE, ...within(600) })
    expect([slowest.taken, slowest.rounds.ending.reason]).toEqual([1, 'slow'])
    const two = course({ threads: steady(1.9) }, undefined, {
      ...ALLOWANCE,
      ...within(500),
      least: 2,
    })
    expect([two.taken, two.rounds.ending.reason]).toEqual([2, 'slow'])
    // six, which give an interval, fit into three times this budget
    const just = course({ threads: steady(1.9) }, undefined, { ...ALLOWANCE, ...within(2000) })
    expect([just.taken, just.rounds.ending.reason]).toEqual([6, 'ceiling'])
    expect(just.speedup().interval).toMatchObject({ low: expect.closeTo(1.9, 9) })
  })
})

/** How often the interval that a comparison ends with holds the true speedup. */
function coverage(truth: number, draw: () => number): number {
  const RUNS = 1200
  let held = 0
  for (let run = 0; run < RUNS; run += 1) {
    const { interval } = course({ threads: () => truth * Math.exp(draw()) }).speedup()
    if (interval !== null && interval.low <= truth && truth <= interval.high) held += 1
  }
  return held / RUNS
}

describe('the interval at the end holds the true speedup in 95 % of all comparisons', () => {
  const kinds = ['normal', 'laplace', 'bursts'] as const
  // no gain, a gain that is hard to tell, and a clear one
  const truths = [1, 1.06, 1.9]
  test.each(kinds.flatMap((kind) => truths.map((truth) => [kind, truth] as const)))(
    '%s noise around %d',
    (kind, truth) => {
      const random = seededRandom(11)
      // 0.93 is three standard errors below
      expect(coverage(truth, () => 0.12 * noise[kind](random))).toBeGreaterThan(0.93)
    },
  )

  test('which looks at ordinary intervals, stopped when they please, do not', () => {
    const random = seededRandom(12)
    const RUNS = 1200
    let held = 0
    for (let run = 0; run < RUNS; run += 1) {
      const ratios = Array.from({ length: 7 }, () => Math.exp(0.12 * noise.normal(random)))
      let interval: Estimate['interval'] = null
      do {
        ratios.push(Math.exp(0.12 * noise.normal(random)))
        interval = pairedRatio(
          ratios,
          ratios.map(() => 1),
        ).interval
      } while (ratios.length < 36 && interval !== null && interval.low <= 1 && interval.high >= 1)
      if (interval !== null && interval.low <= 1 && interval.high >= 1) held += 1
    }
    expect(held / RUNS).toBeLessThan(0.9)
  })
})

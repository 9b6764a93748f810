import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BlockWord, Entry } from '../../../src/gate/model/facts.ts'
import type { TestPart } from '../../../src/gate/model/plans.ts'
import { testTime, thirdsAmong } from '../../../src/gate/decide/block-cost.ts'
import { planScreen } from '../../../src/gate/decide/plan-screen.ts'
import { blocksWanted, planTest } from '../../../src/gate/decide/plan-test.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { scheduleTest } from '../../../src/gate/decide/unit-schedule.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { entry } from '../../../validation/synthetic.ts'

const NOISE = [-0.004, 0.003, -0.002, 0.001, 0.002, -0.001, 0.004, -0.003]
const screenOf = (centre: number, scale = 1): BlockWord[] =>
  NOISE.map((value) => ({ state: 'counted', change: centre + scale * value, control: null }))

const settled = (id: string): Entry => entry(id, { screen: screenOf(0) })
const slower = (id: string, scale = 1, cost = 800): Entry =>
  entry(id, { screen: screenOf(0.02, scale), cost })
const limits = (budget: number) => ({ startup: 1000, budget })

const SCREEN = DEFAULT_RULES.screen.blocks
const { least: LEAST, control: THIRDS } = DEFAULT_RULES.test

describe('stage 1', () => {
  test('twelve benchmarks of 0.8 s fit five minutes', () => {
    const entries = Array.from({ length: 12 }, (_, index) => entry(`${index}`))
    const plan = planScreen(entries, DEFAULT_RULES, limits(300_000))
    expect(plan.leftOut).toEqual([])
    expect(plan.blocks).toBe(SCREEN)
    expect(plan.duration).toBeCloseTo(SCREEN * (1000 + 12 * 800), 6)
  })

  test('what does not fit is listed: the dear one, not the ten others', () => {
    const others = Array.from({ length: 10 }, (_, index) => entry(`${index}`))
    const plan = planScreen(
      [entry('dear', { cost: 20_000 }), ...others],
      DEFAULT_RULES,
      limits(300_000),
    )
    expect(plan.leftOut).toEqual(['dear'])
    expect(plan.included).toHaveLength(10)
  })

  test('where not all fit beside the usual stage 2, its fewest blocks are kept free', () => {
    const entries = Array.from({ length: 5 }, (_, index) => entry(`${index}`, { cost: 1000 }))
    const plan = planScreen(entries, DEFAULT_RULES, { startup: 3500, budget: 117_000 })
    expect(plan).toMatchObject({ blocks: SCREEN, leftOut: [] })
  })

  test('where nothing fits beside a stage 2, as many blocks as an interval takes, then what there is', () => {
    const entries = [entry('a', { cost: 1000 }), entry('b', { cost: 2000 })]
    const of = (budget: number) => planScreen(entries, DEFAULT_RULES, { startup: 3000, budget })
    expect(of(40_000)).toMatchObject({ blocks: 6, included: ['a', 'b'] })
    expect(of(25_000)).toMatchObject({ blocks: 6, included: ['a'], leftOut: ['b'] })
    expect(of(10_000)).toMatchObject({ blocks: 1, included: ['a'] })
    expect(of(3500)).toMatchObject({ included: [], leftOut: ['a', 'b'] })
  })

  test('from the second block on, by what is left: of blocks and of time', () => {
    const some = [
      entry('a', { screen: screenOf(0).slice(0, 3) }),
      entry('b', { screen: screenOf(0) }),
      entry('c'),
    ]
    const limited = (budget: number, tested?: Set<string>) =>
      planScreen(some, DEFAULT_RULES, limits(budget), tested)
    expect(limited(300_000)).toMatchObject({ blocks: SCREEN, included: ['a', 'c'] })
    // b is to be tested first
    expect(limited(20_000)).toMatchObject({ included: [], leftOut: ['a', 'c'] })
    expect(limited(20_000, new Set(['b']))).toMatchObject({ blocks: 6, included: ['a', 'c'] })
  })

  test('one that was begun is not left behind for one that seems cheaper by now', () => {
    const begun = entry('begun', { cost: 1100, screen: screenOf(0).slice(0, 4) })
    const plan = planScreen([entry('other', { cost: 1000 }), begun], DEFAULT_RULES, limits(6000))
    expect(plan.included).toEqual(['begun'])
  })

  test('whatever the times, an unfinished one has a block as long as there is time for one', () => {
    const unit = fc.record({ cost: fc.integer({ min: 0, max: 20_000 }), had: fc.nat(5) })
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 1, maxLength: 6 }),
        fc.nat(400_000),
        (all, budget) => {
          const entries = all.map(({ cost, had }, index) =>
            entry(`${index}`, { cost, screen: screenOf(0).slice(0, had) }),
          )
          const { included, duration } = planScreen(entries, DEFAULT_RULES, limits(budget))
          const cheapest = Math.min(...all.map(({ cost }) => cost))
          expect(included.length > 0).toBe(1000 + cheapest <= budget)
          expect(duration).toBeLessThanOrEqual(budget)
        },
      ),
    )
  })

  test('no time: nothing is included, nothing is lost', () => {
    const plan = planScreen([entry('a'), entry('b')], DEFAULT_RULES, limits(0))
    expect(plan).toMatchObject({ included: [], leftOut: ['a', 'b'], duration: 0 })
  })

  test('only what exists on both sides is planned, and a comparison of modes once', () => {
    const entries = [
      entry('gone', { presence: { state: 'removed', because: 'gone' } }),
      entry('serial', { unit: 'cpu' }),
      entry('threads', { unit: 'cpu' }),
      entry('threads speedup', { unit: 'cpu', metric: 'speedup' }),
    ]
    const plan = planScreen(entries, DEFAULT_RULES, limits(300_000))
    expect(plan.included).toEqual(['cpu'])
    // what head dropped of a test is never measured, and must not keep the others waiting
    const dropped = entry('cpu gone', {
      unit: 'cpu',
      presence: { state: 'removed', because: 'gone' },
    })
    const had = entries.slice(1).map((one) => entry(one.id, { ...one, screen: screenOf(0) }))
    expect(planScreen([...had, dropped], DEFAULT_RULES, limits(300_000)).included).toEqual([])
    expect(plan.duration).toBe(SCREEN * 1800)
  })
})

describe('stage 2', () => {
  test('settled ones stop, slower ones go on', () => {
    const plan = planTest([settled('a'), slower('b'), settled('c')], DEFAULT_RULES, limits(300_000))
    expect(plan.parts.map(({ unit }) => unit)).toEqual(['b'])
    expect(plan).toMatchObject({ leftOut: [], tests: 1, floor: 7 })
    expect(plan.parts[0]).toMatchObject({
      blocks: LEAST,
      controls: THIRDS,
      group: 'slower',
      ids: ['b'],
    })
  })

  test('a noisy one gets the blocks that its spread asks for', () => {
    const plan = planTest([slower('noisy', 5), slower('quiet')], DEFAULT_RULES, limits(300_000))
    const blocks = Object.fromEntries(plan.parts.map((part) => [part.unit, part.blocks]))
    expect(blocks['quiet']).toBe(LEAST)
    expect(blocks['noisy']).toBeGreaterThan(60)
    expect(plan.parts.every(({ controls }) => controls === THIRDS)).toBe(true)
  })

  test('all settled: no stage 2', () => {
    const plan = planTest([settled('a')], DEFAULT_RULES, limits(300_000))
    expect(plan).toMatchObject({ parts: [], leftOut: [], duration: 0 })
  })

  test('when time is short: slower first, each at least the fewest of use, the rest listed', () => {
    const unresolved = entry('open', { screen: screenOf(-0.002, 5) })
    const plan = planTest([unresolved, slower('noisy', 5)], DEFAULT_RULES, limits(60_000))
    expect(plan.parts.map(({ unit }) => unit)).toEqual(['noisy'])
    expect(plan.parts[0]!.blocks).toBeLessThan(plan.parts[0]!.wanted)
    expect(plan.leftOut).toEqual(['open'])
  })

  test('a slower one has at most twice the fewest before the others have any, then what is left', () => {
    const unresolved = entry('open', { screen: screenOf(-0.002, 5) })
    const planned = (budget: number) =>
      planTest([unresolved, slower('noisy', 5)], DEFAULT_RULES, limits(budget)).parts.map(
        ({ unit, blocks }) => [unit, blocks],
      )
    // room for 2 * LEAST of one and LEAST of the other, not for all that the first one wants
    expect(planned(110_000)).toEqual([
      ['noisy', expect.toSatisfy((blocks: number) => blocks >= 2 * LEAST && blocks < 60)],
      ['open', expect.toSatisfy((blocks: number) => blocks >= LEAST)],
    ])
    const [first, second] = planned(1e6).map(([, blocks]) => blocks as number)
    expect(first).toBeGreaterThan(60)
    expect(second).toBeGreaterThan(60)
  })

  test('many tests raise the floor above the fewest blocks', () => {
    const rules = { ...DEFAULT_RULES, test: { ...DEFAULT_RULES.test, least: 6 } }
    const entries = Array.from({ length: 100 }, (_, index) => slower(`${index}`, 0.1))
    const plan = planTest(entries, rules, limits(1e9))
    expect(plan.floor).toBe(14)
    expect(plan.parts.every(({ blocks }) => blocks >= 14)).toBe(true)
  })

  test('a comparison of modes goes on as one, with the blocks of its noisiest', () => {
    const entries = [
      entry('serial', { unit: 'cpu', screen: screenOf(0) }),
      entry('threads', { unit: 'cpu', screen: screenOf(0.02, 4) }),
      entry('speedup', { unit: 'cpu', metric: 'speedup', screen: screenOf(0.02) }),
    ]
    const { parts, tests } = planTest(entries, DEFAULT_RULES, limits(300_000))
    expect(tests).toBe(2)
    expect(parts).toHaveLength(1)
    expect(parts[0]).toMatchObject({ unit: 'cpu', ids: ['threads', 'speedup'], group: 'slower' })
    expect(parts[0]!.blocks).toBeGreaterThan(30)
  })

  test('going on again: what it wanted and has not had', () => {
    const [first, second] = [slower('a', 5), slower('b', 5)]
    const had = screenOf(0.02, 5).concat(screenOf(0.02, 5), screenOf(0.02, 5))
    const again = planTest([{ ...first, test: had }, second], DEFAULT_RULES, limits(1e6)).parts
    expect(again.map(({ unit, blocks }) => [unit, blocks - (again[1]?.blocks ?? 0)])).toEqual([
      ['a', -had.length],
      ['b', 0],
    ])
    const whole = Array.from({ length: 5 }, () => had).flat()
    expect(planTest([{ ...first, test: whole }], DEFAULT_RULES, limits(1e6)).parts).toEqual([])
  })

  test('all blocks of stage 1 dropped: goes on with the fewest', () => {
    const crashed: BlockWord = { state: 'dropped', reason: 'crashed' }
    const dropped = entry('a', { screen: Array.from({ length: 8 }, () => crashed) })
    expect(planTest([dropped], DEFAULT_RULES, limits(300_000)).parts).toMatchObject([
      { group: 'unresolved', blocks: LEAST, wanted: LEAST },
    ])
  })

  test('the budget is kept, and everyone is planned or listed', () => {
    const scale = fc.double({ min: 0.1, max: 10, noNaN: true })
    const centre = fc.double({ min: -0.03, max: 0.03, noNaN: true })
    const some = fc.array(fc.tuple(centre, scale, fc.integer({ min: 0, max: 5000 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 400_000 }), (list, budget) => {
        const entries = list.map(([at, by, cost], index) =>
          entry(`${index}`, { screen: screenOf(at, by), cost }),
        )
        const plan = planTest(entries, DEFAULT_RULES, limits(budget))
        expect(plan.duration).toBeLessThanOrEqual(budget)
        expect(plan.parts.length + plan.leftOut.length).toBe(plan.tests)
        expect(plan.parts.every(({ blocks }) => blocks >= plan.floor)).toBe(true)
        // fewer than usual only where no more fit
        const few = plan.parts.filter(({ blocks }) => blocks < LEAST)
        const withMore = (part: TestPart): TestPart[] => {
          const blocks = part.blocks + 1
          const controls = thirdsAmong(blocks, DEFAULT_RULES.test)
          return plan.parts.with(plan.parts.indexOf(part), { ...part, blocks, controls })
        }
        expect(few.every((part) => testTime(withMore(part), 1000) > budget)).toBe(true)
      }),
    )
  })

  test('with no margin the size is still finite', () => {
    expect(blocksWanted(0.01, 3, { ...DEFAULT_RULES, margin: 0 })).toBeGreaterThan(LEAST)
    expect(blocksWanted(1, 3, DEFAULT_RULES)).toBe(DEFAULT_RULES.test.most)
    expect(blocksWanted(null, 3, DEFAULT_RULES)).toBe(LEAST)
  })
})

describe('the order of stage 2', () => {
  const part = (unit: string, blocks: number, controls = 20): TestPart => ({
    unit,
    ids: [unit],
    group: 'slower',
    cost: 1,
    blocks,
    controls,
    wanted: blocks,
  })

  test('every part gets its blocks and third arms, each block once', () => {
    const size = fc.integer({ min: 1, max: 60 }).chain((blocks) =>
      fc.record({
        blocks: fc.constant(blocks),
        controls: fc.integer({ min: 0, max: Math.min(20, blocks) }),
      }),
    )
    fc.assert(
      fc.property(fc.array(size, { maxLength: 6 }), (sizes) => {
        const parts = sizes.map(({ blocks, controls }, index) => part(`${index}`, blocks, controls))
        const schedule = scheduleTest(parts, seededRandom(1))
        expect(schedule).toHaveLength(Math.max(0, ...sizes.map(({ blocks }) => blocks)))
        for (const { unit, blocks, controls } of parts) {
          const own = schedule.flatMap((block) => block.filter((place) => place.unit === unit))
          expect(own).toHaveLength(blocks)
          expect(own.filter(({ control }) => control)).toHaveLength(controls)
        }
        const thirds = schedule.filter((block) => block.some(({ control }) => control))
        expect(thirds).toHaveLength(Math.max(0, ...sizes.map(({ controls }) => controls)))
      }),
    )
  })

  test('a part with few blocks is spread over the whole stage', () => {
    const schedule = scheduleTest([part('long', 80), part('short', 20)], seededRandom(1))
    const places = schedule.flatMap((block, index) =>
      block.some(({ unit }) => unit === 'short') ? [index] : [],
    )
    const gaps = places.slice(1).map((place, index) => place - places[index]!)
    expect(places[0]).toBeLessThan(5)
    expect(places.at(-1)).toBeGreaterThan(75)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(5)
  })

  test('the order within a block is random, and the seed fixes it', () => {
    const parts = [part('a', 40), part('b', 40), part('c', 40)]
    const orders = scheduleTest(parts, seededRandom(1)).map((block) =>
      block.map(({ unit }) => unit).join(''),
    )
    expect(new Set(orders).size).toBe(6)
    expect(scheduleTest(parts, seededRandom(1))).toEqual(scheduleTest(parts, seededRandom(1)))
  })
})

import { assert, integer, property, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Figures, leads } from '../../../bench/peers/figures.ts'
import { GOALS, outcomes } from '../../../bench/peers/goals.ts'
import type { Goal, Outcome } from '../../../bench/peers/goals.ts'
import { CONTENDERS } from '../../../bench/peers/contenders/index.ts'
import { loads } from '../../../bench/peers/loads.ts'
import { loadOf, reportOf } from './report.ts'

function outcome(
  load: Parameters<typeof loadOf>[0],
  ours: Goal['ours'],
  kind: Goal['measure']['kind'],
  of?: string,
): Outcome {
  const found = outcomes(reportOf(loadOf(load))).find(
    ({ goal }) =>
      goal.load === load.id &&
      goal.ours === ours &&
      goal.measure.kind === kind &&
      (goal.measure.kind !== 'throughput' || goal.measure.of === of),
  )
  if (found === undefined) throw new Error('no such goal')
  return found
}

describe('goals', () => {
  test('each is about a load and about contenders that there are', () => {
    const ids = loads({ quick: false, steps: 1 }).map(({ id }) => id)
    const names = CONTENDERS.map(({ name }) => name)
    for (const { load, ours, measure } of GOALS) {
      expect(ids).toContain(load)
      expect(names).toContain(ours)
      expect(names).toContain(measure.kind === 'throughput' ? measure.of : ours)
    }
  })

  test.each([
    [0.0001, 'reached', 160],
    [0.0001, 'missed', 140],
  ])('throughput: ours takes %d ms a call, %s at %d times', (own, state, times) => {
    const calls = { 'lanemark threads': own, piscina: own * times }
    const found = outcome({ id: 'no-op', calls }, 'lanemark threads', 'throughput', 'piscina')
    expect(found.state).toBe(state)
    expect(found.figure?.value).toBeCloseTo(times, 3)
  })

  test.each([
    [1.81, 'reached'],
    [1.79, 'missed'],
  ])('speedup of %d: %s', (speedup, state) => {
    const calls = { 'lanemark threads': 1 / speedup }
    const found = outcome({ id: '10us', calls }, 'lanemark threads', 'speedup')
    expect(found.state).toBe(state)
    expect(found.figure?.value).toBeCloseTo(speedup, 5)
  })

  test.each([
    [0.985, 'reached'],
    [0.975, 'missed'],
  ])('%d of the bound: %s', (share, state) => {
    const calls = { 'lanemark threads': 0.5 / share }
    const found = outcome({ id: 'uneven', calls, least: 0.5 }, 'lanemark threads', 'attained')
    expect(found.state).toBe(state)
    expect(found.figure?.value).toBeCloseTo(share, 5)
  })

  test.each([
    [0.04e-3, 'reached'],
    [0.06e-3, 'missed'],
  ])('%d ms a call more than the plain loop: %s', (added, state) => {
    const calls = { 'plain loop': 0.02e-3, 'lanemark serial': 0.02e-3 + added }
    const found = outcome({ id: 'no-op', calls }, 'lanemark serial', 'added')
    expect(found.state).toBe(state)
  })

  test.each([
    [0.8, 'missed', 1.25],
    [1.2, 'reached', 1],
  ])('a rival that takes %d of our time: %s', (call, state, figure) => {
    const found = outcome({ id: 'buffers', calls: { piscina: call } }, 'lanemark threads', 'first')
    expect(found.state).toBe(state)
    expect(found.figure?.value).toBeCloseTo(figure, 5)
  })

  test('what is faster on threads does not count against processes', () => {
    const load = { id: 'buffers', calls: { piscina: 0.5 } }
    expect(outcome(load, 'lanemark processes', 'first').state).toBe('reached')
  })

  test('nothing is decided where the cores were missing, or where a load was not run', () => {
    const found = outcomes(reportOf(loadOf({ id: '1ms', there: false })))
    for (const { goal, state } of found) {
      expect(state).toBe(goal.load === '1ms' ? 'cores missing' : 'not measured')
    }
  })

  test('a contender that failed was not measured', () => {
    const load = loadOf({ id: '1ms' })
    const contenders = load.contenders.map((contender) =>
      contender.name === 'lanemark threads'
        ? { ...contender, state: 'failed' as const, reason: 'it hung' }
        : contender,
    )
    const found = outcomes(reportOf({ ...load, contenders }))
    const states = found.filter(({ goal }) => goal.load === '1ms').map(({ state }) => state)
    expect(states).toEqual(['not measured', 'missed', 'reached'])
  })

  test.for([
    [1.04, 'reached'],
    [1.06, 'missed'],
    // a hundred calls: 1.5 ms in all, which nobody feels
    [1.015, 'reached'],
  ] as const)('the mode that chooses may take %s times the best: %s', ([times, state]) => {
    const calls = { 'lanemark threads': 1, 'lanemark serial': 2, 'lanemark auto': times }
    const found = outcomes(reportOf(loadOf({ id: 'uneven', calls })))
    const own = found.find(({ goal }) => goal.measure.kind === 'regret' && goal.load === 'uneven')
    expect(own).toMatchObject({ state })
  })
})

describe('leads', () => {
  test('exactly those who are faster than ours of their kind', () => {
    const times = record(
      Object.fromEntries(CONTENDERS.map(({ name }) => [name, integer({ min: 1, max: 5 })])),
    )
    assert(
      property(times, (calls) => {
        const found = leads(new Figures(loadOf({ calls }))).map(({ rival }) => rival.name)
        const faster = CONTENDERS.filter(({ role, kind, name }) => {
          const ours = CONTENDERS.find((other) => other.role === 'ours' && other.kind === kind)
          return role !== 'ours' && (calls[name] ?? 0) < (calls[ours?.name ?? ''] ?? 0)
        })
        expect(found.toSorted()).toEqual(faster.map(({ name }) => name).toSorted())
      }),
    )
  })

  test('per call, whoever ran fewer tasks', () => {
    const load = loadOf({ calls: { piscina: 2 } })
    const contenders = load.contenders.map((contender) =>
      contender.name === 'piscina' && contender.state === 'measured'
        ? { ...contender, tasks: 10, makespans: contender.makespans.map((all) => all / 10) }
        : contender,
    )
    const figures = new Figures({ ...load, contenders })
    const [piscina, ours] = [figures.find('piscina'), figures.find('lanemark threads')]
    expect(piscina && ours && figures.throughput(ours, piscina).value).toBeCloseTo(2, 5)
    expect(piscina && figures.call(piscina).value).toBeCloseTo(2, 1)
  })
})

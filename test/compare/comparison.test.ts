import { describe, expect, test } from 'vitest'
import { assemble } from '../../src/compare/comparison.ts'
import type { CaseRounds, Recorded } from '../../src/compare/comparison.ts'
import type { CaseResult, Comparison } from '../../src/model.ts'
import { caseOf, inRow, input, measurement, roundOf, together, trip } from './measurement.ts'

function found(comparison: Comparison, label: string): CaseResult {
  const result = comparison.cases.find((one) => one.label === label)
  if (result === undefined) throw new Error(`there is no case ${label}`)
  return result
}

/** Two tasks, 30 and 10 ms, at the same time on two lanes. */
const side: Recorded = roundOf(32, [
  trip({ index: 0, lane: 0, started: 1, ended: 31 }),
  trip({ index: 1, lane: 1, started: 1, ended: 11 }),
])

const serially = (durations: readonly number[][]): CaseRounds =>
  caseOf('serial', 1, durations.map(inRow))

describe('the times of the tasks', () => {
  test('are the medians of the serial case', () => {
    const serial = serially([
      [30, 10],
      [34, 12],
      [90, 11],
    ])
    const { tasks } = assemble(measurement({ cases: [serial], inputs: [input('a'), input('b')] }))
    expect(tasks).toMatchObject([
      { index: 0, input: 'a', duration: 34, cpu: 34, async: false },
      { index: 1, input: 'b', duration: 11, cpu: 11, async: false },
    ])
  })

  test('are those of each task in its trip, or equal shares where only trips were timed', () => {
    const durations = [30, 10, 20]
    const of = (times: 'tasks' | 'chunks') => {
      const cases = [caseOf('serial', 1, [together(durations, times)])]
      return assemble(measurement({ cases })).tasks
    }
    expect(of('tasks').map(({ duration }) => duration)).toEqual([30, 10, 20])
    expect(of('tasks').map(({ cpu }) => cpu)).toEqual([30, 10, 20])
    expect(of('chunks')).toMatchObject([0, 1, 2].map(() => ({ duration: 20, cpu: 20 })))
  })

  test('have no CPU time where one round could not tell it, and that is a warning', () => {
    const untold = roundOf(5, [trip({ index: 0, started: 0, ended: 5, cpu: null })])
    const comparison = assemble(measurement({ cases: [caseOf('serial', 1, [untold, inRow([5])])] }))
    expect(comparison.tasks[0]?.cpu).toBe(null)
    expect(comparison.warnings).toContainEqual({ code: 'cpu-untold' })
  })
})

describe('a case', () => {
  const serial = serially([
    [30, 10],
    [40, 10],
    [60, 20],
  ])
  const makespans = [40, 25, 20]
  const sides = makespans.map((makespan) => ({ ...side, makespan }))
  const threads = caseOf('threads', 2, sides)
  const comparison = assemble(measurement({ cases: [serial, threads] }))

  test('has its makespans in order, and their median', () => {
    expect(found(comparison, 'threads')).toMatchObject({
      makespans,
      makespan: { value: 25, n: 3, interval: null },
      startup: [20, 21],
    })
  })

  test('has its speedup from the pairs of each round', () => {
    // 40 / 40, 50 / 25 and 80 / 20
    const { speedup } = found(comparison, 'threads')
    expect(speedup?.value).toBeCloseTo(2, 10)
    expect(speedup?.n).toBe(3)
  })

  test('called serial has neither speedup nor share of a bound', () => {
    expect(found(comparison, 'serial')).toMatchObject({ speedup: null, attained: null, bound: 1 })
  })

  test('attains its share of what the tasks allow', () => {
    const { bound, attained } = found(comparison, 'threads')
    // 40 ms and 10 ms on two workers: the longest decides
    expect(bound).toBeCloseTo(50 / 40, 10)
    expect(attained).toBeCloseTo(2 / 1.25, 10)
  })

  test('keeps the trips and times of the round nearest to its median', () => {
    const { trips, times } = side
    expect(found(comparison, 'threads')).toMatchObject({ tracedRound: 1, trips, times })
    expect(found(comparison, 'serial').tracedRound).toBe(1)
  })

  test('has a breakdown when it is a pool', () => {
    expect(found(comparison, 'serial').breakdown).toBe(null)
    expect(found(comparison, 'threads').breakdown).toMatchObject({ makespan: 25, ideal: 25 })
  })

  test('has an interval from six rounds on', () => {
    const cases = (count: number) => {
      const rounds = Array.from({ length: count }, (_, at) => [30 + at, 10])
      return [
        serially(rounds),
        caseOf(
          'threads',
          2,
          Array.from(rounds, () => side),
        ),
      ]
    }
    const six = assemble(measurement({ cases: cases(6) }))
    expect(found(six, 'threads').speedup?.interval).not.toBe(null)
    expect(six.warnings.map(({ code }) => code)).not.toContain('few-rounds')
    const five = assemble(measurement({ cases: cases(5) }))
    expect(found(five, 'threads').speedup?.interval).toBe(null)
    expect(five.warnings).toContainEqual({ code: 'few-rounds', rounds: 5, needed: 6 })
  })
})

describe('the bound of `concurrent`', () => {
  const boundOf = (async: boolean, cpu: number): number => {
    const trips = [0, 1, 2].map((index) => {
      return trip({ index, started: index * 20, ended: index * 20 + 20, cpu, async })
    })
    const round = roundOf(60, trips)
    const cases = [caseOf('serial', 1, [round]), caseOf('concurrent', 1, [round])]
    return found(assemble(measurement({ cases })), 'concurrent').bound
  }

  test('is 1 for a kernel that holds the event loop, even while it waits', () => {
    expect(boundOf(false, 20)).toBe(1)
    expect(boundOf(false, 1)).toBe(1)
  })

  test('is what the waiting allows for promises', () => {
    expect(boundOf(true, 1)).toBe(3)
    expect(boundOf(true, 10)).toBe(2)
  })
})

describe('rounds short of capacity', () => {
  const rounds = [40, 41, 42, 43, 44, 45, 90, 95]
  const serial = serially(rounds.map((duration) => [duration / 2, duration / 2]))
  const threads = caseOf(
    'threads',
    2,
    rounds.map(() => inRow([10, 10])),
  )
  const readings = (short: readonly number[]) =>
    rounds.map((_, round) => ({
      round,
      before: null,
      capacity: short.includes(round) ? 1.2 : 2,
      pace: 1,
    }))

  test('count for no figure while enough others remain', () => {
    const probes = readings([6, 7])
    const comparison = assemble(measurement({ cases: [serial, threads], probes }))
    const { capacity, tasks, warnings } = comparison
    expect(capacity.counted).toEqual([0, 1, 2, 3, 4, 5])
    expect(tasks[0]?.duration).toBe(21.25)
    expect(found(comparison, 'serial')).toMatchObject({
      makespans: rounds,
      makespan: { value: 42.5, n: 6 },
      tracedRound: 2,
    })
    expect(found(comparison, 'threads').speedup).toMatchObject({ n: 6 })
    expect(found(comparison, 'threads').speedup?.interval?.high).toBeCloseTo(45 / 20, 10)
    const { median, workers } = capacity
    expect(warnings).toEqual([
      { code: 'capacity-short', rounds: 2, of: 8, leftOut: true, median, workers },
    ])
  })

  test('count like all others where too few would remain', () => {
    const probes = readings([5, 6, 7])
    const comparison = assemble(measurement({ cases: [serial, threads], probes }))
    expect(comparison.capacity.counted).toBe(null)
    expect(found(comparison, 'serial').makespan).toMatchObject({ value: 43.5, n: 8 })
    expect(comparison.warnings).toMatchObject([{ code: 'capacity-short', leftOut: false }])
  })

  test('that were none are no warning', () => {
    const { warnings } = assemble(measurement({ cases: [serially([[5], [5], [5]])] }))
    expect(warnings.map(({ code }) => code)).toEqual(['few-rounds'])
  })
})

describe('more than the bound', () => {
  const warned = (makespans: readonly number[], async = false) => {
    const rounds = makespans.map(() => {
      const trips = [0, 1].map((index) => {
        return trip({ index, started: index * 20, ended: index * 20 + 20, cpu: 1, async })
      })
      return roundOf(40, trips)
    })
    const threads = makespans.map((makespan) => ({ ...side, makespan }))
    const cases = [caseOf('serial', 1, rounds), caseOf('threads', 2, threads)]
    const { warnings } = assemble(measurement({ cases }))
    return warnings.find(({ code }) => code === 'beyond-bound')
  }

  test('is a warning: serial met a slower machine', () => {
    // 40 ms / 16 ms = 2.5x, where two equal calls on two workers allow 2x
    expect(warned([16])).toEqual({ code: 'beyond-bound', labels: ['threads'], most: 1.25 })
  })

  test('is none where it may be chance', () => {
    expect(warned([19.5])).toBe(undefined)
    expect(warned([16, 20, 21, 22, 23, 24])).toBe(undefined)
  })

  test('is none where calls go on in the background', () => {
    expect(warned([16], true)).toBe(undefined)
  })
})

test('more workers than cores are a warning', () => {
  const cases = [serially([[5, 5]]), caseOf('threads', 4, [side], 'threads x4')]
  const { warnings } = assemble(measurement({ cases, cores: 1.5 }))
  expect(warnings).toContainEqual({
    code: 'oversubscribed',
    label: 'threads x4',
    workers: 4,
    cores: 1.5,
  })
})

test('what the measurement tells of itself is taken over as it is', () => {
  const parts = measurement({ cases: [serially([[5]])], seed: 77, equality: 'first round' })
  const { name, kernel, cores, seed, order, equality, instrument, warmup, references } = parts
  const told = { name, kernel, cores, seed, order, equality, instrument, warmup, references }
  expect(assemble(parts)).toMatchObject(told)
})

describe('other machines', () => {
  const serial = serially([[100, 100]])
  /** 4 ms there and 2 ms back. */
  const away = (index: number, lane: number) => ({
    ...trip({ index, lane, started: 5, ended: 85 }),
    sent: 1,
    done: 87,
  })
  const east = { name: 'east', cores: 64, memory: 2 ** 36, workers: 4 }
  const rounds = [roundOf(88, [away(0, 0), away(1, 1)])]
  const machines = { ...caseOf('machines', 4, rounds), machines: [east] }
  const comparison = assemble(measurement({ cases: [serial, machines] }))

  test('the least way of a message is in the bound', () => {
    const { remote, bound } = found(comparison, 'machines')
    expect(remote).toEqual({ machines: [east], way: 6 })
    expect(bound).toBeCloseTo(200 / 106, 9)
  })

  test('have cores of their own, and may be faster than this one', () => {
    const codes = comparison.warnings.map(({ code }) => code)
    expect(found(comparison, 'machines').speedup?.value).toBeGreaterThan(1.05 * (200 / 106))
    expect(codes).not.toContain('beyond-bound')
    expect(codes).not.toContain('oversubscribed')
  })
})

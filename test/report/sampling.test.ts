import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Comparison, TaskTimes } from '../../src/model.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { reportJson } from './whole.ts'
import { ROOM } from '../../src/report/sampling.ts'
import type { CaseData, ComparisonData } from '../../src/report/schema.ts'
import {
  bare,
  capacity,
  comparison,
  digest,
  planned,
  plannedSerial,
  report,
  task,
} from './build.ts'

const PATH = 'reports/x.json'

interface Shape {
  calls: number
  /** Calls of a chunk in the pool, and whether each call was timed. */
  size: number
  timed: boolean
}

/** A comparison as a run with so many calls would leave it, with a reference that knows each of them. */
function compared({ calls, size, timed }: Shape): Comparison {
  const tasks = Array.from({ length: calls }, (_, index) =>
    task(index, `pages/${index}.md`, 1 + (index % 7) / 3, '19,204 characters'),
  )
  const way = { encode: 0.02, message: 0.05, decode: 0.02 }
  const runs = tasks.map(({ duration }) => duration)
  const made = comparison({
    name: 'pages',
    tasks,
    capacity: capacity(Array.from({ length: 12 }, () => 1.97)),
    cases: [
      plannedSerial(tasks, [calls]),
      planned(tasks, { mode: 'threads', workers: 2, runs, way, sizes: [size] }),
    ],
    references: [
      {
        label: 'elsewhere',
        source: 'By hand.',
        modes: { serial: { name: 'loop', makespan: 1, lines: tasks.map(({ input }) => input) } },
        missing: null,
        digests: tasks.map(() => digest('a')),
      },
    ],
  })
  if (timed) return made
  return { ...made, cases: made.cases.map((each) => Object.assign(each, { times: null })) }
}

const written = (made: Comparison): { text: string; data: ComparisonData } => {
  const text = reportJson(report({ comparisons: [made] }), PATH)
  return { text, data: parseReport(text, PATH).comparisons[0]! }
}

const sizeOf = (made: Comparison): number =>
  written(made).text.length - reportJson(report({}), PATH).length

const shape: fc.Arbitrary<Shape> = fc.record({
  calls: fc.integer({ min: 1, max: 3000 }),
  size: fc.integer({ min: 1, max: 50 }),
  timed: fc.boolean(),
})

/** What the file says of a task's run, wherever it stands. */
const told = ({ trips, times }: Pick<CaseData, 'trips' | 'times'>, row: number) =>
  times === null
    ? null
    : { at: [times.started[row], times.ended[row]], first: trips.first[times.trip[row]!] }

const measured = ({ trips }: Comparison['cases'][number], times: TaskTimes, index: number) => ({
  at: [times.started[index], times.ended[index]].map((time) => expect.closeTo(time!, 6) as number),
  first: trips[times.trip[index]!]?.first,
})

describe('of any comparison, the file', () => {
  test('has no more than it has room for', () => {
    fc.assert(
      fc.property(shape, (drawn) => {
        const made = compared(drawn)
        const { data } = written(made)
        expect(sizeOf(made)).toBeLessThan(ROOM * 1.01)
        expect(data.sample.of).toBe(drawn.calls)
      }),
      { numRuns: 10 },
    )
  })

  test('has all tasks where there is room for them', () => {
    const { data } = written(compared({ calls: 100, size: 1, timed: true }))
    expect(data.sample).toEqual({ of: 100, every: 1 })
    expect(data.tasks.input).toHaveLength(100)
  })

  test('has every n-th task, as it was, on the trip that it was on', () => {
    fc.assert(
      fc.property(shape, (drawn) => {
        const made = compared(drawn)
        const { data } = written(made)
        const kept = made.tasks.filter(({ index }) => index % data.sample.every === 0)
        expect(data.tasks.input).toEqual(kept.map(({ input }) => input))
        expect(data.references[0]?.digests).toHaveLength(kept.length)
        for (const [at, one] of data.cases.entries()) {
          const own = made.cases[at]!
          expect(one.tripCount).toBe(own.trips.length)
          kept.forEach(({ index }, row) => {
            expect(told(one, row)).toEqual(own.times && measured(own, own.times, index))
          })
        }
      }),
      { numRuns: 10 },
    )
  })

  test('has each trip with a task that it has, where only trips were timed', () => {
    const { data } = written(compared({ calls: 3000, size: 4, timed: false }))
    const { every } = data.sample
    const [, pool] = data.cases
    expect(every).toBeGreaterThan(4)
    expect(pool!.trips.first).toEqual(data.tasks.input.map((_, k) => k * every - ((k * every) % 4)))
  })
})

test('what is not of single tasks is never left out', () => {
  const made = compared({ calls: 5, size: 1, timed: true })
  const makespans = Array.from({ length: 60_000 }, (_, index) => 100 + index)
  made.cases[0] = { ...made.cases[0]!, makespans, makespan: bare(100, 60_000) }
  const { data } = written(made)
  expect(data.cases[0]?.makespans).toEqual(makespans)
  expect(data.sample).toEqual({ of: 5, every: 5 })
  expect(data.tasks.input).toEqual(['pages/0.md'])
})

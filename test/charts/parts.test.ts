/** The arithmetic under the pictures. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { apart } from '../../src/charts/apart.ts'
import { stacked } from '../../src/charts/breakdown.ts'
import { linearTicks, logTicks, timeScale } from '../../src/charts/scale.ts'
import { fitted, textWidth, wrapped } from '../../src/charts/text.ts'
import { inFlight, shares } from '../../src/charts/timeline/bins.ts'
import { livesOf, type Life } from '../../src/charts/timeline/life.ts'
import { packed } from '../../src/charts/timeline/rows.ts'
import { chunked, equal, negative, thousands, untimed, waiting } from './fixtures.ts'

function tasksOf(comparison: typeof equal, mode: string): Life[] {
  const found = comparison.cases.find((case_) => case_.mode === mode)
  if (found === undefined) throw new Error(`no case ${mode}`)
  return livesOf(found)
}

test('labels move apart, keep their order and stay above the bottom', () => {
  const places = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 15 })
  fc.assert(
    fc.property(places, (wanted) => {
      const moved = apart(wanted, 16, 300)
      const sorted = moved.toSorted((a, b) => a - b)
      sorted.slice(1).forEach((place, index) => {
        expect(place - (sorted[index] ?? 0)).toBeGreaterThan(15.999)
      })
      expect(Math.max(0, ...moved)).toBeLessThanOrEqual(300)
      const order = wanted
        .map((_, index) => index)
        .toSorted((a, b) => (moved[a] ?? 0) - (moved[b] ?? 0))
      const asked = order.map((index) => wanted[index] ?? 0)
      expect(asked).toEqual(wanted.toSorted((a, b) => a - b))
    }),
  )
})

test('labels with room stay where they are', () => {
  expect(apart([10, 50, 90], 16, 300)).toEqual([10, 50, 90])
  expect(apart([50, 50], 16, 300)).toEqual([42, 58])
})

test('stacked parts, signs included, add up to the makespan', () => {
  for (const { breakdown } of negative.cases) {
    if (breakdown === null) continue
    const sum = stacked(breakdown).reduce((total, { time }) => total + time, 0)
    expect(sum).toBeCloseTo(breakdown.makespan, 6)
    for (const { from, to, time } of stacked(breakdown)) {
      expect(to).toBeGreaterThan(from)
      expect(time > 0 ? from >= 0 : to <= 0).toBe(true)
    }
  }
})

test('ticks are round, within the range, and few', () => {
  expect(linearTicks(0, 25, 6)).toEqual([0, 5, 10, 15, 20, 25])
  expect(logTicks(0.05, 2000)).toEqual([0.1, 1, 10, 100, 1000])
  const span = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(span, (high) => {
      const { ticks } = timeScale(0, high, '')
      expect(ticks.length).toBeGreaterThan(2)
      expect(ticks.length).toBeLessThan(14)
    }),
  )
})

test('wrapped lines fit and lose nothing but spaces', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const lines = wrapped(text, 120, 12, 99)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(120)
      expect(textWidth(fitted(text, 60, 12), 12)).toBeLessThanOrEqual(60)
    }),
  )
})

test('rows of one event loop hold every task once and no two at a time', () => {
  const tasks = tasksOf(waiting, 'concurrent')
  const rows = packed(tasks)
  expect(rows.flat()).toHaveLength(tasks.length)
  for (const row of rows) {
    row.slice(1).forEach((task, index) => {
      expect(task.dispatched).toBeGreaterThanOrEqual(row[index]?.done ?? 0)
    })
  }
})

test.each([
  ['alone', thousands],
  ['in chunks, one ahead', chunked],
  ['in chunks that alone were timed', untimed],
])('shares of time add up to the time itself, of tasks %s', (_, comparison) => {
  const lane = tasksOf(comparison, 'threads').filter((task) => task.lane === 0)
  const end = Math.max(...lane.map(({ done }) => done))
  const run = shares(lane, 50, end).get('run') ?? []
  const time = lane.reduce((sum, { started, ended }) => sum + ended - started, 0)
  expect((run.reduce((sum, share) => sum + share, 0) * end) / 50).toBeCloseTo(time, 4)
})

test('tasks in flight are counted', () => {
  const tasks = tasksOf(equal, 'serial')
  const flight = inFlight(tasks, 10, 1200)
  for (const count of flight) expect(count).toBeCloseTo(1, 1)
})

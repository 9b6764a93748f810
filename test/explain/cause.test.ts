import { describe, expect, test } from 'vitest'
import { causeOf } from '../../src/explain/cause.ts'
import type { CaseResult, Comparison, TaskTime } from '../../src/model.ts'
import type { Chunks, Way } from './schedules.ts'
import { capacity, comparison, planned, plannedSerial, task } from '../report/build.ts'
import { documentReport } from '../report/fixtures/document.ts'
import { galleryReport } from '../report/fixtures/gallery.ts'
import { waitingReport } from '../report/fixtures/waiting.ts'

const WAY = { encode: 0.01, message: 0.02, decode: 0.01 }
/** Before calls of 4 µs are sent, and behind them. */
const LITTLE = { encode: 0.0005, message: 0.02, decode: 0.0005 }
/** 64 KiB there and back. */
const HEAVY = { ...WAY, encode: 0.1, decode: 0.1, bytes: 64 * 1024 }

const AHEAD: Chunks = { sizes: [1], ahead: true }
const GUIDED: Chunks = { sizes: [1, 1, 8, 8, 64, 64, 120], ahead: true }

const even = (count: number, time: number): TaskTime[] =>
  Array.from({ length: count }, (_, index) => task(index, `${index}`, time))

function compared(tasks: TaskTime[], ...cases: CaseResult[]): Comparison {
  return comparison({
    name: 'n',
    tasks,
    capacity: capacity([2]),
    cases: [plannedSerial(tasks), ...cases],
  })
}

const sent = (tasks: readonly TaskTime[], way: Partial<Way>, chunks: Chunks): CaseResult => {
  const runs = tasks.map(({ duration }) => duration)
  return planned(tasks, { mode: 'threads', workers: 2, runs, way, ...chunks })
}

const threads = (tasks: readonly TaskTime[], growth: number): CaseResult =>
  planned(tasks, {
    mode: 'threads',
    workers: 2,
    runs: tasks.map(({ duration }) => duration * growth),
    way: WAY,
  })

describe('the cause', () => {
  test.each([
    ['one task', even(1, 50), 1, 'one-task'],
    ['tiny tasks', even(40, 0.05), 1, 'tiny'],
    ['even tasks', even(40, 50), 1.02, 'even'],
    ['even tasks that slow each other down', even(40, 50), 1.4, 'slowed'],
    ['three even tasks on two workers', even(3, 50), 1, 'pair'],
    ['one long task among tiny ones', [task(9, 'x', 100), ...even(9, 0.05)], 1, 'longest'],
  ])('%s', (_, tasks, growth, kind) => {
    expect(causeOf(compared(tasks, threads(tasks, growth)))?.kind).toBe(kind)
  })

  test.each([
    ['a way that counts where calls travel alone', even(2000, 0.1), WAY, {}, 'tiny'],
    ['and does not where they travel together', even(2000, 0.1), LITTLE, { sizes: [50] }, 'even'],
    ['packing that counts, however they travel', even(2000, 0.004), LITTLE, GUIDED, 'tiny'],
    ['messages that are not waited for', even(400, 0.1), { message: 0.03 }, AHEAD, 'even'],
    ['messages that are waited for', even(400, 0.1), { message: 0.03 }, {}, 'tiny'],
    ['all in one chunk', even(500, 0.002), LITTLE, { sizes: [500] }, 'little'],
    ['payload of single calls', even(40, 1), HEAVY, {}, 'payload'],
    ['payload of calls together', even(40, 1), HEAVY, { sizes: [5], ahead: true }, 'payload'],
    ['payload that is short against the calls', even(40, 20), HEAVY, {}, 'even'],
  ] as const)('of calls in chunks: %s', (_, tasks, way, chunks, kind) => {
    const found = causeOf(compared(tasks, sent(tasks, way, chunks)))
    expect(found?.kind).toBe(kind)
    // where only trips were timed, it is the same
    const bare = sent(tasks, way, chunks)
    expect(causeOf(compared(tasks, { ...bare, times: null }))).toEqual(found)
  })

  test('of tiny calls comes with what a call costs, for all calls alike', () => {
    const tasks = even(2000, 0.004)
    const found = causeOf(compared(tasks, sent(tasks, LITTLE, GUIDED)))
    expect(found).toMatchObject({ duration: expect.closeTo(0.004, 9), workers: 2 })
    const cost = found?.kind === 'tiny' ? found.cost : null
    expect(cost).toEqual({ packing: expect.closeTo(0.002, 9), message: expect.closeTo(0.04, 9) })
  })

  test('of calls that slow each other down comes with the system’s share, where that is heavy', () => {
    const tasks = even(40, 50)
    const withSystem = (system: number): CaseResult => ({
      ...threads(tasks, 1.4),
      usage: { user: 1000, system, faults: 0 },
    })
    expect(causeOf(compared(tasks, withSystem(1000)))).toMatchObject({
      kind: 'slowed',
      system: 0.5,
    })
    expect(causeOf(compared(tasks, withSystem(100)))).toMatchObject({
      kind: 'slowed',
      system: null,
    })
    expect(causeOf(compared(tasks, threads(tasks, 1.4)))).toMatchObject({ system: null })
  })

  test('of the document is its longest task', () => {
    const [found] = documentReport.comparisons
    expect(found && causeOf(found)?.kind).toBe('longest')
  })

  test('of calls that wait, with and without an event loop beside', () => {
    const [found] = waitingReport.comparisons
    const without = found && {
      ...found,
      cases: found.cases.filter(({ mode }) => mode !== 'concurrent'),
    }
    expect(found && causeOf(found)?.kind).toBe('waits')
    expect(without && causeOf(without)?.kind).toBe('waits')
  })

  test('of each comparison of a gallery is its own', () => {
    expect(galleryReport.comparisons.map((each) => causeOf(each)?.kind)).toEqual([
      'tiny',
      'threads-hinder',
      'parallel-already',
      'payload',
      'even',
    ])
  })

  test('is not known of serial alone', () => {
    expect(causeOf(compared(even(3, 5)))).toBeNull()
  })
})

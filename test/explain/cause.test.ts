import { describe, expect, test } from 'vitest'
import { causeOf } from '../../src/explain/cause.ts'
import type { CaseResult, Comparison, TaskTime } from '../../src/model.ts'
import { capacity, comparison, planned, plannedSerial, task } from '../report/build.ts'
import { documentReport } from '../report/fixtures/document.ts'
import { galleryReport } from '../report/fixtures/gallery.ts'
import { waitingReport } from '../report/fixtures/waiting.ts'

const WAY = { encode: 0.01, message: 0.02, decode: 0.01 }

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

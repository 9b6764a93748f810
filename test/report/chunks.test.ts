/** What a page says of calls that travel together. */
import { describe, expect, test } from 'vitest'
import type { Comparison } from '../../src/model.ts'
import { reportMarkdown } from './whole.ts'
import { capacity, comparison, planned, plannedSerial, report, task } from './build.ts'
import { chunksReport } from './fixtures/chunks.ts'
import { smallReport } from './fixtures/digest.ts'
import { galleryReport } from './fixtures/gallery.ts'

const TASKS = Array.from({ length: 12 }, (_, index) => task(index, `${index}`, 2))

const pool = (label: string, sizes: number[]) => {
  const runs = TASKS.map(({ duration }) => duration)
  return planned(TASKS, { mode: 'threads', label, workers: 2, runs, sizes, way: { message: 0.1 } })
}

function page(pools: readonly (readonly [string, number[]])[], parts: Partial<Comparison> = {}) {
  const cases = [plannedSerial(TASKS), ...pools.map(([label, sizes]) => pool(label, sizes))]
  const made = { name: 'n', tasks: TASKS, capacity: capacity([2]), cases, ...parts }
  return reportMarkdown(report({ comparisons: [comparison(made)] }))
}

const lineOf = (text: string, start: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(start))

describe('the sizes of chunks', () => {
  test.each([
    ['of several sizes', [1, 2, 4, 5], '`threads` 4 of 1 to 5 calls (median 3).'],
    ['all alike', [4], '`threads` 3 of 4 calls.'],
    ['one chunk', [12], '`threads` 1 of 12 calls.'],
  ])('%s', (_, sizes, told) => {
    const line = lineOf(page([['threads', sizes]]), 'Calls travelled')
    expect(line).toBe(`Calls travelled in chunks: ${told}`)
  })

  test('are told of each pool, in a list where there are many', () => {
    const two = page([
      ['a', [1]],
      ['b', [6]],
    ])
    expect(lineOf(two, 'Calls travelled')).toBe(
      'Calls travelled in chunks: `a` one call at a time and `b` 2 of 6 calls.',
    )
    const three = page([
      ['a', [1]],
      ['b', [6]],
      ['c', [3]],
    ])
    expect(lineOf(three, 'Calls travelled')).toBe('Calls travelled in chunks:')
    expect(three).toContain(' - `c` 4 of 3 calls\n')
  })

  test('are no matter where every call travelled alone', () => {
    expect(page([['threads', [1]]])).not.toContain('travelled')
    expect(reportMarkdown(smallReport)).not.toContain('travelled')
  })
})

describe('the times of calls', () => {
  test('that were too short to be timed one by one are said to be shares', () => {
    const [tiny] = galleryReport.comparisons
    const text = reportMarkdown(report({ comparisons: tiny === undefined ? [] : [tiny] }))
    expect(text).toContain(
      'A call takes 4.20 µs, and noting the end of each would cost 2.9 % of that.',
    )
    expect(text).not.toContain('Noting the end')
    // all of a chunk are alike, so none is the slowest
    expect(text).not.toContain('The slowest calls')
  })

  test('that were taken one by one are said to cost what that costs', () => {
    const text = page([['threads', [4]]], { instrument: { cost: 0.002, times: 'tasks' } })
    expect(text).toContain('Noting the end of a call costs 2.00 µs, 0.1 % of a call here.')
    expect(text).not.toContain('would cost')
    expect(reportMarkdown(chunksReport)).toContain('The slowest calls')
  })
})

test('the word is explained where there is a pool', () => {
  expect(page([['threads', [1]]])).toContain('**Chunk**')
  expect(page([])).not.toContain('**Chunk**')
})

import { expect, test } from 'vitest'
import { plain } from '../../src/text/inline.ts'
import { entries } from '../../src/report/page.ts'
import { planPages } from '../../src/report/page-plan.ts'
import { entriesOf, isRepeated, repeatedAdvice } from '../../src/report/repeated.ts'
import { galleryReport } from './fixtures/gallery.ts'
import { repeatedReport } from './fixtures/repeated.ts'

const [once, often] = repeatedReport.comparisons

test('two that belong together are one entry, whose answer rests on the one with intervals', () => {
  const [found, ...others] = entries(repeatedReport, planPages(repeatedReport, 'report'))
  expect(others).toEqual([])
  expect(found?.name).toBe(once?.name)
  expect(found && plain(found.answer)).toBe(
    'Running the three calls on two child processes is 1.160x [1.150, 1.170] as fast as one after another, in twelve rounds on a smaller scale, which is 99 % of the 1.17x that any pool could have reached, because the input 63 alone is 85 % of the work. On that scale the inputs are 25, 34 and 14. The inputs themselves ran once in each mode: 24.9 s one after another, 25.2 s concurrently on one event loop, 22.1 s on two worker threads and 21.4 s on two child processes.',
  )
})

test('what to do names the inputs themselves, and what the system does for them', () => {
  const [entry] = entriesOf(repeatedReport.comparisons)
  const advice = entry && isRepeated(entry) ? repeatedAdvice(entry) : null
  expect(advice && plain(advice)).toMatch(/the input 63 split into/)
  expect(advice && plain(advice)).toMatch(
    /With the inputs themselves processes are ahead of threads: 51 % of the CPU time of a call is the operating system mapping fresh memory, and threads, which share one address space, wait for each other there\.$/,
  )
})

test('others are entries of their own, as is one whose other is not there', () => {
  const { comparisons } = galleryReport
  expect(entriesOf(comparisons)).toEqual(comparisons)
  expect(often && entriesOf([often])).toEqual([often])
})

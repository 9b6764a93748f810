import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Comparison } from '../../src/model.ts'
import { escapeMermaid, mermaidSpeedup, mermaidTimeline } from '../../src/report/mermaid.ts'
import type { PageBlock } from '../../src/text/view.ts'
import { documentReport } from './fixtures/document.ts'
import { galleryReport } from './fixtures/gallery.ts'
import { hostile } from './hostile.ts'

const linesOf = (block: PageBlock | null): string[] => (block?.kind === 'code' ? block.lines : [])

function document(text?: string): Comparison {
  const [found] = documentReport.comparisons
  if (found === undefined) throw new Error('no such fixture')
  if (text === undefined) return found
  const own = structuredClone(found)
  for (const task of own.tasks) task.input = text
  for (const each of own.cases) each.label = text
  return own
}

/** What each line of a gantt may be, so that no text of a user is a keyword or a comment. */
const GANTT =
  /^(---|displayMode: compact|gantt| {4}(title|dateFormat|axisFormat|todayMarker) [^:;#%]+| {4}section [^:;#%\n]+| {4}(input|no pool|\w+ inputs) ?[^:;#%\n]* :(\w+, \d+, \d+ms|milestone, bound, \d+, 0ms))$|^ {4}axisFormat %s$/u

describe('Mermaid', () => {
  test('a lane for each worker and one for the bound', () => {
    const lines = linesOf(mermaidTimeline(document()))
    expect(lines.filter((line) => line.includes('section'))).toEqual([
      '    section serial',
      '    section concurrent',
      '    section threads, worker 1',
      '    section threads, worker 2',
      '    section processes, worker 1',
      '    section processes, worker 2',
      '    section bound',
    ])
    expect(lines).toContain('    input 63 :c0l0b1, 3611, 21239ms')
    expect(lines).toContain('    no pool is done earlier :milestone, bound, 21240, 0ms')
  })

  test('the speedups without exponents', () => {
    const lines = linesOf(mermaidSpeedup(document()))
    expect(lines).toContain('    bar [1.00, 0.99, 1.13, 1.16]')
    expect(lines).toContain('    line [1.00, 1.00, 1.17, 1.17]')
    for (const each of galleryReport.comparisons)
      expect(linesOf(mermaidSpeedup(each)).join('')).not.toMatch(/\de[-+]/)
  })

  test('text of users is no grammar', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeMermaid(text)).toMatch(/^[\p{L}\p{N} .,_()…-]+$/u)
        expect(escapeMermaid(text)).not.toContain('--')
        for (const line of linesOf(mermaidTimeline(document(text)))) expect(line).toMatch(GANTT)
        expect(linesOf(mermaidSpeedup(document(text)))[2]).toMatch(
          /^ {4}x-axis \["[^"\]]+"(, "[^"\]]+")*\]$/,
        )
      }),
    )
  })

  test('many calls share bars', () => {
    for (const each of galleryReport.comparisons)
      expect(linesOf(mermaidTimeline(each)).length).toBeLessThan(120)
  })

  test('nothing traced, nothing drawn', () => {
    const empty = { ...document(), cases: [] }
    expect(mermaidTimeline(empty)).toBeNull()
    expect(mermaidSpeedup(empty)).toBeNull()
  })
})

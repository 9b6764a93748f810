import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model.ts'
import { indexMarkdown } from '../../src/report/index-page.ts'
import { reportMarkdown } from './whole.ts'
import { reportData } from './whole.ts'
import { smallReport } from './fixtures/digest.ts'
import { documentReport } from './fixtures/document.ts'
import { GOLDEN } from './fixtures.ts'
import { hostile } from './hostile.ts'
import { outline } from './parse.ts'

const USERS = new Set(
  'file command cpu os node date name module export input label source'.split(' '),
)

/** The document's report with every text that a user, a machine or a reference gave replaced. */
function renamed(text: string): Report {
  const replace = (key: string, value: unknown): unknown =>
    typeof value === 'string' && (USERS.has(key) || /^\d+$/.test(key)) ? text : value
  return JSON.parse(JSON.stringify(documentReport), replace)
}

const shape = (report: Report): unknown => {
  const { kinds, tables } = outline(reportMarkdown(report))
  return { kinds, tables: tables.map((rows) => rows.map((row) => row.length)) }
}

describe('the structure of a page', () => {
  test.each(Object.keys(GOLDEN))('%s: all rows of a table have as many cells', (name) => {
    const report = GOLDEN[name]
    if (report === undefined) throw new Error('no such fixture')
    const { kinds, tables } = outline(reportMarkdown(report))
    expect(tables.length).toBeGreaterThan(0)
    for (const rows of tables) expect(new Set(rows.map((row) => row.length)).size).toBe(1)
    expect(kinds.filter((kind) => kind === 'fence').length % 2).toBe(0)
  })

  test('does not depend on names, inputs and lines', () => {
    const plain = shape(renamed('x'))
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shape(renamed(text))).toEqual(plain)
      }),
      { numRuns: 60 },
    )
  })

  test('has the sections of a comparison in their order', () => {
    const headings = reportMarkdown(smallReport)
      .split('\n')
      .filter((line) => line.startsWith('#'))
    expect(headings).toEqual([
      '# digest of four blocks',
      '## Why no pool can do better than 2.00x',
      '## Where the time went',
      '### The slowest calls',
      '## Order and splitting',
      '## When a pool pays',
      '## Who ran what',
      '## Whether the machine delivered its cores',
      '## Equal results',
      '## Rounds',
      '## Environment',
      '## How to run it again',
    ])
  })

  test('an empty report says so', () => {
    const empty = { ...smallReport, comparisons: [] }
    expect(reportMarkdown(empty)).toContain('Nothing was measured.')
    expect(indexMarkdown([{ path: 'a.md', report: reportData(empty) }])).toContain(
      'Nothing was measured.',
    )
    expect(indexMarkdown([])).toContain('There are no reports yet.')
  })
})

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { indexMarkdown } from '../../src/report/index-page.ts'
import { jobSummaryMarkdown } from '../../src/report/job-summary.ts'
import { reportMarkdown } from './whole.ts'
import { reportData } from './whole.ts'
import { summary } from '../../src/report/summary.ts'
import { GOLDEN, PICTURES } from './fixtures.ts'

const FOLDER = new URL('./golden/', import.meta.url)
const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

function stored(name: string): string {
  try {
    return readFileSync(new URL(name, FOLDER), 'utf8')
  } catch {
    return `golden file ${name} is missing`
  }
}

/** What the text has to be; with UPDATE_GOLDEN=1 whatever it is now. */
function golden(name: string, text: string): string {
  if (UPDATE) {
    mkdirSync(FOLDER, { recursive: true })
    writeFileSync(new URL(name, FOLDER), text)
  }
  return stored(name)
}

describe('golden files (a difference that is meant: run once with UPDATE_GOLDEN=1)', () => {
  test.each(Object.keys(GOLDEN))('%s.md', (name) => {
    const report = GOLDEN[name]
    const text = report === undefined ? '' : reportMarkdown(report, PICTURES[name])
    expect(text).toBe(golden(`${name}.md`, text))
  })

  test.each(['claims', 'document', 'gallery', 'hostile'])('job-%s.md', (name) => {
    const report = GOLDEN[name]
    const text = report === undefined ? '' : jobSummaryMarkdown(report)
    expect(text).toBe(golden(`job-${name}.md`, text))
  })

  test('index.md', () => {
    const entries = Object.entries(GOLDEN).map(([name, report]) => ({
      path: `${name}.md`,
      report: reportData(report, name),
    }))
    const text = indexMarkdown(entries)
    expect(text).toBe(golden('index.md', text))
  })

  test.each([80, 40, 24])('the summary in %i columns', (width) => {
    const each = Object.entries(GOLDEN).map(([name, report]) =>
      summary(report, { path: `reports/${name}.md`, width }).join('\n'),
    )
    const text = `${each.join('\n\n')}\n`
    expect(text).toBe(golden(`summary-${width}.txt`, text))
  })
})

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/model.ts'
import { plain } from '../../src/text/inline.ts'
import { jobSummaryMarkdown } from '../../src/report/job-summary.ts'
import { reportMarkdown } from './whole.ts'
import { claimsAnswer } from '../../src/report/sections/claims-section.ts'
import { CLAIM_PICTURES, claimsReport } from './fixtures/claims.ts'
import { hostile } from './hostile.ts'
import { outline } from './parse.ts'

const KEPT = new Set(['kind', 'mode', 'schema', 'verdict', 'unit', 'note', 'fault', 'payload'])

/** Every text of the claims replaced, as it could be written by anybody. */
function rewritten(text: string): Report {
  const replace = (key: string, value: unknown): unknown =>
    typeof value === 'string' && !KEPT.has(key) ? text : value
  return { ...claimsReport, claims: JSON.parse(JSON.stringify(claimsReport.claims), replace) }
}

const shape = (report: Report): unknown => {
  const { kinds, tables } = outline(reportMarkdown(report))
  return { kinds, tables: tables.map((rows) => rows.map((row) => row.length)) }
}

describe('claims', () => {
  test('counted by verdict', () => {
    expect(plain(claimsAnswer(claimsReport.claims))).toBe(
      'Of three claims, one holds, one holds in part and one does not hold.',
    )
    const undecided = claimsReport.claims.map((claim) => ({ ...claim, verdict: 'not decided' }))
    expect(plain(claimsAnswer(undecided as Report['claims']))).toBe(
      'Of three claims, three are not decided.',
    )
  })

  test('each picture stands once, where it belongs', () => {
    const page = reportMarkdown(claimsReport, CLAIM_PICTURES)
    const at = (text: string): number => page.indexOf(text)
    for (const { file } of CLAIM_PICTURES) expect(page.split(`(./${file})`)).toHaveLength(2)
    expect(at('### What survives')).toBeLessThan(at('claims-faults.svg'))
    expect(at('claims-faults.svg')).toBeLessThan(at('| fault'))
    expect(at('claims-payloads.svg')).toBeGreaterThan(at('### Cost by size'))
    expect(at('claims-timeline.svg')).toBeGreaterThan(at('Recommendation:'))
    expect(at('claims-breakdown.svg')).toBeGreaterThan(at('Where the time went'))
  })

  test('the structure does not depend on what they say', () => {
    const usual = shape(rewritten('x'))
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shape(rewritten(text))).toEqual(usual)
      }),
      { numRuns: 60 },
    )
  })

  test('a hostile picture stays a picture', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [first] = CLAIM_PICTURES
        const pictures = first === undefined ? [] : [{ ...first, alt: text, file: text }]
        const lines = reportMarkdown(claimsReport, pictures).split('\n')
        const found = lines.filter((line) => line.startsWith('!['))
        expect(found).toHaveLength(1)
        expect(found[0]).toMatch(/^!\[.*\]\(\.\/[\w%./-]*\)$/u)
        expect(found[0]).not.toContain('<')
      }),
    )
  })

  test('the page for a job has no picture files', () => {
    const page = jobSummaryMarkdown(claimsReport)
    expect(page).not.toContain('.svg')
    expect(page.match(/```mermaid/g)).toHaveLength(2)
  })
})

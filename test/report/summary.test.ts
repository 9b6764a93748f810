import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { summary } from '../../src/report/summary.ts'
import { widthOf, wrap } from '../../src/text/wrap.ts'
import { documentReport } from './fixtures/document.ts'
import { GOLDEN } from './fixtures.ts'
import { hostile } from './hostile.ts'

const ESC = '\u001B'
const PATH = 'reports/quick/a-rather-long-name-of-a-report.md'

const uncoloured = (piece: string): string => piece.replace(/^\[\d+m/, '')

describe('the summary', () => {
  test('no line is wider than the terminal, nothing of the path is lost', () => {
    for (const report of Object.values(GOLDEN))
      for (const width of [8, 20, 40, 80, 200]) {
        const lines = summary(report, { path: PATH, width })
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
        expect(lines.map((line) => line.trim()).join('')).toContain(PATH)
      }
  })

  test('has no colour unless asked, and the same words with it', () => {
    const bare = summary(documentReport, { path: PATH })
    const coloured = summary(documentReport, { path: PATH, colour: true })
    expect(bare.join('\n')).not.toContain(ESC)
    expect(coloured.join('\n')).toContain(`${ESC}[1m`)
    expect(coloured.map((line) => line.split(ESC).map(uncoloured).join(''))).toEqual(bare)
  })

  test('a name sends nothing to the terminal', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const comparisons = documentReport.comparisons.map((each) => ({ ...each, name }))
        const lines = summary({ ...documentReport, comparisons }, { path: PATH })
        expect(lines.join('')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
      }),
    )
  })
})

test('wrapping keeps all words and the width', () => {
  fc.assert(
    fc.property(hostile, fc.integer({ min: 2, max: 40 }), (text, width) => {
      const lines = wrap(text, width)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      expect(Math.max(0, ...lines.map(widthOf))).toBeLessThanOrEqual(width)
    }),
  )
})

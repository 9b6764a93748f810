import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clean,
  cut,
  escapeCode,
  escapeFenced,
  escapeHref,
  escapeStart,
  escapeText,
} from '../../src/text/escape.ts'
import { code, say, type Inline } from '../../src/text/inline.ts'
import { markdown } from '../../src/text/markdown.ts'
import { table } from '../../src/text/view.ts'
import { hostile } from '../report/hostile.ts'
import { cellsPaired, outline, seen } from '../report/parse.ts'

const page = (rows: Inline[][]): string =>
  markdown({ title: ['t'], blocks: [table([['head'], ['code']], [], rows)], sections: [] })

describe('cut and clean', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['💥💥💥', 3, '💥💥💥'],
    ['💥💥💥💥', 3, '💥💥…'],
  ])('%s to %i', (text, limit, expected) => {
    expect(cut(text, limit)).toBe(expected)
  })

  test('keeps to the limit, on one line, with nothing unseen', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 30 }), (text, limit) => {
        const line = clean(text, limit)
        expect(Array.from(line).length).toBeLessThanOrEqual(limit)
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u)
        expect(line.isWellFormed()).toBe(true)
      }),
    )
  })

  test('a name of a million characters costs nothing', () => {
    expect(clean('|'.repeat(1_000_000), 10)).toBe(`${'|'.repeat(9)}…`)
  })
})

describe('running text', () => {
  test.each([
    ['a|b', String.raw`a\|b`],
    [String.raw`a\|b`, String.raw`a\\\|b`],
    ['<strong>x</strong>', '&lt;strong&gt;x&lt;/strong&gt;'],
    ['&lt;', '&amp;lt;'],
    ['![a](b)', String.raw`!\[a\](b)`],
    ['1.13x [1.09, 1.15]', '1.13x [1.09, 1.15]'],
    ['[1.09](b)', String.raw`\[1.09\](b)`],
    ['@me and a@b.c', '@&#8203;me and a@&#8203;b.c'],
    ['Xeon @ 2.60GHz', 'Xeon @ 2.60GHz'],
    ['#12 https://x www.x', '#&#8203;12 https:&#8203;//x www&#8203;.x'],
    ['a\n\nb', 'a b'],
  ])('%j', (text, expected) => {
    expect(escapeText(text)).toBe(expected)
  })

  test('shows exactly the cleaned text, and holds no HTML and no bare pipe', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeText(text)
        expect(seen(escaped)).toBe(clean(text))
        expect(escaped).not.toMatch(/[<>\n]|(?<!\\)\||@\w|(?<!\\)\]\(/)
      }),
    )
  })

  test.each([
    ['# a', String.raw`\# a`],
    ['- a', String.raw`\- a`],
    ['12. a', String.raw`12\. a`],
    ['1.13x', '1.13x'],
    ['    a', 'a'],
  ])('at the start of a line: %j', (text, expected) => {
    expect(escapeStart(text)).toBe(expected)
  })
})

describe('code', () => {
  test.each([
    ['a', '`a`'],
    ['a`b', '`` a`b ``'],
    ['', '(empty)'],
    [' ', '(blank)'],
    ['a|b', String.raw`a\|b`],
    ['<u>', '&lt;u&gt;'],
  ])('%j', (text, expected) => {
    expect(escapeCode(text)).toBe(expected)
  })

  test('no line of a fenced block ends it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(escapeFenced(text)).not.toMatch(/`{3}|\n/)
      }),
    )
  })
})

test('an address stays in its link and below its folder', () => {
  expect(escapeHref('a b/(c)|<d>.md')).toBe('./a%20b/%28c%29%7C%3Cd%3E.md')
  expect(escapeHref('javascript:alert(1)')).toBe('./javascript%3Aalert%281%29')
  fc.assert(fc.property(hostile, (path) => /^\.\/[\w%./-]*$/.test(escapeHref(path))))
})

describe('through json2md', () => {
  test('a cell arrives as it was escaped, and every row has as many cells as the head', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const written = page([[say`${text}`, [code(other)]]])
        const [rows] = outline(written).tables
        expect(rows?.map((row) => row.length)).toEqual([2, 2, 2])
        expect(seen(rows?.[2]?.[0] ?? '')).toBe(seen(escapeText(clean(text, 200)).trim()))
        const lines = written.split('\n').filter((line) => line.startsWith('|'))
        expect(lines.map(cellsPaired)).toEqual([2, 2, 2])
      }),
    )
  })

  test('heads, headings, paragraphs, items, notes and summaries hold no HTML of the user', () => {
    fc.assert(
      fc.property(hostile, (name) => {
        const text = say`${name}`
        const written = markdown({
          title: text,
          blocks: [
            { kind: 'paragraph', text },
            { kind: 'list', items: [text, [code(name)], [{ strong: name }]] },
            { kind: 'warning', text },
            table([text], [], [[text]]),
            { kind: 'details', summary: text, blocks: [] },
          ],
          sections: [],
        })
        const own = written.replace(/<details><summary>|<\/summary>|<\/details>/g, '')
        expect(own.split('\n').map((line) => line.replace(/^> /, ''))).not.toContainEqual(
          expect.stringMatching(/[<>]/),
        )
      }),
    )
  })
})

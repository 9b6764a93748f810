/** Names and inputs that would break a table, or be more than text. */
import { parse } from 'marked'
import { expect, test } from 'vitest'
import { outline } from '../report/parse.ts'
import { expectSuccess } from './expectations.ts'
import { project, vitest } from './project.ts'
import type { Runs } from './runs.ts'

/** What a report is made of; its own HTML is for what folds. */
const TAGS =
  'h1 h2 h3 p ul li strong em code pre blockquote table thead tbody tr th td a img details summary'

/** By which lanemark knows its own files. */
const MARK = /^<!-- lanemark: [^<>]* -->\n/

export function hostileNames(runs: Runs): void {
  const ran = runs.plan(async (installed) => await vitest(await project(installed, 'hostile')))

  test.each(['names.md', 'index.md'])('do not break the tables of %s', async (page) => {
    const outcome = await ran()
    expectSuccess(outcome)
    const { tables, kinds } = outline(outcome.reports[page] ?? '')
    expect(tables.length).toBeGreaterThan(0)
    for (const [head = [], ...rows] of tables) {
      expect(head.length).toBeGreaterThan(1)
      for (const row of rows) expect(row).toHaveLength(head.length)
    }
    expect(kinds.filter((kind) => kind === 'h1')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'fence').length % 2).toBe(0)
  })

  test.each(['names.md', 'index.md'])('are no more than text in %s', async (page) => {
    const text = (await ran()).reports[page] ?? ''
    const html = await parse(text.replace(MARK, ''))
    const tags = [...html.matchAll(/<\/?([^\s>/]+)/g)].map(([, tag]) => tag)
    expect(TAGS.split(' ')).toEqual(expect.arrayContaining([...new Set(tags)]))
    const addresses = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses.filter((address) => !/^\.\/[\w./-]+$/.test(address ?? ''))).toEqual([])
    expect(html).not.toMatch(/\son\w+="/)
    expect(html).not.toMatch(/(?!\n)\p{Cc}|\u202E/u)
  })

  test('are all there', async () => {
    const { reports, tests } = await ran()
    const groups = Object.keys(tests)
    expect(groups).toHaveLength(9)
    for (const word of ['another', 'three', 'alert', 'fence', 'quote', 'back', 'struck']) {
      expect(reports['names.md']).toContain(word)
      expect(reports['index.md']).toContain(word)
    }
  })
}

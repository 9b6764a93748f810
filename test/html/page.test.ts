/** Pages as HTML: whole, escaped, and nothing from anywhere else. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Picture } from '../../src/charts/index.ts'
import { pictures } from '../../src/charts/index.ts'
import { timelineData } from '../../src/html/timeline-data.ts'
import type { Report } from '../../src/model.ts'
import { planPages } from '../../src/report/page-plan.ts'
import { pages } from '../../src/report/page.ts'
import { htmlFiles } from '../../src/reporter/html-files.ts'
import { GOLDEN } from '../report/fixtures.ts'
import { documentReport } from '../report/fixtures/document.ts'
import { hostile } from '../report/hostile.ts'

/** Its pages with the pictures on them. */
async function htmlOf(report: Report): Promise<{ path: string; content: string }[]> {
  const plan = planPages(report, 'report')
  const drawn: Picture[] = pictures(report)
  return await htmlFiles(report, pages(report, plan, drawn), drawn)
}

const VOID = new Set(['meta', 'img', 'html', '!doctype'])

/** Elements that are open where others end, or at the end of the page. */
function unbalanced(html: string): string[] {
  const open: string[] = []
  const wrong: string[] = []
  const bare = html.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '')
  for (const [, end, name = ''] of bare.matchAll(/<(\/?)([a-z!][a-z0-9]*)\b[^>]*>/g)) {
    if (VOID.has(name)) continue
    if (end === '') open.push(name)
    else if (open.pop() !== name) wrong.push(name)
  }
  return [...wrong, ...open]
}

describe.each(Object.keys(GOLDEN))('%s', (name) => {
  const report = GOLDEN[name] as Report

  test('is well-formed, and asks nobody for anything', async () => {
    for (const { content } of await htmlOf(report)) {
      expect(unbalanced(content)).toEqual([])
      const addresses = [...content.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, to = '']) => to)
      for (const address of addresses) expect(address).toMatch(/^(data:image|\.?\.?\/?[\w%./-]+$)/)
      expect(content).not.toMatch(/\b(?:url\(|@import|style=|on\w+=")/)
      expect(content).toContain(`default-src 'none'`)
    }
  })

  test('says what the Markdown says: the answer, and every table', async () => {
    const plan = planPages(report, 'report')
    const sections = pages(report, plan, [])
    for (const [index, { content }] of (await htmlOf(report)).entries()) {
      const tables = JSON.stringify(sections[index]).split('"kind":"table"').length - 1
      expect(content.split('<table>')).toHaveLength(tables + 1)
    }
  })
})

test('a page of the document’s size is under 300 KB', async () => {
  for (const { content } of await htmlOf(documentReport)) {
    expect(content.length).toBeLessThan(300_000)
  }
})

test('what anybody wrote is text, wherever it stands', async () => {
  const base = documentReport.comparisons[0] as Report['comparisons'][number]
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const tasks = base.tasks.map((task) => ({ ...task, input: text }))
      const report = { ...documentReport, comparisons: [{ ...base, name: text, tasks }] }
      const [page] = await htmlOf(report)
      const content = page?.content ?? ''
      expect(unbalanced(content)).toEqual([])
      // its own, the data and the script's: none was made by a name
      expect(content.match(/<script\b/g)).toHaveLength(2)
      const bare = content.replace(/="[^"]*"/g, '')
      expect(bare).not.toMatch(/<[a-z]+ [^>]*\bon\w+/i)
      expect(content).not.toMatch(/(?:href|src)="\s*javascript:/i)
    }),
    { numRuns: 40 },
  )
})

test('of very many bars every so many are there, and it is said', () => {
  const base = documentReport.comparisons[0] as Report['comparisons'][number]
  const count = 30_000
  const serial = base.cases[0] as (typeof base.cases)[number]
  const places = Array.from({ length: count }, (_, index) => index)
  const times = {
    trip: places.map(() => 0),
    started: places.map((index) => index),
    ended: places.map((index) => index + 0.5),
  }
  const task = base.tasks[0] as (typeof base.tasks)[number]
  const many = {
    ...base,
    tasks: places.map(() => task),
    cases: [{ ...serial, times: times as unknown as typeof serial.times }],
  }
  const data = timelineData(many)
  const bars = data?.cases.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.bars)) ?? []
  expect(data?.every).toBeGreaterThan(1)
  expect(bars.length).toBeLessThanOrEqual(4000)
  expect(bars.length * (data?.every ?? 0)).toBeGreaterThanOrEqual(count)
})

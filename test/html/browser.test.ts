/**
 * Pages in a real browser: Debian's Chromium, headless, from a file and without a network. Where there is
 * no Chromium this is skipped, and said; `.ci/run` installs it.
 */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeReport } from '../../src/reporter/write-report.ts'
import { documentReport } from '../report/fixtures/document.ts'

const PROGRAM = process.env['LANEMARK_CHROMIUM'] ?? '/usr/bin/chromium'
const there = existsSync(PROGRAM)
if (!there) console.warn(`skipped: ${PROGRAM} is not there (apt-get install chromium)`)
/** Its own wishes for the network would be refused one by one. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

describe.skipIf(!there)('in Chromium, where it is installed', () => {
  let folder = ''
  let browser: Browser
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lanemark-browser-'))
    await writeReport(documentReport, join(folder, 'document.md'))
    browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS })
  }, 60_000)
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  const complaints: string[] = []
  async function open(options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
    const page = await browser.newPage(options)
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(request.url())
    })
    await page.goto(pathToFileURL(join(folder, 'document.html')).href)
    return page
  }

  test('hovering over a bar tells the task’s figures; nothing complains, nothing is loaded', async () => {
    await using page = await open()
    await page.locator('rect.bar[fill="#77716b"]').first().hover()
    expect(await page.locator('.told').textContent()).toMatch(
      /^serial, main: 50 took [\d.]+ m?s, from /,
    )
    expect(complaints).toEqual([])
  })

  test('keys lead from bar to bar, zoom, and back to all', async () => {
    await using page = await open()
    const view = page.locator('.timeline .view')
    await view.focus()
    const told = async (): Promise<string> => (await page.locator('.told').textContent()) ?? ''
    await page.keyboard.press('ArrowRight')
    const first = await told()
    await page.keyboard.press('ArrowRight')
    expect(await told()).not.toBe(first)
    const bars = await page.locator('rect.bar').count()
    for (let times = 0; times < 6; times += 1) await page.keyboard.press('+')
    expect(await page.locator('rect.bar').count()).toBeLessThan(bars)
    await page.keyboard.press('Escape')
    expect(await page.locator('rect.bar').count()).toBe(bars)
    expect(await told()).toMatch(/arrow keys/)
  })

  test('modes can be switched off and on', async () => {
    await using page = await open()
    const bars = await page.locator('rect.bar').count()
    await page.getByLabel('threads').uncheck()
    expect(await page.locator('rect.bar').count()).toBeLessThan(bars)
    await page.getByLabel('threads').check()
    expect(await page.locator('rect.bar').count()).toBe(bars)
  })

  test('a click on a column’s title sorts by it, by figures and their units', async () => {
    await using page = await open()
    const table = page.locator('table').first()
    const head = table.locator('th').nth(1)
    const order = async () => await table.locator('tbody tr td:first-child').allTextContents()
    const before = await order()
    await head.getByRole('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    const up = await order()
    await head.getByRole('button').click()
    expect(await order()).toEqual(up.toReversed())
    expect(up.toSorted()).toEqual(before.toSorted())
  })

  test('light and dark: as the reader likes it, and as it is asked for', async () => {
    await using page = await open({ colorScheme: 'dark' })
    const paper = async (): Promise<string> =>
      await page.evaluate('getComputedStyle(document.body).backgroundColor')
    const dark = await paper()
    await page.getByRole('button', { name: 'Light or dark' }).click()
    expect(await paper()).not.toBe(dark)
    await page.getByRole('button', { name: 'Light or dark' }).click()
    expect(await paper()).toBe(dark)
  })

  test('without JavaScript all of it is there, the timeline as a picture', async () => {
    await using page = await open({ javaScriptEnabled: false })
    const picture = page.locator('img[data-picture*=timeline]').first()
    expect(await picture.getAttribute('alt')).toMatch(/^Timeline of /)
    expect(await picture.boundingBox()).toMatchObject({ width: expect.any(Number) })
    expect(await page.locator('table').count()).toBeGreaterThan(3)
  })
})

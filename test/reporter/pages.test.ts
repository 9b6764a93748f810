/** One page a comparison: where they go, what leads to them, and what becomes of old ones. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Report } from '../../src/model.ts'
import { writeReport } from '../../src/reporter/write-report.ts'
import { documentReport } from '../report/fixtures/document.ts'
import { galleryReport } from '../report/fixtures/gallery.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lanemark-pages-'))
})
afterEach(async () => {
  await rm(root, { recursive: true })
})

const write = (report: Report) => writeReport(report, join(root, 'gallery.md'))
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')
const markdownIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(root, folder))).filter((name) => name.endsWith('.md')).toSorted()

const [first, second] = galleryReport.comparisons as [
  Report['comparisons'][number],
  Report['comparisons'][number],
]
const two: Report = { ...galleryReport, comparisons: [first, second] }

/** Links and pictures of a page, as paths from the folder. */
async function targets(page: string): Promise<string[]> {
  const text = await read(page)
  const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/')) : '.'
  return [...text.matchAll(/\]\(((?:\.|\.\.)\/[^)]+)\)/g)].map(([, to]) => join(folder, to ?? ''))
}

test('several comparisons have a page each; the bench file’s page and the index lead there', async () => {
  await write(two)
  const pages = await markdownIn('gallery')
  expect(pages).toHaveLength(2)
  const own = pages.map((name) => `gallery/${name}`)
  expect(await targets('gallery.md')).toEqual(expect.arrayContaining(own))
  expect(await targets('index.md')).toEqual(expect.arrayContaining(own))
  const all = ['gallery.md', 'index.md', ...own]
  for (const page of all) for (const target of await targets(page)) await read(target)
  for (const page of own) {
    expect(await targets(page)).toEqual(expect.arrayContaining(['gallery.md', 'gallery.json']))
  }
})

test('a comparison’s page begins with the answer, what to do, a picture and the modes’ table', async () => {
  await write(two)
  const [page = ''] = await markdownIn('gallery')
  const [mark, title, , answer, , advice, , picture, , caption, , table] = (
    await read(`gallery/${page}`)
  ).split('\n')
  expect(mark).toMatch(/^<!-- lanemark/)
  expect(title).toMatch(/^# /)
  expect(answer).toMatch(/^\*\*.+\*\*$/)
  expect(advice).toMatch(/^\*\*Recommendation:\*\*/)
  expect(picture).toMatch(/^!\[Timeline of .*\]\(\.\/.*timeline\.svg\)$/)
  expect(caption).toMatch(/^\*A row for each worker/)
  expect(table).toMatch(/^\| mode/)
})

test('a single comparison is the bench file’s page', async () => {
  await write({ ...two, comparisons: [first] })
  expect((await readdir(root)).filter((name) => !name.endsWith('.svg')).toSorted()).toEqual([
    'gallery.html',
    'gallery.json',
    'gallery.md',
    'index.md',
  ])
})

test('pages and pictures of a comparison that is gone are removed, and what is not ours stays', async () => {
  await write(two)
  await writeFile(join(root, 'gallery/notes.md'), 'mine\n')
  await write({ ...two, comparisons: [first, documentReport.comparisons[0] as typeof first] })
  const pages = await markdownIn('gallery')
  expect(pages).toHaveLength(3)
  expect(pages).toContain('notes.md')
  await write({ ...two, comparisons: [first] })
  expect(await readdir(join(root, 'gallery'))).toEqual(['notes.md'])
  await rm(join(root, 'gallery/notes.md'))
  await write({ ...two, comparisons: [first] })
  expect(await readdir(root)).not.toContain('gallery')
})

test('a page makes way for a file of somebody else’s', async () => {
  await write(two)
  const [page = ''] = await markdownIn('gallery')
  await rm(join(root, 'gallery'), { recursive: true })
  await mkdir(join(root, 'gallery'))
  await writeFile(join(root, 'gallery', page), 'mine\n')
  await write(two)
  expect(await read(`gallery/${page}`)).toBe('mine\n')
  expect(await markdownIn('gallery')).toContain(page.replace('.md', '-2.md'))
})

/** Files that lanemark did not write: refused before measuring, never overwritten, never removed. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeOwn } from '../../src/system/files.ts'
import { fakeRun } from './fake-vitest.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lanemark-strangers-'))
})
afterEach(async () => {
  process.exitCode = undefined
  await rm(root, { recursive: true })
})

const mine = 'a text of mine\n'

async function put(path: string, text = mine): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}

describe('a file in the place of a report’s', () => {
  test.each([
    ['its page', 'a.md', mine],
    ['its figures', 'a.json', '{"name": "mine"}'],
    ['one of its pictures', 'a-1-timeline.svg', '<svg></svg>'],
    ['the index', 'index.md', '# Home\n'],
    ['an empty page', 'a.md', ''],
  ])('refuses the bench file before it is measured: %s', async (_, file, text) => {
    await put(`reports/${file}`, text)
    const { refused } = await fakeRun(root)
    const path = join(root, 'reports', file)
    expect(refused).toEqual({ [`${root}/bench/a.bench.ts`]: { code: 'report-taken', path } })
  })

  test('is there still when it came after that', async () => {
    const run = await fakeRun(root)
    await put('reports/a.md')
    await run.ran('bench/a.bench.ts')
    expect(await readFile(join(root, 'reports/a.md'), 'utf8')).toBe(mine)
    expect(run.errors.join()).toContain(`${join(root, 'reports/a.md')} is there already`)
    expect(process.exitCode).toBe(1)
  })

  test('does not matter to a run that writes no report', async () => {
    await put('reports/a.md')
    expect((await fakeRun(root, { pattern: /some/ })).refused).toEqual({})
  })
})

test('a folder of the user’s own keeps all of its files', async () => {
  const files = {
    'README.md': '# My project\n',
    'a-7-logo.svg': '<svg>mine</svg>',
    'a-1-speedup.png': 'png',
    'package.json': '{"name": "mine"}',
    'tsconfig.json': '{ // a comment\n}',
    'null.json': 'null',
  }
  for (const [name, text] of Object.entries(files)) await put(name, text)
  const run = await fakeRun(root, { reports: '.' })
  expect(run.refused).toEqual({})
  await run.ran('bench/a.bench.ts')
  for (const [name, text] of Object.entries(files)) {
    expect(await readFile(join(root, name), 'utf8')).toBe(text)
  }
  expect(await readdir(root)).toEqual(expect.arrayContaining(['a.json', 'a.md', 'index.md']))
  expect([...run.warned, ...run.errors]).toEqual([])
})

test('a picture with the name of an old one goes only if it is lanemark’s', async () => {
  await put('reports/a-2-timeline.svg')
  await writeOwn(join(root, 'reports/a-3-timeline.svg'), '<svg></svg>')
  await (await fakeRun(root)).ran('bench/a.bench.ts')
  const left = (await readdir(join(root, 'reports'))).filter((name) => name.endsWith('.svg'))
  expect(left).toEqual(['a-2-timeline.svg'])
})

test('what a run wrote, the next one overwrites, also where a merge damaged it', async () => {
  await (await fakeRun(root)).ran('bench/a.bench.ts')
  const json = await readFile(join(root, 'reports/a.json'), 'utf8')
  await put('reports/a.json', json.replace('"file"', '<<<<<<< HEAD\n"file"'))
  const run = await fakeRun(root)
  expect(run.refused).toEqual({})
  await run.ran('bench/a.bench.ts')
  expect(await readFile(join(root, 'reports/a.json'), 'utf8')).not.toContain('<<<<<<<')
  expect(run.errors).toEqual([])
})

test('the second of two bench files with one report is refused, and its report named', async () => {
  const planned = ['bench/a.bench.ts', 'bench/a.bench.js']
  const { refused } = await fakeRun(root, { planned })
  expect(refused).toEqual({
    [`${root}/bench/a.bench.js`]: {
      code: 'report-unwritable',
      path: join('reports', 'a.md'),
      reason: expect.stringContaining('it is the report of bench/a.bench.ts already'),
    },
  })
})

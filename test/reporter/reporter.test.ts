import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseReport } from '../../src/report/report-file.ts'
import { fakeRun } from './fake-vitest.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lanemark-reporter-'))
})
afterEach(async () => {
  process.exitCode = undefined
  await rm(root, { recursive: true })
})

const files = async (folder = 'reports'): Promise<string[]> =>
  (await readdir(join(root, folder))).toSorted()

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')

describe('the report of a bench file', () => {
  test.each([
    ['bench/document.bench.ts', 'document'],
    ['bench/deep/er/sorting.bench.ts', 'deep-er-sorting'],
    ['src/sorting.bench.mts', 'src-sorting'],
    ['sorting.benchmark.js', 'sorting'],
    ['bench/sorting.bench.jsx', 'sorting'],
    ['bench/a.b.bench.cts', 'a.b'],
    ['bench/benchmark.ts', 'benchmark'],
    ['workbench/sorting.bench.ts', 'workbench-sorting'],
    ['bench/README.bench.ts', 'README-bench'],
    ['bench/index.bench.ts', 'index-bench'],
    ['bench/gate.bench.ts', 'gate-bench'],
  ])('%s is called %s', async (file, name) => {
    await (await fakeRun(root)).ran(file)
    expect(await files()).toEqual(
      ['index.md', `${name}.html`, `${name}.json`, `${name}.md`].toSorted(),
    )
    expect(await read('reports/index.md')).toContain(`(./${name}.md)`)
  })

  test('goes where the plugin was told', async () => {
    await (await fakeRun(root, { reports: 'out/of/the way' })).ran('bench/a.bench.ts')
    expect(await files('out/of/the way')).toEqual(['a.html', 'a.json', 'a.md', 'index.md'])
  })

  test('has all that was measured, and how to make it again', async () => {
    const run = await fakeRun(root)
    await run.ran('bench/a.bench.ts', { groups: 2 })
    const report = parseReport(await read('reports/a.json'), 'a.json')
    expect(report.benches.map(({ name }) => name)).toEqual([
      'group 0 of bench/a.bench.ts',
      'group 1 of bench/a.bench.ts',
    ])
    expect(report.file).toBe('bench/a.bench.ts')
    expect(report.command).toMatch(/^LANEMARK_SEED=5 np/)
    expect(run.logged.join('\n')).toContain('reports/a.md')
    expect(run.errors).toEqual([])
  })

  test('is listed in the index beside those of other runs', async () => {
    await (await fakeRun(root)).ran('bench/b.bench.ts')
    await (await fakeRun(root)).ran('bench/a.bench.ts')
    const index = await read('reports/index.md')
    expect(index.indexOf('./a.md')).toBeGreaterThan(0)
    expect(index.indexOf('./b.md')).toBeGreaterThan(index.indexOf('./a.md'))
  })

  test('is listed though another file of the folder is damaged, which is said', async () => {
    await (await fakeRun(root)).ran('bench/a.bench.ts')
    await writeFile(join(root, 'reports', 'b.json'), '{"schema": "lanemark/report@2", "file')
    const run = await fakeRun(root)
    await run.ran('bench/a.bench.ts')
    expect(run.warned.join()).toContain(join(root, 'reports', 'b.json'))
    expect(await read('reports/index.md')).toContain('./a.md')
    expect(process.exitCode).toBe(undefined)
  })
})

describe('a report is left as it was', () => {
  const previous = async (): Promise<void> => {
    await (await fakeRun(root)).ran('bench/a.bench.ts')
    await writeFile(join(root, 'reports', 'a.md'), 'previous')
  }

  test.each([
    ['a test failed', {}, { ok: false }, 'not written: a test of this file failed'],
    ['nothing was measured either', {}, { ok: false, groups: 0 }, 'not written: a test of'],
    ['-t left tests out', { pattern: /some/ }, {}, '-t left tests out'],
    ['a line was asked for', { lines: [12] }, {}, 'not written: a filter such as'],
  ])('when %s, and that is said', async (_, options, outcome, said) => {
    await previous()
    const run = await fakeRun(root, options)
    await run.ran('bench/a.bench.ts', outcome)
    expect(await read('reports/a.md')).toBe('previous')
    expect(run.logged.join('\n')).toContain(said)
  })

  test.each([0, 1])(
    'when the run was cancelled with %i groups measured, and that is said',
    async (groups) => {
      await previous()
      const run = await fakeRun(root)
      await run.ran('bench/a.bench.ts', { groups, cancelled: true })
      expect(await read('reports/a.md')).toBe('previous')
      expect(run.logged.join('\n')).toContain('not written: the run was cancelled')
    },
  )

  test('when its file is given up in the middle, and that is said', async () => {
    await previous()
    const run = await fakeRun(root)
    await run.begun('bench/a.bench.ts')
    run.cancel()
    run.end()
    expect(await read('reports/a.md')).toBe('previous')
    expect(run.logged).toEqual([
      `lanemark: ${join('reports', 'a.md')} not written: the run was cancelled`,
    ])
  })

  test('when a file measures nothing, of which nothing is said', async () => {
    await previous()
    const run = await fakeRun(root)
    await run.ran('bench/a.bench.ts', { groups: 0 })
    await run.ran('test/ordinary.test.ts', { groups: 0, ok: false, benchmark: false })
    expect(await read('reports/a.md')).toBe('previous')
    expect(run.logged).toEqual([])
  })
})

test('a folder that cannot be written to fails the run, and the summary is there all the same', async () => {
  await writeFile(join(root, 'reports'), 'a file')
  const run = await fakeRun(root)
  await run.ran('bench/a.bench.ts')
  expect(run.errors.join()).toContain(join(root, 'reports', 'a.json'))
  expect(process.exitCode).toBe(1)
  expect(run.logged.join('\n')).toContain('group 0 of bench/a.bench.ts')
  expect(run.logged.join('\n')).toMatch(/report +not written/)
  expect(await readdir(root)).toEqual(['reports'])
})

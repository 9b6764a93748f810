/** Which reports are written, which are not, and what is said. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseReport } from '../../src/report/report-file.ts'
import { errorOf, expectNobodyLeft, expectSuccess, expectUntouched } from './expectations.ts'
import { leavePrevious, project, vitest } from './project.ts'
import type { Ran, RunOptions } from './project.ts'
import type { Runs } from './runs.ts'

/** Files of the user's, in the reports folder. */
const MINE = { 'README.md': '# Mine\n', 'first.md': 'my notes\n', 'first-7-logo.svg': '<svg/>' }

const PREVIOUS = ['first.md', 'first.json', 'failing.md', 'failing.json', 'index.md']

export function files(runs: Runs): void {
  const run = (options: RunOptions, prepare?: (folder: string) => Promise<void>) =>
    runs.plan(async (installed) => {
      const folder = await project(installed, 'quick')
      await prepare?.(folder)
      return await vitest(folder, options)
    })
  const previous = (folder: string) => leavePrevious(folder, PREVIOUS)
  const bench = (...filters: string[]) => ({ args: ['bench', '--run', ...filters] })

  const both = run({ ...bench('bench/first', 'bench/deep'), env: { LANEMARK_SEED: '7' } })
  const again = run({ ...bench('bench/first'), env: { LANEMARK_SEED: '7', POOL: 'threads' } })
  const filtered = run(bench('-t', 'adding'), previous)
  const taken = run(bench('bench/first'), async (folder) => {
    await mkdir(join(folder, 'reports'), { recursive: true })
    for (const [name, text] of Object.entries(MINE)) {
      await writeFile(join(folder, 'reports', name), text)
    }
  })
  const unwritable = run(bench('bench/first'), async (folder) => {
    await rm(join(folder, 'reports'), { recursive: true, force: true })
    await writeFile(join(folder, 'reports'), 'a file')
  })

  test('each bench file has one, and the index lists them', async () => {
    const ran = await both()
    expectSuccess(ran)
    const texts = Object.keys(ran.reports).filter((name) => !name.endsWith('.svg'))
    expect(texts.toSorted()).toEqual(
      [
        'index.md',
        'deep-second.html',
        'deep-second.json',
        'deep-second.md',
        'first/doubling.html',
        'first/doubling.md',
        'first.html',
        'first.json',
        'first.md',
      ].toSorted(),
    )
    for (const name of ['deep-second', 'first']) {
      expect(ran.reports['index.md']).toContain(`[${name}.md](./${name}.md)`)
      expect(ran.stdout).toContain(`reports/${name}.md`)
    }
    for (const name of ['doubling', 'adding', 'sorting']) {
      expect(ran.reports['index.md']).toMatch(new RegExp(String.raw`\b${name}\b`))
    }
  })

  describe('the seed', () => {
    const orderOf = (ran: Ran): string[][] => {
      const [comparison] = parseReport(ran.reports['first.json'] ?? '', 'first.json').comparisons
      return comparison?.order ?? []
    }

    test('gives the same order again, in another pool of Vitest’s too', async () => {
      const [one, same] = await Promise.all([both(), again()])
      expectSuccess(same)
      expect(orderOf(one)).toHaveLength(6)
      expect(orderOf(same)).toEqual(orderOf(one))
    })

    test('is in the command that the report gives', async () => {
      const { reports } = await both()
      expect(reports['first.md']).toContain(
        'LANEMARK_SEED=7 npx vitest bench --run bench/first.bench.js',
      )
    })
  })

  test('-t leaves the report of the whole file as it was, and that is said', async () => {
    const ran = await filtered()
    expect(ran.exitCode).toBe(0)
    expectUntouched(ran, PREVIOUS)
    expectNobodyLeft(ran)
    expect(ran.stdout).toContain('not written: a filter such as -t left tests out')
    expect(ran.tests).toMatchObject({
      doubling: { state: 'skipped' },
      adding: { state: 'passed' },
    })
  })

  test('files of somebody else are refused before anything is measured, and keep their text', async () => {
    const ran = await taken()
    expect(ran.exitCode).toBe(1)
    expect(ran.reports).toEqual(MINE)
    for (const name of ['doubling', 'adding']) {
      const { message, stack } = errorOf(ran, name)
      expect(message).toContain(`${join('reports', 'first.md')} is there already`)
      expect(message).toContain("lanemark({ reports: 'reports/lanemark' })")
      expect(stack).toContain('first.bench.js')
    }
    expect(ran.stdout).not.toMatch(/name +hz/)
    expectNobodyLeft(ran)
  })

  test('a folder that cannot be written to fails the run; the table is there', async () => {
    const ran = await unwritable()
    expect(ran.stderr).toContain('the report cannot be written to')
    expect(ran.stderr).toContain(join('reports', 'first.json'))
    expect(ran.exitCode).toBe(1)
    expect(ran.stdout).toMatch(/name +hz +min +max +mean/)
    expect(ran.stdout).toMatch(/report +not written/)
    expectNobodyLeft(ran)
  })
}

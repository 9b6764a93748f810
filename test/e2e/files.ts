/** Which reports are written, which are not, and what is said. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseReport } from '../../src/report/report-file.ts'
import { expectFailure, expectNobodyLeft, expectSuccess, expectUntouched } from './expectations.ts'
import { leavePrevious, project, vitest } from './project.ts'
import type { Ran, RunOptions } from './project.ts'
import type { Runs } from './runs.ts'

const PREVIOUS = ['first.md', 'first.json', 'failing.md', 'failing.json', 'README.md']

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
  const other = run({ ...bench('bench/first'), env: { LANEMARK_SEED: '8' } })
  const filtered = run(bench('-t', 'adding'), previous)
  const line = run(bench('bench/first.bench.js:9'), previous)
  const failing = run(bench('bench/failing'), previous)
  const unwritable = run(bench('bench/first'), async (folder) => {
    await rm(join(folder, 'reports'), { recursive: true, force: true })
    await writeFile(join(folder, 'reports'), 'a file')
  })

  test('each bench file has one, and the index lists them', async () => {
    const ran = await both()
    expectSuccess(ran)
    const texts = Object.keys(ran.reports).filter((name) => !name.endsWith('.svg'))
    expect(texts.toSorted()).toEqual(
      ['README.md', 'deep-second.json', 'deep-second.md', 'first.json', 'first.md'].toSorted(),
    )
    for (const name of ['deep-second', 'first']) {
      expect(ran.reports['README.md']).toContain(`[${name}.md](./${name}.md)`)
      expect(ran.stdout).toContain(`reports/${name}.md`)
    }
    for (const name of ['doubling', 'adding', 'sorting']) {
      expect(ran.reports['README.md']).toContain(` ${name} `)
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

    test('gives another order when it is another', async () => {
      const [one, next] = await Promise.all([both(), other()])
      expect(orderOf(next)).not.toEqual(orderOf(one))
    })

    test('is in the command that the report gives', async () => {
      const { reports } = await both()
      expect(reports['first.md']).toContain(
        'LANEMARK_SEED=7 npx vitest bench --run bench/first.bench.js',
      )
    })
  })

  test.each([
    ['-t', filtered],
    ['a line', line],
  ])('%s leaves the report of the whole file as it was, and that is said', async (_, get) => {
    const ran = await get()
    expect(ran.exitCode).toBe(0)
    expectUntouched(ran, PREVIOUS)
    expectNobodyLeft(ran)
    expect(ran.stdout).toContain('not written: a filter such as -t left tests out')
    expect(ran.tests).toMatchObject({
      doubling: { state: 'skipped' },
      adding: { state: 'passed' },
    })
  })

  test('a failing test leaves it as it was, and that is said', async () => {
    const ran = await failing()
    expectFailure(ran, PREVIOUS)
    expect(ran.stdout).toContain('not written: a test of this file failed')
    expect(ran.tests).toMatchObject({ good: { state: 'passed' }, bad: { state: 'failed' } })
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

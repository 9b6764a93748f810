/** Several projects in one run: each report once, in its own folder, and where no kernel can run, why. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseReport } from '../../src/report/report-file.ts'
import { expectNobodyLeft } from './expectations.ts'
import { project, vitest } from './project.ts'
import type { Runs } from './runs.ts'

/** Every report of the run, relative to the workspace. */
const PAGES = [
  'packages/a/reports/same.md',
  'packages/b/reports/same.md',
  'reports/here-one.md',
  'reports/here-two.md',
]

export function workspaces(runs: Runs): void {
  const files = new Map<string, string>()
  const run = runs.plan(async (installed) => {
    const folder = await project(installed, 'workspace')
    await writeFile(join(folder, 'summary.md'), '')
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') }
    const ran = await vitest(folder, { env })
    for (const name of await readdir(folder, { recursive: true })) {
      const text = /\.(md|json)$/.test(name) ? await readFile(join(folder, name), 'utf8') : ''
      if (text !== '' && !name.includes('node_modules')) files.set(name.replaceAll('\\', '/'), text)
    }
    return ran
  })

  const alone = runs.plan(async (installed) => {
    const folder = await project(installed, 'workspace')
    return await vitest(folder, { args: ['bench', '--run', '--config', 'alone.config.js'] })
  })

  test('each report is written once, in its project’s folder', async () => {
    const ran = await run()
    const pages = [...files.keys()].filter((name) => /reports\/(?!index).*\.md$/.test(name))
    expect(pages.toSorted()).toEqual(PAGES)
    for (const page of PAGES) expect(ran.stdout.split(page)).toHaveLength(2)
    expectNobodyLeft(ran)
  })

  test('and has what its own project measured, under the name that finds it again', async () => {
    await run()
    const { file, command, benches } = parseReport(
      files.get('packages/b/reports/same.json') ?? '',
      'same.json',
    )
    expect(benches.map(({ name }) => name)).toEqual(['same in b'])
    expect(file).toBe('bench/same.bench.js')
    expect(command).toContain('npx vitest bench --run packages/b/bench/same.bench.js')
  })

  test('the job’s summary has each of them once', async () => {
    await run()
    const headings = files.get('summary.md')?.match(/^# .*$/gm) ?? []
    expect(headings.toSorted()).toEqual(['# here', '# here', '# same in a', '# same in b'])
  })

  test('a plugin that no project has is not silent', async () => {
    const ran = await alone()
    expect(ran.stderr).toContain('none of its `projects` has it; a project in a folder of its own')
    const { stderr } = await run()
    expect(stderr).not.toContain('none of its `projects` has it')
  })

  describe('where no kernel can run', () => {
    test.each([
      ['comparing', "in Vitest's pool `vmThreads`"],
      ['comparing', "this file's is `browser`"],
      ['naming', 'http://localhost:3000/kernels/double.js'],
      ['naming', '`// @vitest-environment node`'],
    ])('%s says so: %s', async (_, words) => {
      const { stdout, stderr, exitCode } = await run()
      expect(stdout + stderr).toContain(words)
      expect(exitCode).toBe(1)
    })
  })
}

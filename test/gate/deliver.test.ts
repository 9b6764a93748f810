/** The files that a gate run leaves. */
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deliver } from '../../src/gate/deliver.ts'
import type { GateReport } from '../../src/gate/model/record.ts'
import { gateOf } from './page/build.ts'
import { oneRegression } from './page/runs.ts'

async function folder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'lanemark-deliver-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  return root
}

const into = (
  root: string,
  report: GateReport,
  environment: Record<string, string> = {},
): Promise<string> =>
  deliver(report, {
    root,
    reports: 'reports',
    exports: [],
    environment,
    print: () => undefined,
  })

test('the page shows a picture that is there; places without files get the page without it', async () => {
  const root = await folder()
  const summary = join(root, 'summary.md')
  await writeFile(summary, '')
  const path = await into(root, oneRegression, { GITHUB_STEP_SUMMARY: summary })
  expect((await readdir(join(root, 'reports'))).toSorted()).toEqual([
    'gate-comment.md',
    'gate-ratios.svg',
    'gate.json',
    'gate.md',
  ])
  const [, link = ''] = /\]\(\.\/(.*?\.svg)\)/.exec(readFileSync(path, 'utf8')) ?? []
  expect(readFileSync(join(root, 'reports', link), 'utf8')).toMatch(
    /^<!-- lanemark: .* -->\n<svg .*<\/svg>\s*$/s,
  )
  const comment = readFileSync(join(root, 'reports/gate-comment.md'), 'utf8')
  expect(comment).not.toContain('.svg')
  expect(comment).toContain('# Benchmarks: compared 5 of 5: 1 regression')
  expect(readFileSync(summary, 'utf8')).toBe(`${comment.replace(/^<!-- lanemark: .*\n/, '')}\n`)
})

test('a run with nothing to draw leaves no picture, not even an older one', async () => {
  const root = await folder()
  await into(root, oneRegression)
  const path = await into(root, gateOf([{ name: 'a.bench.ts > a', screen: 0 }]))
  expect(existsSync(join(root, 'reports/gate-ratios.svg'))).toBe(false)
  expect(readFileSync(path, 'utf8')).not.toContain('.svg')
})

test('what cannot be written is told, and no page refers to it', async () => {
  const root = await folder()
  // a folder stands where the picture should go
  await mkdir(join(root, 'reports/gate-ratios.svg'), { recursive: true })
  await expect(into(root, oneRegression)).rejects.toMatchObject({
    finding: { code: 'report-unwritable' },
  })
  expect(existsSync(join(root, 'reports/gate.md'))).toBe(false)
})

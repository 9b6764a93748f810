/** The gate as it is used: real repositories, real processes, real signals. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { GateReport } from '../../../src/gate/model/record.ts'
import type { Result } from '../../../src/gate/model/verdicts.ts'
import { benchFile, benchTest, gate, git, repository, returns, work } from './repository.ts'
import { workSometimes, write } from './repository.ts'

const MINUTES = 60_000
const ARGS = ['--budget=20m', '--margin=20%', '--alpha=90%', '--seed=1']

const HOSTILE = 'a|b`c` <img src=x> [l](http://x.invalid) @me ::error::x %0A"; \u202e'

/** The options that the README and the workflow tell people to copy, with `main` for the base. */
function commandIn(file: string, variable: string): string[] {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8')
  const [, line = ''] = /npx lanemark gate (.*\$.*)/.exec(text) ?? []
  return line.split(' ').map((word) => word.replace(`"$${variable}"`, 'main'))
}

const resultOf = (report: GateReport | null, end: string): Result => {
  const found = report?.decision.results.find(({ id }) => id.endsWith(` > ${end}`))
  if (found === undefined) throw new Error(`there is no ${end}`)
  return found
}

const verdictOf = (report: GateReport | null, end: string): string => {
  const result = resultOf(report, end)
  return result.state === 'judged' ? result.verdict : result.state
}

test(
  'slower, faster, added, removed, failing: each gets its verdict',
  { timeout: 5 * MINUTES },
  async () => {
    const folder = await repository({
      'src/work.mjs': [
        work('same', 1),
        returns('result', 1),
        work('slower', 1),
        work('faster', 3),
        work('asserts', 1),
        workSometimes('sometimes', 0.25, 1),
        'export function heals() { throw new Error("not yet") }',
        work('breaks', 1),
      ].join(''),
      'bench/all.bench.mjs': benchFile(
        benchTest('same', 'same'),
        benchTest('old name', 'slower'),
        benchTest('gone', 'same'),
        benchTest('result', 'result'),
      ),
    })
    const output = join(folder, 'reports/output.txt')
    const summary = join(folder, 'reports/summary.md')
    await write(folder, { 'reports/output.txt': '', 'reports/summary.md': '' })
    // a detached head, changes that are not committed, a bench file that git does not know
    git(folder, 'checkout', '--quiet', '--detach')
    await write(folder, {
      'src/work.mjs': [
        work('same', 1),
        returns('result', 2),
        work('slower', 3),
        work('faster', 1),
        work('asserts', 1),
        workSometimes('sometimes', 0.25, 4),
        work('heals', 1),
        'export function breaks() { throw new TypeError("broken") }',
        work('added', 1),
      ].join(''),
      'bench/all.bench.mjs': benchFile(
        benchTest(HOSTILE, 'same'),
        benchTest('new name', 'slower'),
        benchTest('faster', 'faster'),
        benchTest('sometimes', 'sometimes'),
        benchTest('breaks', 'breaks'),
        benchTest('heals', 'heals'),
        benchTest('result', 'result'),
      ),
      'bench/untracked.bench.mjs': benchFile(
        benchTest('added', 'added'),
        `test('asserts', async ({ bench }) => {
  const result = await bench('asserts', () => sources.asserts()).run()
  expect(result.latency.mean).toBe(-1)
})
`,
      ),
    })
    const copied = [
      ...commandIn('README.md', 'CI_MERGE_REQUEST_DIFF_BASE_SHA'),
      ...commandIn('.github/workflows/bench.yml', 'BASE').slice(1),
    ]
    expect(copied).toEqual([
      '--base=main',
      '--export-gitlab=reports/gate-quality.json',
      '--budget=5m',
    ])
    const ran = await gate(
      folder,
      [...copied.slice(0, -1), ...ARGS, '--export-gab=reports/gab.json'],
      {
        env: { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
      },
    )
    const { report } = ran
    expect(ran).toMatchObject({ exitCode: 1 })
    expect(report?.head).toMatchObject({ branch: null, dirty: true })
    expect(verdictOf(report, 'new name')).toBe('regression')
    expect(verdictOf(report, 'faster')).toBe('improvement')
    // the fastest call is as fast as before
    expect(verdictOf(report, 'sometimes')).toBe('regression')
    const sometimes = report?.entries.find(({ id }) => id.endsWith(' > sometimes'))
    expect(sometimes).toMatchObject({ callTime: 'mean' })
    expect(ran.markdown).toContain('By the mean call')
    expect(verdictOf(report, HOSTILE)).not.toBe('regression')
    expect(resultOf(report, 'asserts')).toMatchObject({ state: 'judged' })
    expect(resultOf(report, 'breaks')).toMatchObject({ state: 'failed' })
    expect(resultOf(report, 'breaks')).toHaveProperty('error', expect.stringContaining('broken'))
    expect(resultOf(report, 'heals')).toMatchObject({ state: 'new', because: 'failed on base' })
    expect(resultOf(report, 'added')).toMatchObject({ state: 'new' })
    expect(resultOf(report, 'old name')).toMatchObject({ state: 'removed' })
    expect(resultOf(report, 'gone')).toMatchObject({ state: 'removed' })
    expect(report?.differing).toEqual(['bench/all.bench.mjs > result'])

    // a benchmark that head dropped is one that nobody compared
    expect(report?.outcome.missing).toContain('bench/all.bench.mjs > gone')
    expect(ran.stdout).toContain('broken')

    // what GitHub reads holds no line of the hostile name's making
    const commands = ran.stdout.split('\n').filter((line) => line.startsWith('::'))
    expect(
      commands.every((line) => /^::(error|warning) file=bench\/\w+\.bench\.mjs,title=/.test(line)),
    ).toBe(true)
    const keys = readFileSync(output, 'utf8').match(/^[\w-]+(?=<<lanemark-[0-9a-f]{32}$)/gm)
    expect(keys).toEqual([
      'exit-code',
      'summary',
      'regressions',
      'improvements',
      'inconclusive',
      'failed',
      'missing',
    ])
    expect(readFileSync(summary, 'utf8')).toMatch(/[23] regressions/)
    expect(ran.markdown).not.toContain('<img')
    expect(ran.markdown).not.toMatch(/(?<!\\)\]\(http/)
    const exported = JSON.parse(readFileSync(join(folder, 'reports/gab.json'), 'utf8')) as object[]
    expect(exported.length).toBeGreaterThanOrEqual(3)
    expect(existsSync(join(folder, 'reports/gate-quality.json'))).toBe(true)
  },
)

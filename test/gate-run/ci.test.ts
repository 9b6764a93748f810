/** The commands that the README and the workflow tell people to copy. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { benchFile, benchTest, commit, gate, git, repository, work, write } from './repository.ts'

const project = new URL('../../', import.meta.url)

/** The words after `lanemark gate` of the first such line, with the shell's variables filled in. */
function commandIn(file: string, variables: Record<string, string>): string[] {
  const text = readFileSync(new URL(file, project), 'utf8')
  const [, line = ''] = /npx lanemark gate (.*\$.*)/.exec(text) ?? []
  return line
    .split(' ')
    .map((word) =>
      word.replaceAll('"', '').replaceAll(/\$(\w+)/g, (_, name: string) => variables[name] ?? ''),
    )
}

test(
  'the job for GitLab, and the options of the one for GitHub',
  { timeout: 180_000 },
  async () => {
    const folder = await repository({
      'src/work.mjs': work('sum', 20_000),
      'bench/one.bench.mjs': benchFile(benchTest('sum', 'sum')),
    })
    const base = git(folder, 'rev-parse', 'HEAD').trim()
    await write(folder, { 'src/work.mjs': work('sum', 80_000) })
    commit(folder, 'slower')
    const gitlab = commandIn('README.md', { CI_MERGE_REQUEST_DIFF_BASE_SHA: base })
    const github = commandIn('.github/workflows/bench.yml', { BASE: base })
    expect(github).toContain(`--base=${base}`)
    expect(gitlab).toContain(`--base=${base}`)
    const more = github.filter((word) => !word.startsWith('--base='))
    const ran = await gate(folder, [...gitlab, ...more, '--alpha=30%'])
    expect(ran.exitCode).toBe(1)
    expect(ran.report?.outcome.regressions).toHaveLength(1)
    expect(existsSync(join(folder, 'reports/gate-quality.json'))).toBe(true)
  },
)

/** Several packages in one repository: the gate at its top, and in one of them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { benchFile, benchTest, gate, repository, work, write } from './repository.ts'
import type { GateRun } from './repository.ts'

const ARGS = ['--base=main', '--margin=20%', '--alpha=90%', '--seed=1']
const LONG = '--budget=20m'

const OWN = `import { lanemark } from 'lanemark/vitest'
export default { plugins: [lanemark()] }
`

const FROM = `test('with before', async ({ bench }) => {
  await bench.compare(bench('now', sources.slower), bench.from('before', 'results/before.json'))
})
`

const packageOf = (name: string): string =>
  JSON.stringify({ name: `@m/${name}`, type: 'module', private: true })

const statesOf = ({ report }: GateRun): Record<string, string> =>
  Object.fromEntries(
    (report?.decision.results ?? []).map((result) => [
      result.id,
      result.state === 'judged' ? result.verdict : result.state,
    ]),
  )

const paths = (folder: string, file: string): string[] => {
  const issues = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    location: { path: string }
  }[]
  return issues.map(({ location }) => location.path)
}

test('at the top, by project, and in a package', { timeout: 300_000 }, async () => {
  const folder = await repository({
    '.gitignore': 'node_modules\nreports\nresults\ndist\n',
    'vitest.config.mjs': "export default { test: { projects: ['packages/*'] } }\n",
    'packages/a/package.json': packageOf('a'),
    'packages/a/vitest.config.mjs': OWN,
    'packages/a/src/work.mjs': work('slower', 1),
    'packages/a/bench/one.bench.mjs': benchFile(FROM),
    'packages/b/package.json': packageOf('b'),
    'packages/b/vitest.config.mjs': OWN,
    'packages/b/src/made.mjs': work('made', 1),
    'packages/b/bench/one.bench.mjs': benchFile(benchTest('made', 'made')).replace(
      'src/work',
      'dist/made',
    ),
  })
  await write(folder, {
    'packages/a/src/work.mjs': work('slower', 3),
    'packages/b/src/made.mjs': work('made', 3),
    'packages/b/dist/made.mjs': work('made', 1),
    'packages/a/results/before.json':
      '{ "latency": { "mean": 1 }, "throughput": {}, "period": 1, "totalTime": 1 }',
  })

  const all = await gate(folder, [...ARGS, LONG, '--export-gitlab=reports/quality.json'])
  expect(statesOf(all)).toEqual({
    '|@m/a (bench)| bench/one.bench.mjs > with before > now': 'regression',
    '|@m/b (bench)| bench/one.bench.mjs': 'failed',
  })
  expect(all.exitCode).toBe(1)
  expect(paths(folder, 'reports/quality.json').toSorted()).toEqual([
    'packages/a/bench/one.bench.mjs',
    'packages/b/bench/one.bench.mjs',
  ])
  expect(all.stdout).toContain('is it built? --setup=')
  expect(all.markdown).toContain('--setup "npm run build"')

  // who is asked for shows before anything is measured
  const one = await gate(folder, [...ARGS, '--budget=1s', '--project=@m/a'])
  expect(Object.keys(statesOf(one))).toEqual([expect.stringContaining('with before')])

  const inside = join(folder, 'packages/b')
  const setup = '--setup=mkdir -p dist && cp src/made.mjs dist'
  const built = await gate(inside, [...ARGS, LONG, setup, '--export-gitlab=reports/quality.json'])
  expect(statesOf(built)).toEqual({ 'bench/one.bench.mjs > made': 'regression' })
  expect(paths(inside, 'reports/quality.json')).toEqual(['packages/b/bench/one.bench.mjs'])
  expect(built.stderr).toContain('on base and head, in packages/b')
})

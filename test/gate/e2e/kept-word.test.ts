/** What base has is compared, or missed: whatever a change does to the benchmarks themselves. */
import { expect, test } from 'vitest'
import type { Result } from '../../../src/gate/model/verdicts.ts'
import { benchFile, benchTest, gate, repository, work, write } from './repository.ts'
import type { GateRun } from './repository.ts'

const ARGS = ['--base=main', '--budget=20m', '--margin=20%', '--alpha=90%', '--seed=1']

const CONFIG = `import { lanemark } from 'lanemark/vitest'
export default {
  plugins: [lanemark()],
  test: { benchmark: { includeSource: ['src/**/*.mjs'] } },
}
`

/** Written whole, Vitest would put something else in its place here. */
const META = ['import', 'meta', 'vitest'].join('.')

/** A source with its own benchmark in it. */
const inSource = (name: string, duration: number): string => `${work(name, duration)}
if (${META}) {
  ${META}.test(${JSON.stringify(name)}, async ({ bench }) => {
    await bench(${JSON.stringify(name)}, () => ${name}()).run()
  })
}
`

const two = (...names: string[]): string => `test('two', async ({ bench }) => {
  await bench.compare(${names.map((name) => `bench('${name}', sources.same)`).join(', ')})
})
`

const verdicts = ({ report }: GateRun): Record<string, string> =>
  Object.fromEntries(
    (report?.decision.results ?? []).map((result) => [
      result.id.split(' > ').slice(1).join(' > '),
      wordOn(result),
    ]),
  )

const wordOn = (result: Result): string => {
  if (result.state === 'judged') return result.verdict
  return result.state === 'removed' ? result.because : result.state
}

test(
  'benchmarks in sources, bench files that do not load on base, helpers, and what is gone',
  { timeout: 300_000 },
  async () => {
    const folder = await repository({
      'vitest.config.mjs': CONFIG,
      'src/work.mjs': work('same', 1) + work('old', 1),
      'src/inside.mjs': inSource('inside', 1),
      'src/dropped.mjs': inSource('dropped', 1),
      'bench/module.bench.mjs': benchFile(benchTest('old', 'old')),
      'bench/mixed.bench.mjs': benchFile(
        benchTest('forgotten', 'same'),
        benchTest('skipped', 'same'),
        benchTest('renamed', 'same'),
        two('one', 'other', 'third'),
      ),
      'bench/sizes.bench.mjs': `import { test } from 'vitest'
import { size } from './helpers/size.mjs'
import { impl } from './impl.mjs'
test('sized', async ({ bench }) => {
  await bench('sized', () => ({ overriddenDuration: size })).run()
})
test('impl', async ({ bench }) => {
  await bench('impl', impl).run()
})
`,
      'bench/helpers/size.mjs': 'export const size = 1\n',
      'bench/impl.mjs': work('impl', 1),
    })
    await write(folder, {
      'src/work.mjs': work('same', 1) + work('old', 3),
      'src/inside.mjs': inSource('inside', 3),
      'src/dropped.mjs': work('dropped', 3),
      'src/added.mjs': work('added', 1),
      'bench/module.bench.mjs': `import { added } from '../src/added.mjs'
${benchFile(benchTest('old', 'old'))}
test('added', async ({ bench }) => {
  await bench('added', added).run()
})
`,
      'bench/mixed.bench.mjs': benchFile(
        benchTest('forgotten', 'same').replace('.run()', ''),
        benchTest('skipped', 'same').replace('test(', 'test.skip('),
        benchTest('other name', 'same'),
        two('one', 'other'),
      ),
      'bench/helpers/size.mjs': 'export const size = 3\n',
      'bench/impl.mjs': work('impl', 3),
    })

    const all = await gate(folder, [...ARGS, '--own=bench/impl.mjs'])
    expect(verdicts(all)).toEqual({
      inside: 'regression',
      dropped: 'gone',
      old: 'regression',
      added: 'new',
      forgotten: 'measures nothing',
      skipped: 'skipped',
      renamed: 'gone',
      'other name': 'unchanged',
      'two > one': 'unchanged',
      'two > other': 'unchanged',
      'two > third': 'gone',
      sized: 'unchanged',
      impl: 'regression',
    })
    expect(all.exitCode).toBe(1)
    expect(all.stdout.split('\n')[0]).toMatch(/^compared 7 of 12: 3 regressions, 5 removed, /)
    expect(all.report?.benches).toEqual({
      own: [{ file: 'bench/module.bench.mjs', error: expect.stringContaining('added.mjs') }],
      helpers: ['bench/helpers/size.mjs'],
    })
    expect(all.markdown).toContain('bench/helpers/size.mjs')
    expect(all.markdown).toContain("base's own `bench/module.bench.mjs`")

    const some = ['bench/mixed', '-t', 'forgotten|skipped|two']
    const missing = await gate(folder, [...ARGS, ...some])
    expect(missing).toMatchObject({ exitCode: 5 })
    expect(missing.stdout).toMatch(/^compared 2 of 5: 3 removed, 2 unchanged\n/)
    expect(Object.keys(verdicts(missing))).not.toContain('other name')
    const named = ['forgotten', 'skipped', 'third'].map((name) => `--acknowledge=${name}`)
    const known = await gate(folder, [...ARGS, ...some, ...named, '--strict'])
    expect(known).toMatchObject({ exitCode: 0 })
    expect(known.markdown).toContain('No regression beyond what was acknowledged')
  },
)

test('a budget in which nothing fits never ends with 0', { timeout: 180_000 }, async () => {
  const folder = await repository({
    'src/work.mjs': work('same', 1),
    'bench/one.bench.mjs': benchFile(benchTest('same', 'same')),
  })
  // more blocks than a second has room for, on the fastest of machines too
  const rules = { screen: { blocks: 500, slower: 0.3, faster: 0.3 } }
  for (const more of [[], ['--acknowledge=same']]) {
    const ran = await gate(folder, ['--base=main', '--budget=1s', ...more], { rules })
    expect(ran.exitCode).toBe(5)
    expect(ran.stdout).toMatch(/^compared 0 of 1: /)
    expect(ran.report?.needed).toBeGreaterThan(1000)
    expect(ran.markdown).not.toContain('No regression')
  }
})

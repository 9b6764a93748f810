/** The change that brings lanemark, and Vitest 5 with it: base's sources are compared all the same. */
import { expect, test } from 'vitest'
import { benchFile, benchTest, commit, gate, repository, work, write } from './repository.ts'

const ARGS = ['--base=HEAD~1', '--budget=20m', '--margin=20%', '--alpha=90%', '--seed=1']

const manifest = (devDependencies: object): string =>
  JSON.stringify({ name: 'small', type: 'module', private: true, devDependencies })

const KERNEL = `import { kernel, test } from 'lanemark'
const sum = kernel(new URL('../src/sum.mjs', import.meta.url))
test('modes', async ({ compareModes }) => {
  await compareModes(sum, [1, 2], { modes: ['concurrent'], rounds: 2 })
})
`

test('base has Vitest 4 and no lanemark', { timeout: 240_000 }, async () => {
  const folder = await repository({
    'package.json': manifest({ vitest: '^4.0.5' }),
    'vitest.config.mjs': "throw new Error('of an older Vitest')\n",
    'src/work.mjs': work('slower', 1) + work('same', 1),
    'src/sum.mjs': 'export const sum = (n) => n + 1\n',
    'bench/one.bench.mjs': `import { bench } from 'vitest'
import * as sources from '../src/work.mjs'
bench('slower', () => sources.slower())
`,
  })
  await write(folder, {
    'package.json': manifest({ vitest: '^5.1.0', lanemark: '^0.1.0' }),
    'vitest.config.mjs': `import { lanemark } from 'lanemark/vitest'
export default { plugins: [lanemark()] }
`,
    'src/work.mjs': work('slower', 3) + work('same', 1),
    'bench/one.bench.mjs': benchFile(benchTest('slower', 'slower'), benchTest('same', 'same')),
    'bench/modes.bench.mjs': KERNEL,
  })
  commit(folder, 'adopt')
  const ran = await gate(folder, ARGS)
  const states = Object.fromEntries(
    (ran.report?.decision.results ?? []).map((result) => [
      result.id.split(' > ').slice(1).join(' > '),
      result.state === 'judged' ? result.verdict : result.state,
    ]),
  )
  expect(states).toMatchObject({ slower: 'regression', same: 'unchanged' })
  expect(Object.keys(states)).toContain('modes > serial')
  expect(Object.values(states)).not.toContain('new')
  expect(ran.exitCode).toBe(1)
  expect(ran.report?.adoption).toEqual({ vitest: '^4.0.5', lanemark: false })
  expect(ran.markdown).toContain('Base has Vitest `^4.0.5` and no lanemark')
  expect(ran.stderr).toContain("it runs with head's packages and configuration")
})

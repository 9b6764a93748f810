/** Base and head with packages of their own, whose slowdown is known and passes. */
import { symlink } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { benchFile, benchTest, commit, gate, repository, work, write } from './repository.ts'
import type { Files } from './repository.ts'

/** A project that depends on one package in a folder of its own. */
function withPackage(version: number, duration: number): Files {
  const folder = `packages/speed-${version}`
  const dependencies = { speed: `file:${folder}` }
  const manifest = { name: 'small', version: '1.0.0', type: 'module', private: true, dependencies }
  const lock = {
    name: 'small',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'small', version: '1.0.0', dependencies },
      'node_modules/speed': { resolved: folder, link: true },
      [folder]: { name: 'speed', version: `${version}.0.0` },
    },
  }
  return {
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify(lock),
    [`${folder}/package.json`]: `{ "name": "speed", "version": "${version}.0.0", "type": "module", "exports": "./index.mjs" }`,
    [`${folder}/index.mjs`]: work('speed', duration),
  }
}

test('each side measures the packages that its lockfile names', { timeout: 240_000 }, async () => {
  const folder = await repository({
    ...withPackage(1, 1),
    'src/work.mjs': "export { speed } from 'speed'\n",
    'bench/one.bench.mjs': benchFile(
      benchTest('by option', 'speed'),
      benchTest('by config', 'speed'),
    ),
    'vitest.config.mjs': `import { lanemark } from 'lanemark/vitest'
export default { plugins: [lanemark({ acknowledge: ['by config', 'nobody'] })] }
`,
  })
  await write(folder, withPackage(2, 3))
  commit(folder, 'second')
  await symlink('../packages/speed-2', `${folder}/node_modules/speed`)
  const rules = ['--budget=20m', '--margin=20%', '--alpha=90%', '--seed=1']
  const ran = await gate(folder, ['--base', 'HEAD~1', ...rules, '--acknowledge', 'by option'])
  expect(ran.report).toMatchObject({ installed: expect.stringContaining('npm ci') })
  expect(ran).toMatchObject({ exitCode: 0 })
  expect(ran.stderr).toContain('no benchmark has that name: nobody')
  expect(ran.report?.outcome.acknowledged.toSorted()).toEqual([
    'bench/one.bench.mjs > by config',
    'bench/one.bench.mjs > by option',
  ])
  expect(ran.markdown).toContain('regression, acknowledged')
})

/** Base and head with packages of their own. */
import { symlink } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { benchFile, benchTest, commit, gate, repository, work, write } from './repository.ts'
import type { Files } from './repository.ts'

/** A project that depends on one package in a folder of its own. */
function withPackage(version: number, loops: number): Files {
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
    [`${folder}/index.mjs`]: work('speed', loops),
  }
}

test('each side measures the packages that its lockfile names', { timeout: 240_000 }, async () => {
  const folder = await repository({
    ...withPackage(1, 20_000),
    'src/work.mjs': "export { speed } from 'speed'\n",
    'bench/one.bench.mjs': benchFile(benchTest('speed', 'speed')),
  })
  await write(folder, withPackage(2, 60_000))
  commit(folder, 'second')
  await symlink('../packages/speed-2', `${folder}/node_modules/speed`)
  const args = ['--base=HEAD~1', '--budget=4m', '--margin=20%', '--alpha=30%', '--seed=1']
  const ran = await gate(folder, args)
  expect(ran).toMatchObject({
    exitCode: 1,
    report: { installed: expect.stringContaining('npm ci') },
  })
  expect(ran.report?.outcome.regressions).toEqual(['bench/one.bench.mjs > speed'])
})

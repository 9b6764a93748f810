/** What the gate refuses before anything is laid out, with what to do. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  benchFile,
  benchTest,
  commit,
  gate,
  gateOnly,
  git,
  repository,
  work,
  write,
} from './repository.ts'

const SMALL = {
  'src/work.mjs': work('same', 1),
  'bench/one.bench.mjs': benchFile(benchTest('same', 'same')),
}

test('a ref that begins with a dash is a ref, and not there', async () => {
  const folder = await repository(SMALL)
  for (const ref of ['--output=stolen', '-x']) {
    const ran = await gate(folder, [`--base=${ref}`])
    expect(ran.exitCode).toBe(2)
    expect(ran.stderr).toContain('there is no commit -')
  }
})

test('a shallow clone without the base says how to fetch it', async () => {
  const folder = await repository(SMALL)
  await write(folder, { 'src/work.mjs': work('same', 2) })
  const first = git(folder, 'rev-parse', 'HEAD').trim()
  commit(folder, 'second')
  const clone = join(folder, '../clone')
  git(folder, 'clone', '--quiet', '--depth=1', `file://${folder}`, clone)
  const ran = await gate(clone, [`--base=${first}`])
  expect(ran.exitCode).toBe(2)
  expect(ran.stderr).toContain('git fetch')
  expect(ran.stderr).toContain('fetch-depth: 0')
})

test('outside of a repository, without a base, with unknown options', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lanemark nothing '))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const outside = await gateOnly(folder, ['--base=main'])
  expect(outside).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('git') })
  const without = await gateOnly(folder, [])
  expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--base') })
  const unknown = await gateOnly(folder, ['--base=main', '--bugdet=5m'])
  expect(unknown).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('bugdet') })
})

test('no benchmarks, and a configuration that throws', async () => {
  const folder = await repository({ 'src/work.mjs': work('same', 1) })
  const nothing = await gate(folder, ['--base=main'])
  expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no benchmarks') })
  await write(folder, { ...SMALL, 'vitest.config.mjs': 'throw new Error("misconfigured")' })
  const broken = await gate(folder, ['--base=main'])
  expect(broken).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('misconfigured') })
})

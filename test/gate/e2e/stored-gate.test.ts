/** Stored baselines as they are used: saved in a real project, and held against its next states. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Baseline } from '../../../src/gate/model/baseline.ts'
import type { StoredGateReport } from '../../../src/gate/model/stored-record.ts'
import { benchTest, gate, gateOnly, repository, returns, work, write } from './repository.ts'
import type { GateRun } from './repository.ts'

const ARGS = ['--baseline=reports/baseline.json', '--budget=20m', '--margin=50%', '--alpha=50%']
const RULES = { baseline: { least: 3, most: 3 } }
const SAVE = { command: ['baseline', 'save'], rules: RULES }

const HEAD = `import { kernel, test } from 'lanemark'
import * as sources from '../src/work.mjs'
`
const MODES = `test('modes', async ({ compareModes }) => {
  const slow = kernel(new URL('./slow.mjs', import.meta.url), 'slow')
  await compareModes(slow, [1, 2], { modes: ['serial', 'concurrent'], rounds: 2 })
})
`
const KERNEL = 'export const slow = (n) => n + 1\n'

const wordOn = (report: StoredGateReport | null, end: string): string => {
  const found = report?.decision.results.find(({ id }) => id.endsWith(` > ${end}`))
  if (found === undefined) throw new Error(`there is no ${end}`)
  return found.state === 'judged' ? found.verdict : found.state
}

const against = (folder: string, ...more: string[]): Promise<GateRun> =>
  gate(folder, [...ARGS, ...more], { rules: RULES })

const bench = (...tests: string[]): string => [HEAD, MODES, ...tests].join('')

test('saved; the same on another machine; changed on this one', { timeout: 180_000 }, async () => {
  const folder = await repository({
    'src/work.mjs': work('same', 1) + work('slower', 1) + work('breaks', 1) + returns('result', 1),
    'bench/slow.mjs': KERNEL,
    'bench/one.bench.mjs': bench(
      benchTest('same', 'same'),
      benchTest('slower', 'slower'),
      benchTest('gone', 'same'),
      benchTest('breaks', 'breaks'),
      benchTest('result', 'result'),
    ),
  })
  const path = join(folder, 'reports/baseline.json')
  const saved = await gate(folder, ['--budget=20m', '--seed=3'], SAVE)
  expect(saved).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('three blocks') })
  const baseline = JSON.parse(readFileSync(path, 'utf8')) as Baseline
  expect(baseline).toMatchObject({ seed: 3, dirty: false })
  expect(baseline.blocks).toHaveLength(3)

  // nothing changed but the machine
  const fingerprint = { ...baseline.fingerprint, cpu: 'Another Processor' }
  writeFileSync(path, JSON.stringify({ ...baseline, fingerprint }))
  const foreign = await against(folder)
  expect(foreign.stored).toMatchObject({ differing: [] })
  // what a speedup is, only the machine can tell; what is made of it is the gate's
  const isSlower = wordOn(foreign.stored, 'concurrent, speedup') === 'regression'
  expect(foreign.exitCode).toBe(isSlower ? 1 : 5)
  // the times of a comparison of modes are not missed where its speedup was compared
  expect(foreign.stored?.outcome.missing.toSorted()).toEqual(
    foreign.stored?.figures
      .filter(({ metric, name }) => metric === 'time' && !['serial', 'concurrent'].includes(name))
      .map(({ id }) => id)
      .toSorted(),
  )
  expect(foreign.stored?.decision.tests).toBe(1)
  const refused = foreign.stored?.decision.results.find(({ id }) => id.endsWith(' > same'))
  expect(refused).toMatchObject({ change: null, reasons: [{ code: 'other-machine' }] })
  expect(foreign.markdown).toContain('not compared')
  expect(foreign.markdown).toContain('Another Processor')
  const figures = baseline.figures.filter(({ metric }) => metric === 'time')
  writeFileSync(path, JSON.stringify({ ...baseline, fingerprint, figures }))
  const nothing = await against(folder)
  expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('no speedup') })
  expect(nothing.stderr).toContain('Another Processor then')
  writeFileSync(path, JSON.stringify(baseline))

  // all of them have other names: nothing is compared, and to know of it makes that no better
  await write(folder, { 'bench/one.bench.mjs': HEAD + benchTest('other name', 'same') })
  const renamed = await against(folder, '--acknowledge=same')
  expect(renamed.exitCode).toBe(5)
  expect(renamed.stdout).toMatch(/^compared 0 of \d+: /)
  expect(renamed.stored?.outcome).toMatchObject({
    removed: expect.toSatisfy((ids: unknown[]) => ids.length === baseline.figures.length),
    regressions: [],
  })

  await write(folder, {
    'src/work.mjs':
      work('same', 1) +
      work('slower', 1000) +
      returns('result', 2) +
      'export function breaks() { throw new TypeError("broken") }',
    'bench/one.bench.mjs': bench(
      benchTest('same', 'same'),
      benchTest('slower', 'slower'),
      benchTest('added', 'same'),
      benchTest('breaks', 'breaks'),
      benchTest('result', 'result'),
    ),
  })
  const changed = await against(folder, '--export-gab=reports/gab.json')
  expect(changed).toMatchObject({ exitCode: 1, stored: { differences: [] } })
  expect(wordOn(changed.stored, 'same')).not.toBe('regression')
  expect(wordOn(changed.stored, 'slower')).toBe('regression')
  expect(wordOn(changed.stored, 'added')).toBe('new')
  expect(wordOn(changed.stored, 'gone')).toBe('removed')
  expect(wordOn(changed.stored, 'breaks')).toBe('failed')
  expect(changed.stored?.differing).toEqual(['bench/one.bench.mjs > result'])
  expect(readFileSync(join(folder, 'reports/gab.json'), 'utf8')).toContain('slower')
  expect(changed.markdown).toContain('weaker than base and head taking turns')
})

test('files that are no baseline, and two bases', { timeout: 180_000 }, async () => {
  const folder = await repository({ 'src/work.mjs': work('same', 1) })
  const path = join(folder, 'reports/baseline.json')
  const refused = async (named: string, ...args: string[]): Promise<void> => {
    const ran = await gateOnly(folder, [...ARGS, ...args], { rules: RULES })
    expect(ran).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(named) })
  }
  await refused(`${path} is not a baseline that can be used: there is no such file`)
  await write(folder, { 'reports/baseline.json': '{ "schema": ' })
  await refused(path)
  await write(folder, { 'reports/baseline.json': '{ "schema": "lanemark/gate@1" }' })
  await refused("its schema is 'lanemark/gate@1'")
  await write(folder, { 'reports/baseline.json': '{ "schema": "lanemark/baseline@7" }' })
  await refused('lanemark/baseline@7')
  await refused('not both', '--base=main')
  rmSync(path)
  const unsaved = await gateOnly(folder, ['--budget=1s'], {
    ...SAVE,
    command: ['baseline', 'keep'],
  })
  expect(unsaved).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('baseline save') })
  expect(existsSync(path)).toBe(false)
})

test('Ctrl-C while a baseline is measured', { timeout: 180_000 }, async () => {
  const folder = await repository({
    'src/work.mjs': work('same', 1),
    'bench/one.bench.mjs': HEAD + benchTest('same', 'same'),
  })
  let told = false
  const ended = await gate(folder, ['--budget=20m'], {
    ...SAVE,
    onOutput(text, child) {
      if (told || !text.includes('discovery')) return
      told = true
      child.kill('SIGINT')
    },
  })
  expect(ended).toMatchObject({ exitCode: 130, stdout: '' })
  expect(existsSync(join(folder, 'reports/baseline.json'))).toBe(false)
})

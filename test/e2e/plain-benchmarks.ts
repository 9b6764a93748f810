/** `bench()` and `bench.compare()` of any project, with lanemark's provider underneath. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { BenchGroup } from '../../src/model.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { errorOf, expectNobodyLeft } from './expectations.ts'
import { leavePrevious, previous, project, vitest } from './project.ts'
import type { Ran } from './project.ts'
import type { Runs } from './runs.ts'

const groupsOf = (ran: Ran, name: string, file = 'calls.json'): BenchGroup[] =>
  parseReport(ran.reports[file] ?? '', file).benches.filter((group) => group.name === name)

/** What Vitest's JSON reporter writes, as far as it is looked at here. */
interface JsonReport {
  testResults: {
    assertionResults: {
      title: string
      benchmarks: { tasks: { name: string; latency: { mean: number; samplesCount: number } }[] }[]
    }[]
  }[]
}

export function plainBenchmarks(runs: Runs): void {
  const run = runs.plan(async (installed) => {
    const folder = await project(installed, 'plain')
    await leavePrevious(folder, ['errors.md'])
    return await vitest(folder)
  })

  let folder = ''
  const small = runs.plan(async (installed) => {
    folder = await project(installed, 'plain')
    const json = ['--reporter=json', '--outputFile.json=json.json']
    const junit = ['--reporter=junit', '--outputFile.junit=junit.xml']
    const config = ['--config', 'bytes.config.js']
    const args = ['bench', '--run', 'bench/small', ...config, ...json, ...junit]
    return await vitest(folder, { args })
  })

  test.each([
    'hooks',
    'asynchronous hooks and functions',
    'functions take turns',
    'per-run options',
    'time',
    'a slow function by default',
    'a slow function as often as asked',
    'two slow functions',
    'a signal',
    'a duration of its own',
    'stored results',
    'what is set up for one function does not meet another',
    'calls at once',
    'several errors come out together',
    "Vitest's least limit for a whole test is lifted",
  ])('%s', async (name) => {
    const { tests } = await run()
    expect(tests[name]).toMatchObject({ state: 'passed', errors: [] })
  })

  describe('are reported', () => {
    test('with Vitest’s own table before', async () => {
      const ran = await run()
      expect(ran.stdout).toMatch(/name +hz +min +max +mean/)
      expect(ran.stdout).toContain('reports/calls.md')
    })

    test('with as many rounds as a slow function has samples', async () => {
      const [group] = groupsOf(await run(), 'a slow function by default')
      const latency = { state: 'told', median: { n: 6 } }
      expect(group).toMatchObject({ rounds: 6, tasks: [{ samples: 6, calls: 6, latency }] })
      expect(Math.min(...(group?.tasks[0]?.turns ?? []))).toBeGreaterThan(200)
    })

    test('with the durations that functions tell themselves', async () => {
      const [group] = groupsOf(await run(), 'a duration of its own')
      expect(group?.tasks[0]?.latency).toMatchObject({ state: 'told', median: { value: 5 } })
    })

    test('with a ratio between two', async () => {
      const [group] = groupsOf(await run(), 'functions take turns')
      const ratios = group?.tasks.map(({ ratio }) => ratio)
      expect(ratios).toHaveLength(2)
      expect(ratios?.filter((ratio) => ratio === null)).toHaveLength(1)
    })
  })

  describe('of small functions', () => {
    test.each([
      'nothing',
      'small',
      'all samples',
      'asynchronous',
      'thrown in a batch',
      'hooks around each call',
      'a duration far below the real one',
      "a limit of one's own is kept, also that of Vitest's least",
    ])('%s', async (name) => {
      const { tests } = await small()
      expect(tests[name]).toMatchObject({ state: 'passed', errors: [] })
    })

    test('have a limit and no figure where there is nothing to measure', async () => {
      const ran = await small()
      const [group] = groupsOf(ran, 'nothing', 'small.json')
      expect(group?.tasks[0]?.latency).toMatchObject({ state: 'under', against: 'loop' })
      expect(ran.reports['small.md']).toMatch(/under [\d.]+ ns, not told apart from an empty loop/)
      expect(ran.reports['small.md']).toContain('return its value or store it somewhere')
    })

    test('are timed in batches, on a clock that was measured', async () => {
      const [group] = groupsOf(await small(), 'small', 'small.json')
      expect(group?.sample).toBe('mean of a batch')
      expect(group?.clock.resolution).toBeGreaterThan(0)
      const { cost = 0 } = group?.clock ?? {}
      for (const task of group?.tasks ?? []) {
        expect(task.batch * task.samples).toBeCloseTo(task.calls, 3)
        const own = task.latency.state === 'told' ? task.latency.mean : 0
        expect(cost / (task.batch * own)).toBeLessThan(0.005)
      }
    })

    test('have their bytes counted on demand, where that can be told', async () => {
      const ran = await small()
      const bytesOf = (name: string): number | undefined =>
        groupsOf(ran, name, 'small.json')[0]?.tasks[0]?.bytes?.value
      expect(bytesOf('small')).toBeLessThan(1)
      expect(bytesOf('asynchronous')).toBeGreaterThan(16)
      expect(bytesOf('hooks around each call')).toBeUndefined()
      expect(ran.reports['small.md']).toContain('bytes a call')
      expect((await run()).reports['calls.md']).not.toContain('bytes a call')
    })

    test('end when real time has gone by, and the page says so', async () => {
      const ran = await small()
      const [group] = groupsOf(ran, 'a duration far below the real one', 'small.json')
      // ten times the 20 ms that were asked for
      expect(group?.tasks[0]?.ended).toBeGreaterThanOrEqual(200)
      expect(ran.reports['small.md']).toContain('short of the time asked for')
    })

    test('reach the table, the JSON and the JUnit reporter', async () => {
      const ran = await small()
      expect(ran.stdout).toMatch(/short .*fastest/)
      const json = JSON.parse(await readFile(join(folder, 'json.json'), 'utf8')) as JsonReport
      const results = json.testResults.flatMap(({ assertionResults }) => assertionResults)
      const told = results.find(({ title }) => title === 'small')?.benchmarks[0]?.tasks
      expect(told?.map(({ name }) => name)).toEqual(['short', 'long'])
      for (const { latency } of told ?? []) expect(latency.mean).toBeGreaterThan(0)
      const junit = await readFile(join(folder, 'junit.xml'), 'utf8')
      expect(junit).toMatch(/name +hz +min +max +mean[^]*short[^]*long/)
    })
  })

  describe('that fail', () => {
    test.each([
      ['in the first call', 'first'],
      ['in a later call', 'third'],
      ['in one of two', 'rejected'],
      ['in a hook', 'hook'],
    ])('%s do so with that very error', async (name, message) => {
      expect(errorOf(await run(), name)).toMatchObject({
        name: 'OwnError',
        message,
        code: 'E_OWN',
      })
    })

    test('without an end do so at the limit of the test', async () => {
      expect(errorOf(await run(), 'without an end').message).toContain('timed out in 400ms')
    })

    test('leave the report as it was', async () => {
      const ran = await run()
      expect(ran).toMatchObject({ exitCode: 1, signal: null })
      expect(ran.reports['errors.md']).toBe(previous('errors.md'))
      expectNobodyLeft(ran)
      expect(ran.stdout).toContain('reports/errors.md not written: a test of this file failed')
    })
  })
}

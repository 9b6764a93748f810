/** `bench()` and `bench.compare()` of any project, with lanemark's provider underneath. */
import { describe, expect, test } from 'vitest'
import type { BenchGroup } from '../../src/model.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { errorOf, expectNobodyLeft } from './expectations.ts'
import { leavePrevious, previous, project, vitest } from './project.ts'
import type { Ran } from './project.ts'
import type { Runs } from './runs.ts'

const groupsOf = (ran: Ran, name: string): BenchGroup[] =>
  parseReport(ran.reports['calls.json'] ?? '', 'calls.json').benches.filter(
    (group) => group.name === name,
  )

export function plainBenchmarks(runs: Runs): void {
  const run = runs.plan(async (installed) => {
    const folder = await project(installed, 'plain')
    await leavePrevious(folder, ['errors.md'])
    return await vitest(folder)
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
      expect(group).toMatchObject({ rounds: 6, tasks: [{ samples: 6, latency: { n: 6 } }] })
      expect(group?.tasks[0]?.latency.interval?.low).toBeGreaterThan(200)
    })

    test('with the durations that functions tell themselves', async () => {
      const [group] = groupsOf(await run(), 'a duration of its own')
      expect(group?.tasks[0]?.latency.value).toBe(5)
    })

    test('with a ratio between two', async () => {
      const [group] = groupsOf(await run(), 'functions take turns')
      const ratios = group?.tasks.map(({ ratio }) => ratio)
      expect(ratios).toHaveLength(2)
      expect(ratios?.filter((ratio) => ratio === null)).toHaveLength(1)
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

    test('leave the report as it was', async () => {
      const ran = await run()
      expect(ran).toMatchObject({ exitCode: 1, signal: null })
      expect(ran.reports['errors.md']).toBe(previous('errors.md'))
      expectNobodyLeft(ran)
      expect(ran.stdout).toContain('reports/errors.md not written: a test of this file failed')
    })
  })
}

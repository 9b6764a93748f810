/** `bench()` and `bench.compare()` of any project, with lanemark's provider underneath. */
import { describe, expect, test } from 'vitest'
import type { BenchGroup } from '../../src/model.ts'
import { parseReport } from '../../src/report/report-file.ts'
import { errorOf, expectFailure, expectSuccess } from './expectations.ts'
import { leavePrevious, project, vitest } from './project.ts'
import type { Ran } from './project.ts'
import type { Runs } from './runs.ts'

const groupsOf = (ran: Ran, name: string): BenchGroup[] =>
  parseReport(ran.reports['calls.json'] ?? '', 'calls.json').benches.filter(
    (group) => group.name === name,
  )

export function plainBenchmarks(runs: Runs): void {
  const calls = runs.plan(async (installed) => {
    const folder = await project(installed, 'plain')
    return await vitest(folder, { args: ['bench', '--run', 'bench/calls'] })
  })
  const errors = runs.plan(async (installed) => {
    const folder = await project(installed, 'plain')
    await leavePrevious(folder, ['errors.md'])
    return await vitest(folder, { args: ['bench', '--run', 'bench/errors'] })
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
    const { tests } = await calls()
    expect(tests[name]).toMatchObject({ state: 'passed', errors: [] })
  })

  describe('are reported', () => {
    test('with Vitest’s own table before', async () => {
      const ran = await calls()
      expectSuccess(ran)
      expect(ran.stdout).toMatch(/name +hz +min +max +mean/)
      expect(ran.stdout).toContain('reports/calls.md')
    })

    test('with as many rounds as a slow function has samples', async () => {
      const [group] = groupsOf(await calls(), 'a slow function by default')
      const latency = { state: 'told', median: { n: 6 } }
      expect(group).toMatchObject({ rounds: 6, tasks: [{ samples: 6, calls: 6, latency }] })
      expect(Math.min(...(group?.tasks[0]?.turns ?? []))).toBeGreaterThan(200)
    })

    test('with the durations that functions tell themselves', async () => {
      const [group] = groupsOf(await calls(), 'a duration of its own')
      expect(group?.tasks[0]?.latency).toMatchObject({ state: 'told', median: { value: 5 } })
    })

    test('with a ratio between two', async () => {
      const [group] = groupsOf(await calls(), 'functions take turns')
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
      expect(errorOf(await errors(), name)).toMatchObject({
        name: 'OwnError',
        message,
        code: 'E_OWN',
      })
    })

    test('leave the report as it was', async () => {
      const ran = await errors()
      expectFailure(ran, ['errors.md'])
      expect(ran.stdout).toContain('reports/errors.md not written: a test of this file failed')
    })
  })
}

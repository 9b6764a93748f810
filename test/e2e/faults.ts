/** Kernels that throw, end their process, use up their memory or never end: told, and survived. */
import { describe, expect, test } from 'vitest'
import { errorOf, expectFailure } from './expectations.ts'
import { leavePrevious, project, vitest } from './project.ts'
import type { Runs } from './runs.ts'

const MODES = ['serial', 'concurrent', 'threads', 'processes']
const REPORTS = ['every', 'endless', 'host'].flatMap((name) => [`${name}.md`, `${name}.json`])

/**
 * From the start of a comparison until its error is told, ms: far below the five minutes that a task
 * may take, which is when whatever nobody noticed would end.
 */
const SOON = 60_000

export function faults(runs: Runs): void {
  const run = (...filters: string[]) =>
    runs.plan(async (installed) => {
      const folder = await project(installed, 'faults')
      await leavePrevious(folder, REPORTS)
      return await vitest(folder, { args: ['bench', '--run', ...filters] })
    })
  const every = run('bench/every', 'bench/endless')
  const host = run('bench/host')

  describe('an error of the kernel', () => {
    test.each(MODES)('thrown in %s fails the test with everything that it had', async (mode) => {
      const error = errorOf(await every(), `throw in ${mode}`)
      expect(error.message).toContain(`in mode ${mode} on input 1 ({ act: 'throw'`)
      expect(error.cause).toMatchObject({
        name: 'QuotaError',
        message: 'too many',
        code: 'E_QUOTA',
        detail: { limit: 3 },
        cause: { name: 'TypeError', message: 'the inner reason' },
      })
      expect(error.cause?.stack).toMatch(/kernels[\\/]faulty\.js/)
      expect(error.cause?.cause?.stack).toMatch(/kernels[\\/]faulty\.js/)
    })

    test.each(['concurrent', 'processes'])('of a promise in %s is the same', async (mode) => {
      const error = errorOf(await every(), `reject in ${mode}`)
      expect(error.message).toContain(`in mode ${mode} on input 1`)
      expect(error.cause).toMatchObject({ name: 'QuotaError', cause: 'a plain cause' })
    })

    test('that is none is told too', async () => {
      const error = errorOf(await every(), 'throw a text in threads')
      expect(error.message).toContain("'only a text'")
      expect(error.cause).toBe('only a text')
    })
  })

  describe('the end of a worker', () => {
    test.each([
      ['exit', 'threads', 'exit code 7'],
      ['exit', 'processes', 'exit code 7'],
      ['abort', 'processes', 'SIGABRT'],
      ['crash', 'processes', 'SIGSEGV'],
      ['many objects', 'threads', 'heap out of memory'],
      ['many objects', 'processes', 'SIGABRT'],
      ['one array', 'processes', 'SIGABRT'],
    ])('by %s in %s is told within seconds', async (act, mode, how) => {
      const ran = await every()
      const { message } = errorOf(ran, `${act} in ${mode}`)
      expect(message).toContain(`the worker died in mode ${mode} on input 1 ({ act: '${act}'`)
      expect(message).toContain(how)
      expect(ran.tests[`${act} in ${mode}`]?.duration).toBeLessThan(SOON)
    })

    test('that would be the end of Vitest’s own process is the kernel’s error', async () => {
      const { message } = errorOf(await every(), 'exit in serial')
      expect(message).toContain('in mode serial on input 1')
      expect(message).toContain('process.exit unexpectedly called with "7"')
    })

    test('that takes its host along is told by Vitest, and leaves nobody behind', async () => {
      const ran = await host()
      expectFailure(ran, REPORTS)
      expect(ran.stderr).toMatch(/worker|fork/i)
    })
  })

  describe.each(['loop', 'never'])('a task that does not end (%s)', (act) => {
    test.each(MODES)('in %s ends at its timeout', async (mode) => {
      const ran = await every()
      const { message } = errorOf(ran, `${act} in ${mode}`)
      expect(message).toContain(`within 700 ms in mode ${mode} on input 1 ({ act: '${act}'`)
      expect(message).toContain('`timeout`')
      expect(ran.tests[`${act} in ${mode}`]?.duration).toBeLessThan(SOON)
    })
  })

  test('after all of that the next comparison works, and nothing is lost', async () => {
    const ran = await every()
    expect(ran.tests['afterwards all is well']).toMatchObject({ state: 'passed', errors: [] })
    expectFailure(ran, REPORTS)
    expect(ran.stdout).toContain('not written: a test of this file failed')
  })
}

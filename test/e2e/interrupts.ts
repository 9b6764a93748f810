/** Ctrl-C and cancelling while a kernel computes for a minute: all gone at once, nothing lost. */
import type { ChildProcess } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { expectNobodyLeft, expectUntouched } from './expectations.ts'
import { leavePrevious, project, vitest } from './project.ts'
import type { RunOptions } from './project.ts'
import type { Runs } from './runs.ts'

const REPORTS = ['long.md', 'long.json', 'index.md']

/** From then until Vitest and everyone it started are gone, ms: kernels compute for twice as long. */
const SOON = 30_000

/** What to do to a run when its kernel computes. */
type Act = (child: ChildProcess) => unknown

export function interrupts(runs: Runs): void {
  /** How long each run went on afterwards, ms. */
  const rests = new Map<string, number>()

  const plan = (name: string, where: string, options: RunOptions, act: Act) =>
    runs.plan(async (installed) => {
      const folder = await project(installed, 'long')
      await leavePrevious(folder, REPORTS)
      // in pools two compute, but the first of them has the run cancelled
      const atOnce = where === 'serial' || options.env !== undefined ? 1 : 2
      let acted: number | null = null
      const ran = await vitest(folder, {
        ...options,
        env: { WHERE: where, ...options.env },
        onOutput(text, child) {
          const computing = text.split(`computing in ${where}`).length - 1
          if (acted !== null || computing < atOnce) return
          acted = performance.now()
          act(child)
        },
      })
      rests.set(name, performance.now() - (acted ?? Number.NaN))
      return ran
    }, true)

  describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
    /** Who is told: Vitest alone, or its whole process group, as a terminal does it. */
    const cases = (
      [
        ['processes', 'group'],
        ['processes', 'alone'],
        ['threads', 'group'],
        ['serial', 'alone'],
      ] as const
    ).map(([where, who]) => {
      const name = `${where}, told to ${who}`
      const whom = who === 'group' ? -1 : 1
      const interrupt: Act = (child) => process.kill(whom * (child.pid ?? 0), 'SIGINT')
      return { name, run: plan(name, where, { detached: who === 'group' }, interrupt) }
    })

    test.each(cases)('during $name', async ({ name, run }) => {
      const ran = await run()
      expectNobodyLeft(ran)
      expect(rests.get(name)).toBeLessThan(SOON)
      expectUntouched(ran, REPORTS)
      expect([ran.exitCode, ran.signal]).not.toEqual([0, null])
    })
  })

  describe('cancelling by Vitest', () => {
    // the project's own configuration cancels when the file changes
    const cases = ['processes'].map((where) => {
      const name = `${where}, cancelled`
      return { name, run: plan(name, where, { env: { SIGN: 'sign' } }, () => null) }
    })

    test.each(cases)('during $name', async ({ name, run }) => {
      const ran = await run()
      expectNobodyLeft(ran)
      expect(rests.get(name)).toBeLessThan(SOON)
      expectUntouched(ran, REPORTS)
      expect(ran.exitCode).toBe(1)
      expect(ran.tests).toMatchObject({ 'is measured before': { state: 'passed' } })
      expect(ran.stdout).toContain('not written: the run was cancelled')
    })
  })
}

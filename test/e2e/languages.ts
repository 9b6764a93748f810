/** Projects that install the tarball, in JavaScript and TypeScript, under both runners and pools. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { expectSuccess } from './expectations.ts'
import { repository } from './install.ts'
import { project, vitest } from './project.ts'
import type { Runs } from './runs.ts'

const run = promisify(execFile)

/** Each language, runner and pool once; the README's own project is TypeScript with all defaults. */
const SETTINGS = [
  ['javascript', { RUNNER: 'vite', POOL: 'forks' }],
  ['typescript', { RUNNER: 'native', POOL: 'threads' }],
] as const

export function languages(runs: Runs): void {
  for (const [name, env] of SETTINGS) {
    const ran = runs.plan(
      async (installed) => await vitest(await project(installed, name), { env }),
    )
    test(`${name} with the runner ${env.RUNNER} and the pool ${env.POOL}`, async () => {
      const outcome = await ran()
      expectSuccess(outcome)
      expect(Object.keys(outcome.tests).length).toBeGreaterThanOrEqual(3)
      const reports = Object.keys(outcome.reports)
      expect(reports).toContain('index.md')
      expect(reports.filter((file) => /^(sum|words)\.(json|md)$/.test(file))).toHaveLength(2)
    })
  }

  describe('without Vitest', () => {
    /** The Node that runs this test, and nothing of the Vitest that does. */
    const program = async (name: string, file: string): Promise<string> => {
      const cwd = await project(await runs.installed(), name)
      const env = { PATH: process.env['PATH'] }
      return (await run(process.execPath, [file], { cwd, env })).stdout
    }

    test('a program in JavaScript runs its kernel in every mode', async () => {
      const results = '[ 55, 210, 465 ]'
      expect(await program('javascript', 'program.js')).toBe(
        `serial ${results}\nconcurrent ${results}\nthreads ${results}\nprocesses ${results}\n`,
      )
    })

    test('a program in TypeScript too', async () => {
      expect(await program('typescript', 'program.ts')).toBe('threads 2\nprocesses 2\n')
    })
  })

  test('the project in TypeScript is free of type errors', async () => {
    const cwd = await project(await runs.installed(), 'typescript')
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc')
    const { stdout } = await run(process.execPath, [tsc, '--project', '.'], { cwd }).catch(
      (error: unknown) => error as { stdout: string },
    )
    expect(stdout).toBe('')
  })
}

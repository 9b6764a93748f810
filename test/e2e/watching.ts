/** Watch mode: a bench file runs again when its kernel changes, or what the kernel imports. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectNobodyLeft } from './expectations.ts'
import { project, vitest } from './project.ts'
import type { Runs } from './runs.ts'

/** What is changed when a run is over, one after the other. */
const CHANGES = [
  ['kernels/factor.js', 'export const factor = 3\n'],
  ['kernels/times.js', 'export default () => {\n'],
  ['kernels/times.js', 'export default (input) => input * 7\n'],
] as const

export function watching(runs: Runs): void {
  const run = runs.plan(async (installed) => {
    const folder = await project(installed, 'watched')
    let changed = 0
    return await vitest(folder, {
      args: ['bench', '--watch'],
      onOutput(text, child) {
        const over = text.match(/(Waiting|Watching) for file changes/g)?.length ?? 0
        if (over <= changed) return
        const change = CHANGES[changed]
        changed += 1
        if (change === undefined) child.kill('SIGINT')
        else void writeFile(join(folder, change[0]), change[1])
      },
    })
  })

  test('runs again for the kernel and for its imports, also after a mistake', async () => {
    const ran = await run()
    expect(ran.stdout.match(/results: .*/g)).toEqual([
      'results: 2 4',
      'results: 3 6',
      'results: 7 14',
    ])
    expect(ran.stdout).toContain('RERUN  kernels/factor.js')
    expect(ran.stderr).toContain('kernels/times.js cannot be loaded: SyntaxError')
    expectNobodyLeft(ran)
  })
}

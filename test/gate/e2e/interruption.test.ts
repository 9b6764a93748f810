/** Gates that are ended from outside, and gates that meet. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { benchFile, benchTest, gate, gateOnly, repository, work } from './repository.ts'

const SMALL = {
  'src/work.mjs': work('same', 1),
  'bench/one.bench.mjs': benchFile(benchTest('same', 'same')),
}
const ARGS = ['--base=main', '--budget=20m', '--margin=20%', '--alpha=90%', '--seed=1']

test('Ctrl-C in the middle, and a second gate meanwhile', { timeout: 240_000 }, async () => {
  const folder = await repository(SMALL)
  let second: ReturnType<typeof gateOnly> | null = null
  const first = await gate(folder, ARGS, {
    onOutput(text, child) {
      if (second !== null || !text.includes('stage 1')) return
      second = gateOnly(folder, ARGS)
      void second.then(() => child.kill('SIGINT'))
    },
  })
  expect(first.exitCode).toBe(130)
  expect(first.report).toBeNull()
  const refused = await (second as ReturnType<typeof gateOnly> | null)
  expect(refused?.exitCode).toBe(2)
  expect(refused?.stderr).toContain('another gate')
})

test(
  'what a killed gate left is removed by the next, which passes where nothing changed',
  { timeout: 240_000 },
  async () => {
    const folder = await repository(SMALL)
    let killed = false
    const first = await gateOnly(folder, ARGS, {
      onOutput(text, child) {
        if (killed || !text.includes('discovery')) return
        killed = true
        child.kill('SIGKILL')
      },
    })
    expect(first.exitCode).toBeNull()
    expect(existsSync(join(folder, '.lanemark/gate/head'))).toBe(true)
    const temporary = readFileSync(join(folder, '.lanemark/gate/temporary'), 'utf8')
    expect(existsSync(temporary)).toBe(true)
    const next = await gateOnly(folder, ARGS)
    expect(next).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('seed 1') })
    expect(next.report?.decision.results).toMatchObject([{ state: 'judged', verdict: 'unchanged' }])
    expect(next.report?.head).toMatchObject({ branch: 'main', dirty: false })
    expect(next.report?.differing).toEqual([])
    expect(next.markdown).toContain('npx lanemark gate --base=main')
    expect(existsSync(join(folder, '.lanemark'))).toBe(false)
    expect(existsSync(temporary)).toBe(false)
  },
)

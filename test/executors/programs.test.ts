/** Executors in real programs: they end when their work is done, and leave nothing behind. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { meetingPoint } from './meeting-point.ts'
import type { Guest } from './meeting-point.ts'
import { isGone } from './support.ts'

const node = promisify(execFile)

const pathOf = (program: string): string =>
  fileURLToPath(new URL(`./programs/${program}.ts`, import.meta.url))

/** Nobody may have collected an orphan's exit code: then it is listed still, as a zombie. */
function hasEnded(pid: number): boolean {
  if (isGone(pid)) return true
  if (process.platform !== 'linux') return false
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return true
  }
}

const kill = ({ pid }: Guest): void => void process.kill(pid, 'SIGKILL')

/** Rejects for an exit code other than 0. */
const run = async (program: string) =>
  await node(process.execPath, [pathOf(program)], { timeout: 50_000 })

test('a pool that is not closed keeps no program alive', async () => {
  const { stdout, stderr } = await run('use-and-forget')
  expect(stdout).toBe('[ 4, 9 ]\n[ 16, 25, 36 ]\n'.repeat(4))
  expect(stderr).toBe('')
})

test('a program that waits for pools at its top level ends without warning', async () => {
  const { stdout, stderr } = await run('use-and-close')
  expect(stdout).toBe('2646700\n'.repeat(4))
  expect(stderr).toBe('')
})

test('processes that compute do not outlive a parent that was killed', async ({
  onTestFinished,
}) => {
  await using point = await meetingPoint()
  const parent = spawn(process.execPath, [pathOf('spin'), String(point.port)], { stdio: 'inherit' })
  const workers = [await point.next(), await point.next()]
  onTestFinished(() => workers.filter(({ pid }) => !hasEnded(pid)).forEach(kill))
  expect(workers.map(({ pid }) => isGone(pid))).toEqual([false, false])
  parent.kill('SIGKILL')
  await once(parent, 'exit')
  await expect
    .poll(() => workers.map(({ pid }) => hasEnded(pid)), { timeout: 2000, interval: 20 })
    .toEqual([true, true])
})

test.for(['serial', 'threads', 'processes'])('%s: a million inputs need no room', async (mode) => {
  const flags = ['--max-old-space-size=48', pathOf('million'), mode]
  const { stdout, stderr } = await node(process.execPath, flags, { timeout: 50_000 })
  expect([stdout, stderr]).toEqual(['1000000\n', ''])
})

test('the program of `node -e` runs once, not again in each child', async () => {
  const at = (path: string): string => new URL(path, import.meta.url).href
  const program = `
    if (process.send !== undefined) throw new Error('again, in a child')
    const { processes } = await import('${at('../../src/index.ts')}')
    const { square } = await import('${at('../kernels/index.ts')}')
    await using pool = processes({ workers: 1, heap: 64 })
    console.log(await pool.map(square, [3]))`
  const flags = ['--input-type=module', '-e', program]
  const { stdout, stderr } = await node(process.execPath, flags, { timeout: 50_000 })
  expect([stdout, stderr]).toEqual(['[ 9 ]\n', ''])
})

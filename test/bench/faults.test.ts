import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readCell } from '../../bench/claims/faults.ts'
import { runProgram } from '../../bench/claims/program.ts'
import type { Ended } from '../../bench/claims/program.ts'

const ended = (lines: string[], how: Partial<Ended> = {}): Ended => ({
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: 'its last words',
  exitCode: 0,
  signal: null,
  overdue: false,
  ...how,
})

test('a host that came through has what it says', () => {
  const lines = ['ready', 'outcome worker-died (exit code 3)', 'siblings', 'pool', 'host']
  const cell = { outcome: 'worker-died (exit code 3)', siblings: true, pool: true, host: true }
  expect(readCell(ended(lines))).toEqual(cell)
})

test('a host that died gave nothing, and it is said how', () => {
  const cell = { siblings: false, pool: false, host: false }
  const killed = ended(['ready'], { exitCode: null, signal: 'SIGSEGV' })
  expect(readCell(killed)).toEqual({ outcome: 'nothing: the host died (SIGSEGV)', ...cell })
  const left = ended(['ready'], { exitCode: 3 })
  expect(readCell(left)).toEqual({ outcome: 'nothing: the host died (exit code 3)', ...cell })
})

test('a host that died late keeps what it had', () => {
  const late = ended(['ready', 'outcome a result', 'siblings'], {
    exitCode: null,
    signal: 'SIGABRT',
  })
  expect(readCell(late)).toEqual({
    outcome: 'a result: the host died (SIGABRT)',
    siblings: true,
    pool: false,
    host: false,
  })
})

test('a host that hung is told from one that died', () => {
  const hung = ended(['ready'], { exitCode: null, signal: 'SIGKILL', overdue: true })
  expect(readCell(hung).outcome).toBe('nothing: the host hung')
})

test('a host that did not come up is no observation', () => {
  expect(() => readCell(ended([]))).toThrow('its last words')
})

test('a program and what it started are gone at the deadline', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lanemark-program-'))
  const file = join(folder, 'alive')
  const child = `setTimeout(() => require('fs').writeFileSync(${JSON.stringify(file)}, ''), 1500)`
  const parent = `require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]); for (;;);`
  const { overdue, signal } = await runProgram(process.execPath, ['-e', parent], { deadline: 500 })
  await sleep(2000)
  expect({ overdue, signal, alive: existsSync(file) }).toEqual({
    overdue: true,
    signal: 'SIGKILL',
    alive: false,
  })
  await rm(folder, { recursive: true })
})

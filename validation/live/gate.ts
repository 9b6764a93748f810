/** Runs the built command on a repository, as a job in continuous integration does. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseGate } from '../../src/gate/page/file.ts'
import type { GateReport } from '../../src/gate/model/record.ts'
import type { Repository } from './repository.ts'
import { surroundings } from './surroundings.ts'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

export interface Asked {
  /** Ms. */
  budget: number
  seed: number
  /** More words of the command line. */
  words?: readonly string[]
}

export interface Ran {
  /** Null where a signal ended it. */
  exitCode: number | null
  seconds: number
  /** Null where none was written. */
  report: GateReport | null
}

/** @throws the signal's reason when it is aborted, after the gate has ended */
export async function runGate(
  { root, temporary }: Repository,
  { budget, seed, words = [] }: Asked,
  signal: AbortSignal,
): Promise<Ran> {
  signal.throwIfAborted()
  const begun = performance.now()
  const asked = ['gate', '--base', 'HEAD~1', '--budget', `${budget}ms`, '--seed', `${seed}`]
  const child = spawn(process.execPath, [cli, ...asked, ...words], {
    cwd: root,
    env: surroundings(temporary),
    stdio: ['ignore', 'ignore', 'inherit'],
    // Ctrl-C reaches it once, from here: a second one would not let it clean up
    detached: true,
  })
  const exitCode = await ended(child, signal)
  signal.throwIfAborted()
  const seconds = (performance.now() - begun) / 1000
  return { exitCode, seconds, report: reportOf(root) }
}

async function ended(child: ChildProcess, signal: AbortSignal): Promise<number | null> {
  const interrupt = (): void => void child.kill('SIGINT')
  signal.addEventListener('abort', interrupt)
  process.on('exit', interrupt)
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
  } finally {
    process.off('exit', interrupt)
    signal.removeEventListener('abort', interrupt)
  }
}

function reportOf(root: string): GateReport | null {
  const path = join(root, 'reports/gate.json')
  return existsSync(path) ? parseGate(readFileSync(path, 'utf8'), path) : null
}

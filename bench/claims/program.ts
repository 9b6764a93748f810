/** A program in a process group of its own, with a deadline, of which nothing is left behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { killGroup } from '../../src/system/process-group.ts'

export interface Ended {
  stdout: string
  stderr: string
  /** Null where a signal ended it. */
  exitCode: number | null
  signal: NodeJS.Signals | null
  /** Whether it was still there at its deadline and had to be killed. */
  overdue: boolean
}

/**
 * Runs a program to its end or to its deadline. Whatever it started dies with it.
 *
 * @param deadline ms
 * @throws {Error} when it cannot be started, with `code` as `ENOENT`
 */
export async function runProgram(
  file: string,
  args: readonly string[],
  { deadline, cwd }: { deadline: number; cwd?: string },
): Promise<Ended> {
  const child = spawn(file, args, {
    // its own group, so that one kill reaches its children too
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
    ...(cwd === undefined ? {} : { cwd }),
  })
  await once(child, 'spawn')
  let overdue = false
  const timer = setTimeout(() => {
    overdue = true
    killGroup(child.pid)
  }, deadline)
  // its children can hold the pipes open after its end, so they go as soon as it is gone
  const gone = once(child, 'exit').then(() => killGroup(child.pid))
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), gone])
  clearTimeout(timer)
  return { stdout, stderr, exitCode: child.exitCode, signal: child.signalCode, overdue }
}

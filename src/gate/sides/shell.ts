/** A command of the project's own, in a process group of its own. */
import { spawn } from 'node:child_process'
import { killGroup } from '../../system/process-group.ts'

export interface Command {
  /** A program with its arguments, or a line for the shell. */
  run: readonly [string, ...string[]] | string
  cwd: string
  signal: AbortSignal
}

/** As much of its words is kept, characters. */
const KEPT = 1500

/** @returns null when it went well, else the end of what it said */
export async function runCommand({ run, cwd, signal }: Command): Promise<string | null> {
  signal.throwIfAborted()
  const [program, ...args] = typeof run === 'string' ? [run] : run
  const child = spawn(program, args, {
    cwd,
    detached: true,
    shell: typeof run === 'string',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT)
    })
  }
  const kill = (): void => killGroup(child.pid)
  signal.addEventListener('abort', kill)
  process.on('exit', kill)
  try {
    return await new Promise<string | null>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('close', (code, by) => {
        resolve(code === 0 ? null : said.trim() || `it ended with ${by ?? code}`)
      })
    })
  } finally {
    signal.removeEventListener('abort', kill)
    process.off('exit', kill)
    signal.throwIfAborted()
  }
}

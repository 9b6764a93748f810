/** Starts and ends the process that competes with a block. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const competitor = fileURLToPath(new URL('./competitor.ts', import.meta.url))

/**
 * Works while one process beside it computes all the time; that process is gone afterwards, however
 * the work ended.
 *
 * @throws {Error} when it could not be started, or did not last as long as the work
 */
export async function competing<Result>(work: () => Promise<Result>): Promise<Result> {
  const child = spawn(process.execPath, [competitor, String(process.pid)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.on('exit', kill)
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  const computing = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  try {
    await Promise.race([computing, ended])
    const result = await work()
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error('the competing process ended before the block')
    }
    return result
  } finally {
    kill()
    await ended
    process.off('exit', kill)
  }
}

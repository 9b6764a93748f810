/** Which processes of a run there are, found by a mark in their environment (Linux). */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as after } from 'node:timers/promises'

/** Every process that a run starts inherits this variable. */
export const MARK = 'LANEMARK_E2E_RUN'

/** Between two looks, ms: nobody tells when somebody else's process ends. */
const INTERVAL = 20

/** The processes of the run with this mark; those that ended and were not collected do not count. */
export function processesOf(mark: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => has(pid, mark))
}

function has(pid: number, mark: string): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0')
    return environment.includes(`${MARK}=${mark}`)
  } catch {
    // it has ended meanwhile, or is another user's
    return false
  }
}

/** Waits until the run has no process left; returns those that it still has after `ms`. */
export async function survivorsOf(mark: string, ms: number): Promise<number[]> {
  const end = performance.now() + ms
  let pids = processesOf(mark)
  while (pids.length > 0 && performance.now() < end) {
    await after(INTERVAL)
    pids = processesOf(mark)
  }
  return pids
}

/** What a process is, for messages. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return 'gone'
  }
}

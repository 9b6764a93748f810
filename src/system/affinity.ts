/** Which cores a thread may run on. Node has no words for it: Linux's files and `taskset` have. */
import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Cores that this thread may use, as Linux counts them; empty where the system does not say. */
export function allowedCores(): number[] {
  try {
    return parseAllowed(readFileSync('/proc/thread-self/status', 'utf8'))
  } catch {
    return []
  }
}

/** @param status the content of /proc/self/status (proc_pid_status(5)): `Cpus_allowed_list: 0-2,5` */
export function parseAllowed(status: string): number[] {
  const [, list = ''] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status) ?? []
  return list.split(',').flatMap((range) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? []
    if (first === undefined) return []
    const length = Number(last) - Number(first) + 1
    return Array.from({ length }, (_, index) => Number(first) + index)
  })
}

/**
 * Moves the calling thread, and no other one of its process: to one core, and back to all that it
 * had. What it starts meanwhile begins where it is.
 */
export class Mover {
  readonly #home = allowedCores()
  #at: number | null = null

  /** @param core null: wherever it was allowed at first. A system that cannot do it is left alone. */
  to(core: number | null): void {
    if (core === this.#at || this.#home.length === 0) return
    this.#at = core
    const cores = core === null ? this.#home.join(',') : String(core)
    spawnSync('taskset', ['-cp', cores, ownThread()], { stdio: 'ignore' })
  }
}

/** The system's number of the calling thread: the link is `<process>/task/<thread>`. */
const ownThread = (): string => readlinkSync('/proc/thread-self').split('/').at(-1) ?? ''

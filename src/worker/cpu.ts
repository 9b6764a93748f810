/** What the current thread has used of a core, and how long it waited for one. */
import { openSync, readSync } from 'node:fs'

/** Milliseconds between two readings. */
export interface CpuTimes {
  /** CPU time in the program and in the system's kernel; null before Node 23.9. */
  user: number | null
  system: number | null
  /** Time this thread was runnable and had no core; null elsewhere than on Linux. */
  wait: number | null
}

/** As `CpuTimes`, from the thread's beginning on. */
export type CpuReading = CpuTimes

let schedstat: number | null | undefined
const buffer = Buffer.alloc(96)

/** Costs some 4 to 6 microseconds, for its system calls. */
export function readCpu(): CpuReading {
  return { ...readUsed(), wait: readWaited() }
}

/** What a thread used and waited between two readings. */
export function spent(from: CpuReading, to: CpuReading): CpuTimes {
  return {
    user: minus(to.user, from.user),
    system: minus(to.system, from.system),
    wait: minus(to.wait, from.wait),
  }
}

function minus(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : Math.max(0, later - earlier)
}

function readUsed(): Pick<CpuReading, 'user' | 'system'> {
  if (typeof process.threadCpuUsage !== 'function') return { user: null, system: null }
  // Linux brings a thread's own account up to date a few times in 10 ms, or when all of its process
  // are asked for: without that a chunk's last milliseconds are missing, and nothing tells where they went
  process.cpuUsage()
  const { user, system } = process.threadCpuUsage()
  return { user: user / 1e3, system: system / 1e3 }
}

/** Second field of the kernel's `schedstat`: nanoseconds spent waiting on a run queue. */
function readWaited(): number | null {
  schedstat ??= openSchedstat()
  if (schedstat === null) return null
  const length = readSync(schedstat, buffer, 0, buffer.length, 0)
  const text = buffer.toString('latin1', 0, length)
  return Number(text.split(' ')[1]) / 1e6
}

/** Kept open: the link `thread-self` is resolved once, to the thread that opens it. */
function openSchedstat(): number | null {
  try {
    return openSync('/proc/thread-self/schedstat', 'r')
  } catch {
    return null
  }
}

/** What the current thread has used of a core, and how long it waited for one. */
import { openSync, readSync } from 'node:fs'

export interface CpuReading {
  /** CPU time of this thread, ms; null before Node 23.9 and where the platform does not tell. */
  used: number | null
  /** Time this thread was runnable and had no core, ms; null elsewhere than on Linux. */
  waited: number | null
}

let schedstat: number | null | undefined
const buffer = Buffer.alloc(96)

/** Costs about 3 microseconds: one system call for each of the two figures. */
export function readCpu(): CpuReading {
  return { used: readUsed(), waited: readWaited() }
}

/** What a thread used and waited between two readings. */
export function spent(
  from: CpuReading,
  to: CpuReading,
): { cpu: number | null; wait: number | null } {
  return { cpu: minus(to.used, from.used), wait: minus(to.waited, from.waited) }
}

function minus(later: number | null, earlier: number | null): number | null {
  return later === null || earlier === null ? null : Math.max(0, later - earlier)
}

function readUsed(): number | null {
  if (typeof process.threadCpuUsage !== 'function') return null
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e3
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

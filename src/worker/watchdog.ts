/**
 * Runs as a thread of its own in each child process. A kernel that computes never lets its process
 * notice that the parent is gone, so this thread looks for it and ends the process.
 */
import { workerData } from 'node:worker_threads'

const INTERVAL = 250

const parent: number = workerData

function orphaned(): boolean {
  if (process.ppid !== parent) return true
  try {
    process.kill(parent, 0)
    return false
  } catch (error) {
    // EPERM: it is there, and belongs to someone else
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

setInterval(() => {
  if (orphaned()) process.kill(process.pid, 'SIGKILL')
}, INTERVAL)

/** What the two sides of a pool say to each other, and the clock by which both tell the time. */
import type { Finding } from '../findings.ts'
import type { KernelRef, WorkerId } from '../model.ts'
import type { Packed } from './codec.ts'

/** Sent to a worker: either one task, or a greeting that shows that the worker is up. */
export type Request = { kind: 'hello' } | { kind: 'task'; kernel: KernelRef; input: Packed }

/** Moments on `now()`'s clock, CPU figures in milliseconds; see `Trace` for what each one means. */
export interface WorkerTimes {
  received: number
  loaded: number
  started: number
  ended: number
  replied: number
  cpu: number | null
  wait: number | null
  async: boolean
}

export type Reply =
  | { kind: 'hello'; worker: WorkerId }
  | { kind: 'result'; worker: WorkerId; times: WorkerTimes; result: Packed }
  | { kind: 'threw'; worker: WorkerId; error: Packed }
  | { kind: 'uncrossable'; worker: WorkerId; type: string; path: string; shared: boolean }
  | { kind: 'refused'; worker: WorkerId; finding: Finding }

/**
 * Milliseconds on the machine's monotonic clock. Unlike `performance.now()` it has one origin for
 * all threads and processes, so moments of both sides can be compared.
 */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

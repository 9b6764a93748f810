/** From which task on a pool pays, and up to which payload: from what was measured on the way. */
import type { Trace } from '../model.ts'
import { median } from '../stats/quantile.ts'

/** Payloads that differ by less cost about the same on their way. */
const APART = 256 * 1024
/** From this size on a payload outweighs what an empty message costs. */
const LARGE = 1024 * 1024

/** What a byte costs on its way, or why the traces do not tell. */
export type ByteCost =
  | { kind: 'measured'; perByte: number }
  /** Too little crossed; `largest` is the most that crossed for one task, both ways together. */
  | { kind: 'too-small'; largest: number }
  /** More bytes took no more time than fewer did. */
  | { kind: 'not-told'; largest: number }

/** Everything between the two sides that is not the kernel; importing its module is paid once. */
export function overheadOf(trace: Trace): number {
  const kernel = trace.ended - trace.started
  return trace.done - trace.dispatched - kernel - (trace.loaded - trace.received)
}

/** Serialising and deserialising, at both sides. */
export function serialisingOf(trace: Trace): number {
  const { dispatched, sent, loaded, started, ended, replied, decode } = trace
  return sent - dispatched + (started - loaded) + (replied - ended) + decode
}

/** What crossed for a task, both ways together. */
export const bytesOf = (trace: Trace): number => trace.bytesIn + trace.bytesOut

/** Median over the tasks; null without tasks. */
export function medianOverhead(traces: readonly Trace[]): number | null {
  return traces.length === 0 ? null : median(traces.map(overheadOf))
}

/**
 * Cost of a byte: the median slope between tasks whose payloads differ enough (Theil-Sen, over the
 * pairs half a list apart); where all are alike and large, the whole way shared by the bytes.
 */
export function byteCost(traces: readonly Trace[]): ByteCost {
  const sorted = traces.toSorted((one, other) => bytesOf(one) - bytesOf(other))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return { kind: 'too-small', largest: 0 }
  const found = slopes(sorted)
  const alike = bytesOf(first) >= LARGE
  const largest = bytesOf(last)
  if (found.length === 0 && !alike) return { kind: 'too-small', largest }
  const perByte =
    found.length > 0
      ? median(found)
      : median(sorted.map((trace) => overheadOf(trace) / bytesOf(trace)))
  return perByte > 0 ? { kind: 'measured', perByte } : { kind: 'not-told', largest }
}

function slopes(sorted: readonly Trace[]): number[] {
  const half = Math.floor(sorted.length / 2)
  return sorted.flatMap((light, index) => {
    const heavy = half > 0 ? sorted[index + half] : undefined
    const apart = heavy === undefined ? 0 : bytesOf(heavy) - bytesOf(light)
    if (heavy === undefined || apart < APART) return []
    return [(overheadOf(heavy) - overheadOf(light)) / apart]
  })
}

/**
 * The task duration from which a pool pays: below it, getting a task to a worker and back costs more
 * than sharing the work saves, `overhead / (1 - 1/best)`, in the overhead's unit.
 *
 * @param overhead per task: everything on the way that is not the task itself
 * @param best the best speedup that the tasks allow
 * @returns null where nothing can be gained
 */
export function breakEvenDuration(overhead: number, best: number): number | null {
  return best > 1 ? overhead / (1 - 1 / best) : null
}

/**
 * The bytes per task, both ways together, at which a pool stops paying for tasks of this duration.
 *
 * @param duration of a task, ms
 * @param perByte ms that a byte costs on its way
 */
export function breakEvenBytes(duration: number, perByte: number, best: number): number | null {
  return best > 1 && perByte > 0 ? (duration * (1 - 1 / best)) / perByte : null
}

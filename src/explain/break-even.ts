/** From which task on a pool pays, and up to which payload: from what was measured on the way. */
import type { Trip } from '../model.ts'
import { sum } from '../stats/mean.ts'
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

/** Packing and unpacking a trip's inputs and results, at both sides. */
export function serialisingOf(trip: Trip): number {
  const { dispatched, sent, loaded, started, ended, replied, packing, decode } = trip
  return sent - dispatched + (started - loaded) + packing + (replied - ended) + decode
}

/** What crossed in a trip, both ways together. */
export const bytesOf = (trip: Trip): number => trip.bytesIn + trip.bytesOut

/** What a call costs beside the kernel, ms. */
export interface CallCost {
  /** Packing and unpacking at both sides: what a call costs however many travel together. */
  packing: number
  /** Of a chunk of one: the messages there and back, while its worker had nothing else to do. */
  message: number
}

/** From the trips of one round; null without any. */
export function callCost(trips: readonly Trip[]): CallCost | null {
  if (trips.length === 0) return null
  const calls = sum(trips.map(({ count }) => count))
  return { packing: sum(trips.map(serialisingOf)) / calls, message: median(trips.map(messageOf)) }
}

/**
 * The way there and back without the packing. A worker that was busy hears of a chunk before its
 * turn comes: then only the way back can be told, and counts twice.
 */
function messageOf({ dispatched, sent, received, replied, done, decode }: Trip): number {
  const back = done - replied - decode
  const there = Math.max(0, received - sent)
  return received - dispatched > 4 * (sent - dispatched + back) ? 2 * back : there + back
}

/**
 * Cost of a byte: the median slope between trips whose payloads differ enough (Theil-Sen, over the
 * pairs half a list apart); where all are alike and large, the whole packing shared by the bytes.
 */
export function byteCost(trips: readonly Trip[]): ByteCost {
  const sorted = trips.toSorted((one, other) => bytesOf(one) - bytesOf(other))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return { kind: 'too-small', largest: 0 }
  const found = slopes(sorted)
  const alike = bytesOf(first) >= LARGE
  const largest = Math.max(...sorted.map((trip) => bytesOf(trip) / trip.count))
  if (found.length === 0 && !alike) return { kind: 'too-small', largest }
  const perByte =
    found.length > 0 ? median(found) : median(sorted.map((trip) => wayOf(trip) / bytesOf(trip)))
  return perByte > 0 ? { kind: 'measured', perByte } : { kind: 'not-told', largest }
}

/** All of a trip that is not the kernel. */
const wayOf = (trip: Trip): number => serialisingOf(trip) + messageOf(trip)

function slopes(sorted: readonly Trip[]): number[] {
  const half = Math.floor(sorted.length / 2)
  return sorted.flatMap((light, index) => {
    const heavy = half > 0 ? sorted[index + half] : undefined
    const apart = heavy === undefined ? 0 : bytesOf(heavy) - bytesOf(light)
    if (heavy === undefined || apart < APART) return []
    return [(wayOf(heavy) - wayOf(light)) / apart]
  })
}

/**
 * The task duration from which a pool pays: below it, getting calls to the workers and back costs
 * more than sharing the work saves, `overhead / (1 - 1/best)`. Calls travel in chunks, and at this
 * duration a chunk holds as many as there are: what is left of the messages is one trip a worker.
 *
 * @param cost of a call, ms
 * @param calls how many there are
 * @param best the best speedup that the tasks allow
 * @returns ms; null where nothing can be gained
 */
export function breakEvenDuration(
  { packing, message }: CallCost,
  calls: { count: number; workers: number },
  best: number,
): number | null {
  if (best <= 1) return null
  const trips = Math.min(calls.count, calls.workers)
  return (packing + (message * trips) / calls.count) / (1 - 1 / best)
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

/** From which task on a pool pays, and up to which payload: from what was measured on the way. */
import type { Trip } from '../model.ts'
import { sum } from '../stats/mean.ts'
import { median } from '../stats/quantile.ts'
import { tripsByLane } from './runs.ts'

/** What tells the cost of a byte, bytes. */
interface Scale {
  /** Payloads that differ by less cost about the same. */
  apart: number
  /** From this size on a payload outweighs what an empty one costs. */
  large: number
}
/** Packing and unpacking, by a call's bytes; an empty call costs some microseconds. */
const PACKING: Scale = { apart: 64 * 1024, large: 64 * 1024 }
/** Messages, by a chunk's bytes; empty ones take some 0.1 ms. */
const MESSAGES: Scale = { apart: 256 * 1024, large: 1024 * 1024 }

/** What a byte costs on its way, or why the trips do not tell. */
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
  return {
    packing: sum(trips.map(serialisingOf)) / calls,
    message: median(messages(trips).map(({ cost }) => cost)),
  }
}

/** Bytes, and what they cost, ms. */
interface Point {
  bytes: number
  cost: number
}

/** Of each trip the way there and back without the packing. */
function messages(trips: readonly Trip[]): Point[] {
  return [...tripsByLane(trips).values()].flatMap((lane) =>
    lane.map((trip, place) => ({
      bytes: bytesOf(trip),
      cost: messageOf(trip, lane[place - 1]?.replied ?? 0),
    })),
  )
}

/** A chunk sent to a busy worker waits for its turn: its way there is taken for that of its way back. */
function messageOf({ sent, received, replied, done, decode }: Trip, busyUntil: number): number {
  const back = done - replied - decode
  return sent < busyUntil ? 2 * back : Math.max(0, received - sent) + back
}

const packings = (trips: readonly Trip[]): Point[] =>
  trips.map((trip) => ({
    bytes: bytesOf(trip) / trip.count,
    cost: serialisingOf(trip) / trip.count,
  }))

/** Cost of a byte: packing it with its call, and sending it with its chunk. */
export function byteCost(trips: readonly Trip[]): ByteCost {
  const largest = Math.max(0, ...trips.map((trip) => bytesOf(trip) / trip.count))
  const packing = perByteOf(packings(trips), PACKING)
  const message = perByteOf(messages(trips), MESSAGES)
  if (packing === null || message === null) return { kind: 'too-small', largest }
  const perByte = packing + message
  return perByte > 0 ? { kind: 'measured', perByte } : { kind: 'not-told', largest }
}

/**
 * The median slope between points whose bytes differ enough (Theil-Sen, over the pairs half a list
 * apart); where all are alike and large, the whole cost shared by the bytes. Null for neither.
 */
function perByteOf(points: readonly Point[], { apart, large }: Scale): number | null {
  const sorted = points.toSorted((one, other) => one.bytes - other.bytes)
  const half = Math.floor(sorted.length / 2)
  const slopes = sorted.flatMap((light, index) => {
    const heavy = half > 0 ? sorted[index + half] : undefined
    if (heavy === undefined || heavy.bytes - light.bytes < apart) return []
    return [(heavy.cost - light.cost) / (heavy.bytes - light.bytes)]
  })
  if (slopes.length > 0) return median(slopes)
  const [least] = sorted
  if (least === undefined || least.bytes < large) return null
  return median(sorted.map(({ bytes, cost }) => cost / bytes))
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

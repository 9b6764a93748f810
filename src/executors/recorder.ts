/** Keeps the times of a run: its trips, and when each task ran within them. */
import type { TaskTimes, Trip } from '../model.ts'
import type { Spans, Timing } from '../worker/protocol.ts'
import { now } from '../worker/protocol.ts'

export class Recorder {
  readonly timing: Timing
  /** The moment of the call, on `now()`'s clock; all times kept here are relative to it. */
  readonly origin = now()
  readonly trips: Trip[] = []
  /** The index of the input that a task is a part of; null: tasks are the inputs. */
  inputOf: ((task: number) => number) | null = null
  /** Null where only trips are timed. */
  readonly times: TaskTimes | null

  /** @param total how many tasks there are, as far as that is known */
  constructor(timing: Timing, total: number | null) {
    this.timing = timing
    const list = (): number[] => Array<number>(total ?? 0).fill(0)
    this.times = timing === 'chunks' ? null : { trip: list(), started: list(), ended: list() }
  }

  /**
   * Keeps a trip; its moments are on `now()`'s clock.
   *
   * @param indices of its inputs, in the order they ran
   * @param spans when each one ran, on the same clock; null where that is told otherwise, or not
   */
  add(trip: Trip, indices: readonly number[], spans: Spans | null): void {
    const number = this.trips.push(relative(trip, this.origin)) - 1
    if (spans === null) return
    for (const [position, index] of indices.entries()) {
      this.addTask(index, number, spans.starts[position] as number, spans.ends[position] as number)
    }
  }

  /** Keeps one task of a trip; on `now()`'s clock. */
  addTask(index: number, trip: number, started: number, ended: number): void {
    if (this.times === null) return
    this.times.trip[index] = trip
    this.times.started[index] = started - this.origin
    this.times.ended[index] = ended - this.origin
  }
}

const MOMENTS = [
  'dispatched',
  'sent',
  'received',
  'loaded',
  'started',
  'ended',
  'replied',
  'done',
] as const

function relative(trip: Trip, origin: number): Trip {
  const kept = { ...trip }
  for (const moment of MOMENTS) kept[moment] -= origin
  return kept
}

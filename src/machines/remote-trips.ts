/** What a machine tells of a chunk's time becomes trips on the caller's clock. */
import type { Recorder } from '../executors/recorder.ts'
import type { RemoteChunk } from './remote-call.ts'
import type { Word } from './wire.ts'

type RemoteRun = NonNullable<Word<'outcome'>['run']>

/** What came back with a chunk. */
export interface Told {
  run: RemoteRun
  /** Ms that its tasks took there. */
  took: number
  /** Bytes of its results, and ms that it took to unpack them. */
  size: number
  unpacking: number
  /** When that was done, on `now()`'s clock. */
  done: number
}

/**
 * Durations are shipped and no moments, for clocks differ: a chunk began when its machine's word of that
 * arrived, or, where there was none in time, in the middle of what is not accounted for. What the chunk
 * costs its caller is shared by its trips.
 */
export function recordChunk(
  recorder: Recorder,
  chunk: RemoteChunk,
  { run, took, size, unpacking, done }: Told,
  machine: { name: string; firstLane: number },
): void {
  const { dispatched, sent, begun, inputs, tasks } = chunk
  const last = Math.max(sent, done - unpacking - took)
  const origin = Math.min(begun ?? (sent + last) / 2, last)
  for (const { pid, threadId, lane, first, count, ...trip } of run.trips) {
    const indices = tasks.indices.slice(first, first + count)
    if (indices.length === 0) continue
    const share = count / tasks.indices.length
    const { received, loaded, started, ended, replied } = trip
    recorder.add(
      {
        ...trip,
        worker: { pid, threadId, machine: machine.name },
        lane: machine.firstLane + lane,
        first: indices[0] as number,
        count: indices.length,
        dispatched: sent - share * (sent - dispatched),
        sent,
        received: origin + received,
        loaded: origin + loaded,
        started: origin + started,
        ended: origin + ended,
        replied: origin + replied,
        done,
        bytesIn: Math.round(share * inputs.bytes.byteLength),
        bytesOut: Math.round(share * size),
        decode: share * unpacking,
      },
      indices,
      spansOf(run, origin, first, indices.length),
    )
  }
}

/** Null where only trips were timed. */
function spansOf({ times }: RemoteRun, origin: number, first: number, count: number) {
  if (times === null) return null
  const moved = (moments: Float64Array): Float64Array =>
    moments.slice(first, first + count).map((moment) => origin + moment)
  return { starts: moved(times.started), ends: moved(times.ended) }
}

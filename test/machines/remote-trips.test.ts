/** A machine's durations on its caller's clock. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Recorder } from '../../src/executors/recorder.ts'
import type { RemoteChunk } from '../../src/machines/remote-call.ts'
import { recordChunk } from '../../src/machines/remote-trips.ts'

const trip = { lane: 1, pid: 7, threadId: 0, packing: 0, user: 1, system: 0, wait: 0, async: false }
const load = {
  bytes: new Uint8Array(100),
  shared: [],
  moved: [],
  count: 2,
  single: false,
  trees: [],
}

test('a trip lies between the moment its chunk was sent and the one at which its result was there', () => {
  const ms = fc.double({ min: 0, max: 1000, noNaN: true })
  fc.assert(
    fc.property(ms, ms, fc.option(ms), (took, way, notice) => {
      const recorder = new Recorder('tasks', 2)
      const sent = recorder.origin + 10
      const chunk: RemoteChunk = {
        id: 1,
        tasks: { indices: [4, 5], inputs: [0, 0] },
        inputs: load,
        starts: 1,
        dispatched: sent - 1,
        sent,
        begun: notice === null ? null : sent + notice,
      }
      const moments = { received: 0, loaded: 0, started: 0, ended: took, replied: took }
      const times = {
        started: Float64Array.of(0, took / 2),
        ended: Float64Array.of(took / 2, took),
      }
      const run = { trips: [{ ...trip, ...moments, first: 0, count: 2 }], times }
      const done = sent + took + way + 1
      const told = { run, took, size: 50, unpacking: 1, done }
      recordChunk(recorder, chunk, told, { name: 'east', firstLane: 3 })
      const [kept] = recorder.trips
      expect(kept).toMatchObject({ lane: 4, first: 4, count: 2, bytesIn: 100, bytesOut: 50 })
      expect(kept?.worker).toEqual({ pid: 7, threadId: 0, machine: 'east' })
      const order = [kept?.dispatched, kept?.sent, kept?.received, kept?.replied, kept?.done]
      for (const [place, moment] of order.entries()) {
        expect(moment).toBeGreaterThanOrEqual((order[place - 1] ?? 0) - 1e-6)
      }
      expect(recorder.times?.ended[5]).toBeCloseTo(kept?.replied ?? 0, 6)
    }),
  )
})

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openCapacityMeter } from '../../src/measure/capacity-meter.ts'

const started: Worker[] = []
const note = (message: unknown): void => {
  started.push((message as { worker: Worker }).worker)
}

beforeEach(() => {
  started.length = 0
  subscribe('worker_threads', note)
})
afterEach(() => void unsubscribe('worker_threads', note))

describe('the capacity meter', () => {
  test.each([1, 2, 3])('reads a figure with %i workers, again and again', async (workers) => {
    const meter = await openCapacityMeter(workers)
    try {
      expect(meter.workers).toBe(workers)
      for (let reading = 0; reading < 3; reading += 1) {
        const { capacity, pace } = await meter.measure()
        for (const figure of [capacity, pace]) {
          expect(figure).toBeGreaterThan(0)
          expect(figure).toBeLessThan(Infinity)
        }
      }
    } finally {
      await meter.close()
    }
  })

  test('has as many threads as workers, and none after `close`', async () => {
    const meter = await openCapacityMeter(2)
    await meter.measure()
    expect(started).toHaveLength(2)
    await meter.close()
    // Node's own sign of a thread that is gone
    expect(started.map(({ threadId }) => threadId)).toEqual([-1, -1])
  })

  test('that never read anything closes too', async () => {
    const meter = await openCapacityMeter(1)
    await meter.close()
    expect(started.map(({ threadId }) => threadId)).toEqual([-1])
  })
})

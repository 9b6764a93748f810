import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CapacityMeter } from '../../src/measure/capacity-meter.ts'
import { Probes } from '../../src/measure/probes.ts'

/** A meter that reads 1, 2, 3 ... */
function fakeMeter(): CapacityMeter {
  let readings = 0
  return {
    workers: 2,
    measure: () => Promise.resolve({ capacity: (readings += 1), pace: 1 }),
    close: () => Promise.resolve(),
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

describe('probes', () => {
  test('read when a round begins', async () => {
    const probes = new Probes(fakeMeter())
    await probes.take(0, 'threads')
    await probes.take(0, 'serial')
    await probes.take(1, 'serial')
    await probes.take(1, 'threads')
    expect(probes.all).toEqual([
      { round: 0, before: 'threads', capacity: 1, pace: 1 },
      { round: 1, before: 'serial', capacity: 2, pace: 1 },
    ])
  })

  test('read again before a turn when the last reading is a second old', async () => {
    const probes = new Probes(fakeMeter())
    await probes.take(0, 'threads')
    vi.advanceTimersByTime(999)
    await probes.take(0, 'serial')
    expect(probes.all).toHaveLength(1)
    vi.advanceTimersByTime(1)
    await probes.take(0, 'processes')
    expect(probes.all[1]).toEqual({ round: 0, before: 'processes', capacity: 2, pace: 1 })
    vi.advanceTimersByTime(999)
    await probes.take(0, 'concurrent')
    expect(probes.all).toHaveLength(2)
  })

  test('forget a pass that does not count, and read anew for the round of the same number', async () => {
    const probes = new Probes(fakeMeter())
    await probes.take(0, 'serial')
    probes.forget()
    expect(probes.all).toEqual([])
    await probes.take(0, 'threads')
    expect(probes.all).toEqual([{ round: 0, before: 'threads', capacity: 2, pace: 1 }])
  })
})

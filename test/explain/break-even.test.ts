import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  breakEvenBytes,
  breakEvenDuration,
  byteCost,
  bytesOf,
  callCost,
  serialisingOf,
} from '../../src/explain/break-even.ts'
import { karpFlatt } from '../../src/explain/scaling.ts'
import { chunks, round, workers as lanes } from './arbitrary.ts'
import { schedule, type Chunks } from './schedules.ts'

const MIB = 2 ** 20

describe('Karp-Flatt', () => {
  test('a perfect speedup has no serial fraction, none at all is all serial', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 128 }), (workers) => {
        expect(karpFlatt(workers, workers, workers)).toBe(0)
        expect(karpFlatt(1, workers, workers)).toBeCloseTo(1, 12)
      }),
    )
  })

  test("gives back Amdahl's fraction", () => {
    const amdahl = 1 / (0.1 + 0.9 / 4)
    expect(karpFlatt(amdahl, 4, 4)).toBeCloseTo(0.1, 12)
  })

  test('means nothing for one worker, or where the tasks bound the speedup', () => {
    expect(karpFlatt(1, 1, 1)).toBeNull()
    expect(karpFlatt(1.13, 2, 1.17)).toBeNull()
  })
})

const small = fc.double({ min: 0.001, max: 1, noNaN: true })

describe('what a call costs', () => {
  test('is its packing, and the messages of its chunk', () => {
    const way = { gap: 3, encode: 1, message: 2, load: 40, decode: 0.5, packing: 0.25 }
    const { trips } = schedule([7, 7, 7], 1, way, { sizes: [3] })
    expect(trips[0] && serialisingOf(trips[0])).toBe(9.75)
    expect(callCost(trips)).toEqual({ packing: 3.25, message: 4 })
    expect(callCost([])).toBeNull()
  })

  test('is found however the calls travel and the workers are busy', () => {
    const costs = fc.record({ encode: small, decode: small, packing: small, message: small })
    const runs = fc.array(small, { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(runs, lanes, costs, chunks, small, (times, count, way, plan, load) => {
        const { trips } = schedule(times, count, { ...way, load, gap: 0.3 }, plan)
        const cost = callCost(trips)
        expect(cost?.packing).toBeCloseTo(2 * way.encode + 2 * way.decode + way.packing, 9)
        expect(cost?.message).toBeCloseTo(2 * way.message, 9)
      }),
    )
  })

  test('is never negative, whatever the clocks tell', () => {
    fc.assert(
      fc.property(round, ({ pool }) => {
        const cost = callCost(pool)
        expect(cost?.packing).toBeGreaterThanOrEqual(0)
        expect(cost?.message).toBeGreaterThan(-1e-9)
      }),
    )
  })

  test('the median of messages, so that a slow one counts no more than others', () => {
    const late = (index: number) => ({ message: [1, 2, 50][index] ?? 0 })
    expect(callCost(schedule([1, 1, 1], 1, late).trips)?.message).toBe(4)
  })
})

/** Calls of these sizes, for which every byte costs `packing` at each side, and `message` on its way. */
function sized(
  sizes: readonly number[],
  { packing = 0, message = 0 }: { packing?: number; message?: number },
  plan: Chunks = {},
) {
  const way = (index: number) => {
    const bytes = sizes[index] ?? 0
    // there and back
    return { bytes, encode: 0.002 + (bytes * packing) / 2, message: 0.05 + (bytes * message) / 2 }
  }
  const runs = sizes.map(() => 1)
  return schedule(runs, 1, way, plan).trips
}

describe('the cost of a byte', () => {
  test('is the slope where payloads differ', () => {
    const sizes = [1, 2, 3, 4, 5, 6].map((size) => size * MIB)
    const cost = byteCost(sized(sizes, { message: 1e-6, packing: 2e-6 }))
    expect(cost).toEqual({ kind: 'measured', perByte: expect.closeTo(3e-6, 12) })
  })

  test('is all of the way where payloads are alike and large', () => {
    const cost = byteCost(sized([8 * MIB, 8 * MIB], { message: 1e-6 }))
    expect(cost).toEqual({ kind: 'measured', perByte: expect.closeTo(1e-6, 7) })
  })

  test('is not told by little, nor where more took no longer', () => {
    const told = (sizes: number[], message: number) => byteCost(sized(sizes, { message }))
    expect(told([10, 400_000], 1e-6)).toMatchObject({ kind: 'measured' })
    expect(told([10, 200_000], 1e-6)).toEqual({ kind: 'too-small', largest: 200_000 })
    expect(told([MIB, 4 * MIB], -1e-9)).toEqual({ kind: 'not-told', largest: 4 * MIB })
    expect(byteCost([])).toEqual({ kind: 'too-small', largest: 0 })
  })

  test('is not that of the calls in a chunk: many small ones tell nothing of bytes', () => {
    const sizes = Array.from({ length: 9000 }, () => 100)
    const chunked = sized(sizes, { packing: 1e-6 }, { sizes: [1, 8, 64, 512, 4096] })
    expect(Math.max(...chunked.map(bytesOf))).toBeGreaterThan(400_000)
    expect(byteCost(chunked)).toEqual({ kind: 'too-small', largest: 100 })
  })

  test('is found for payloads that travel several at a time, one chunk ahead', () => {
    const count = fc.integer({ min: 1, max: 6 })
    const perByte = fc.double({ min: 1e-7, max: 1e-5, noNaN: true })
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 30, maxLength: 60 })
    fc.assert(
      fc.property(perByte, count, fc.boolean(), sizes, (packing, most, ahead, drawn) => {
        const plan = { sizes: [1, most, 1, most, 2], ahead }
        const bytes = drawn.map((size) => 64 * 1024 * size)
        fc.pre(Math.max(...bytes) - Math.min(...bytes) > MIB)
        const cost = byteCost(sized(bytes, { packing }, plan))
        // messages take as long whatever they carry here
        expect(cost.kind).toBe('measured')
        expect(cost.kind === 'measured' && cost.perByte / packing).toBeCloseTo(1, 6)
      }),
    )
  })
})

describe('break-even', () => {
  const free = { packing: 0, message: 0 }
  const calls = { count: 100, workers: 4 }

  test('the longer the way and the lower the bound, the longer the call has to be', () => {
    expect(breakEvenDuration({ ...free, packing: 0.1 }, calls, 2)).toBe(0.2)
    expect(breakEvenDuration({ ...free, packing: 0.1 }, calls, 1.25)).toBeCloseTo(0.5, 12)
    expect(breakEvenDuration({ ...free, packing: 0.1 }, calls, 1)).toBeNull()
  })

  test('messages are paid once a worker, and shared by its calls', () => {
    const cost = { ...free, message: 0.2 }
    expect(breakEvenDuration(cost, calls, 2)).toBeCloseTo(0.016, 12)
    expect(breakEvenDuration(cost, { count: 4, workers: 4 }, 2)).toBeCloseTo(0.4, 12)
    expect(breakEvenDuration(cost, { count: 2, workers: 4 }, 2)).toBeCloseTo(0.4, 12)
  })

  test('at the duration found, a pool with one chunk a worker saves what its calls cost', () => {
    const ways = fc.record({ encode: small, decode: small, message: small })
    fc.assert(
      fc.property(ways, lanes, fc.integer({ min: 1, max: 20 }), (costs, workers, each) => {
        fc.pre(workers > 1)
        const count = workers * each
        const cost = callCost(schedule([1], 1, costs).trips)
        const found = cost && breakEvenDuration(cost, { count, workers }, workers)
        const runs = Array.from({ length: count }, () => found ?? 0)
        const { trips } = schedule(runs, workers, costs, { sizes: [each] })
        const makespan = Math.max(...trips.map(({ done }) => done))
        // what the way costs is reckoned for the workers together, and they go it side by side
        const way = makespan - each * (found ?? 0)
        expect(way / each).toBeCloseTo((found ?? 0) * (1 - 1 / workers), 9)
      }),
    )
  })

  test('at the bytes found, the way costs what sharing saves', () => {
    expect(breakEvenBytes(10, 1e-6, 2)).toBeCloseTo(5e6, 3)
    expect(breakEvenBytes(10, 0, 2)).toBeNull()
    expect(breakEvenBytes(10, 1e-6, 1)).toBeNull()
  })
})

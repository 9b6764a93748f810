import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  breakEvenBytes,
  breakEvenDuration,
  byteCost,
  medianOverhead,
  overheadOf,
  serialisingOf,
} from '../../src/explain/break-even.ts'
import { karpFlatt } from '../../src/explain/scaling.ts'
import { round } from './arbitrary.ts'
import { schedule } from './schedules.ts'

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

describe('what the way costs', () => {
  test('everything but the kernel and its import', () => {
    const [trace] = schedule([7], 1, { gap: 3, encode: 1, message: 2, load: 40, decode: 0.5 })
    expect(trace && overheadOf(trace)).toBe(7)
    expect(trace && serialisingOf(trace)).toBe(3)
  })

  test('is never less than its serialising', () => {
    fc.assert(
      fc.property(round, ({ pool }) => {
        for (const trace of pool)
          expect(overheadOf(trace)).toBeGreaterThanOrEqual(serialisingOf(trace) - 1e-6)
      }),
    )
  })

  test('the median, and none of no tasks', () => {
    const traces = schedule([1, 1, 1], 1, (index) => ({ message: [1, 2, 50][index] ?? 0 }))
    expect(medianOverhead(traces)).toBe(4)
    expect(medianOverhead([])).toBeNull()
  })
})

describe('the cost of a byte', () => {
  const sized = (sizes: readonly number[], perByte: number) =>
    schedule(
      sizes.map(() => 1),
      1,
      (index) => {
        const bytes = sizes[index] ?? 0
        return { bytes, message: 0.05 + (bytes * perByte) / 2 }
      },
    )

  test('is the slope where payloads differ', () => {
    const cost = byteCost(
      sized(
        [1, 2, 3, 4, 5, 6].map((size) => size * MIB),
        1e-6,
      ),
    )
    expect(cost).toEqual({ kind: 'measured', perByte: expect.closeTo(1e-6, 12) })
  })

  test('is all of the way where payloads are alike and large', () => {
    const cost = byteCost(sized([8 * MIB, 8 * MIB], 1e-6))
    expect(cost).toEqual({ kind: 'measured', perByte: expect.closeTo(1e-6, 7) })
  })

  test('is not told by little, nor where more took no longer', () => {
    expect(byteCost(sized([10, 400_000], 1e-6))).toMatchObject({ kind: 'measured' })
    expect(byteCost(sized([10, 200_000], 1e-6))).toEqual({ kind: 'too-small', largest: 200_000 })
    expect(byteCost(sized([MIB, 4 * MIB], -1e-9))).toEqual({ kind: 'not-told', largest: 4 * MIB })
    expect(byteCost([])).toEqual({ kind: 'too-small', largest: 0 })
  })
})

describe('break-even', () => {
  test('the longer the way and the lower the bound, the longer the call has to be', () => {
    expect(breakEvenDuration(0.1, 2)).toBe(0.2)
    expect(breakEvenDuration(0.1, 1.25)).toBeCloseTo(0.5, 12)
    expect(breakEvenDuration(0.1, 1)).toBeNull()
  })

  test('at the bytes found, the way costs what sharing saves', () => {
    expect(breakEvenBytes(10, 1e-6, 2)).toBeCloseTo(5e6, 3)
    expect(breakEvenBytes(10, 0, 2)).toBeNull()
    expect(breakEvenBytes(10, 1e-6, 1)).toBeNull()
  })
})

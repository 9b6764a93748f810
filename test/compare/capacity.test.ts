import { array, assert, double, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { capacityOf } from '../../src/compare/capacity.ts'
import type { CapacityProbe } from '../../src/model.ts'

/** The readings of each round, each with the same pace. */
const probesOf = (rounds: readonly (readonly number[])[], pace = 1) =>
  rounds.flatMap((readings, round) =>
    readings.map((capacity): CapacityProbe => ({ round, before: null, capacity, pace })),
  )

const ofReadings = (rounds: readonly (readonly number[])[], pace?: number) =>
  capacityOf(probesOf(rounds, pace), 2, rounds.length)

/** So many rounds, the first `short` of them short of capacity. */
const withShort = (rounds: number, short: number) =>
  ofReadings(Array.from({ length: rounds }, (_, round) => [round < short ? 1.2 : 2]))

describe('a round', () => {
  test('is short by the median of its readings', () => {
    const found = ofReadings([[2], [1.1, 1.2], [1.99, 1.1, 2]])
    expect(found.shortRounds).toEqual([1])
    expect(found.median).toBeCloseTo((1.2 + 1.99) / 2, 10)
  })

  test('without a reading is not called short', () => {
    expect(ofReadings([[2], [], [2]])).toMatchObject({ shortRounds: [], counted: [0, 1, 2] })
  })
})

describe('what the machine has to give', () => {
  test('is its cores where threads do not slow each other down', () => {
    expect(ofReadings([[2], [2]])).toMatchObject({ pace: 1, threshold: 1.8 })
    expect(ofReadings([[2], [2]], 1.04)).toMatchObject({ pace: 1, threshold: 1.8 })
  })

  test('is less where they do, and that is no shortage', () => {
    // two threads that share one core's hardware
    const found = ofReadings([[1.25], [1.24], [1.26]], 0.625)
    expect(found).toMatchObject({ pace: 0.625, shortRounds: [], counted: [0, 1, 2] })
    expect(found.threshold).toBeCloseTo(0.9 * 1.25, 10)
  })

  test('is missing there too when another process takes a core', () => {
    expect(ofReadings([[1.25], [0.8], [1.25]], 0.625).shortRounds).toEqual([1])
  })

  test('is not less for a neighbour that slows some of the readings down', () => {
    const probes = [1, 1, 0.6, 1].map((pace, round) => {
      return { round, before: null, capacity: 2 * pace, pace }
    })
    expect(capacityOf(probes, 2, 4)).toMatchObject({ pace: 1, shortRounds: [2] })
  })
})

describe('short rounds are left out', () => {
  test.each([
    [60, 40, 20],
    [12, 6, 6],
    [8, 2, 6],
    [7, 1, 6],
    [6, 1, 5],
    [4, 1, 3],
    [1, 0, 1],
  ])('of %i rounds %i, and %i count', (rounds, short, count) => {
    expect(withShort(rounds, short).counted).toHaveLength(count)
  })

  test.each([
    [60, 41],
    [12, 7],
    [8, 3],
    [6, 2],
    [3, 1],
    [1, 1],
  ])('but of %i rounds not %i', (rounds, short) => {
    expect(withShort(rounds, short).counted).toBe(null)
  })

  test('and no others, at least a third of all remaining', () => {
    const readings = array(array(double({ min: 0.1, max: 2.2, noNaN: true })))
    assert(
      property(readings, double({ min: 0.1, max: 1.1, noNaN: true }), (rounds, pace) => {
        const { counted, shortRounds } = ofReadings(rounds, pace)
        if (counted === null) return shortRounds.length > 0
        const all = [...counted, ...shortRounds].toSorted((one, other) => one - other)
        expect(all).toEqual([...rounds.keys()])
        return 3 * counted.length >= rounds.length
      }),
    )
  })
})

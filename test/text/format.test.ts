import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bytes,
  cores,
  count,
  duration,
  durationEstimate,
  percent,
  percentEstimate,
  ratio,
  ratioEstimate,
} from '../../src/text/format.ts'
import { bare, ranged } from '../report/build.ts'

describe('figures', () => {
  test.each([
    [3812, '3.81 s'],
    [12.4, '12.4 ms'],
    [0.0081, '8.10 µs'],
    [0.000_812, '812 ns'],
    [999.6, '1.00 s'],
    [999.4, '999 ms'],
    [0.9999, '1.00 ms'],
    [1_234_567, '1,235 s'],
    [0, '0 ms'],
    [Number.NaN, 'not known'],
  ])('duration %d', (value, expected) => {
    expect(duration(value)).toBe(expected)
  })

  test.each([
    [1.1283, '1.13x'],
    [0.993, '0.99x'],
    [0.0334, '0.033x'],
    [12.34, '12.3x'],
    [1234.5, '1,235x'],
    [0, '0.0x'],
    [Number.POSITIVE_INFINITY, 'not known'],
  ])('ratio %d', (value, expected) => {
    expect(ratio(value)).toBe(expected)
  })

  test.each([
    [0.97, '97 %'],
    [0.085, '8.5 %'],
    [0.0999, '10 %'],
    [0.0001, 'under 0.1 %'],
    [0, '0 %'],
    [1.02, '102 %'],
  ])('percent %d', (value, expected) => {
    expect(percent(value)).toBe(expected)
  })

  test('counts, sizes and cores', () => {
    expect(count(3_275_295)).toBe('3,275,295')
    expect([1, 312, 1024, 1_258_291, 1_048_575].map(bytes)).toEqual([
      '1 byte',
      '312 bytes',
      '1.00 KiB',
      '1.20 MiB',
      '1.00 MiB',
    ])
    expect([2, 1.5, 1.874].map(cores)).toEqual(['2', '1.50', '1.87'])
  })
})

describe('estimates', () => {
  test.each([
    [ranged(1.1283, 1.092, 1.148), '1.13x [1.09, 1.15]'],
    [ranged(1.5, 1.2, 1.8), '1.5x [1.2, 1.8]'],
    [ranged(3.2, 1.5, 6.1), '3x [2, 6]'],
    [ranged(1.4, 1.02, 1.8), '1.40x [1.02, 1.80]'],
    [ranged(1.5, 1.5, 1.5), '1.50x [1.50, 1.50]'],
    [bare(1.1283, 2), '1.13x (n = 2, no interval yet, needs 6)'],
    [ranged(Number.NaN, 1, 2), 'not known'],
  ])('ratio %#', (estimate, expected) => {
    expect(ratioEstimate(estimate)).toBe(expected)
  })

  test('durations and shares', () => {
    expect(durationEstimate(ranged(24_900, 24_700, 25_100))).toBe('24.9 s [24.7, 25.1]')
    expect(durationEstimate(ranged(999.7, 990, 1020))).toBe('1.00 s [0.99, 1.02]')
    expect(percentEstimate(ranged(0.968, 0.941, 0.987))).toBe('97 % [94, 99]')
  })

  test('an interval never hides on which side of 1 it is', () => {
    const end = fc.double({ min: 0.5, max: 2, noNaN: true })
    fc.assert(
      fc.property(end, end, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        fc.pre(Math.abs(low - 1) > 1e-4)
        const shown = Number(/\[([\d.]+),/.exec(ratioEstimate(ranged((a + b) / 2, low, high)))?.[1])
        expect(shown > 1).toBe(low > 1)
      }),
    )
  })

  test('any finite figure is written in plain digits', () => {
    const value = fc.double({ min: 1e-7, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(value, value, value, (...values) => {
        const [low = 0, middle = 0, high = 0] = values.toSorted((a, b) => a - b)
        const estimate = ranged(middle, low, high)
        for (const text of [duration(middle), ratio(middle), durationEstimate(estimate)])
          expect(text).toMatch(/^[\d,.]+(x| s| ms| µs| ns)( \[[\d,.]+, [\d,.]+\])?$/)
      }),
    )
  })
})

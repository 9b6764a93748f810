/** The arithmetic under the pictures. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { apart } from '../../src/charts/apart.ts'
import { stacked } from '../../src/charts/breakdown-chart.ts'
import { byteAxis, logRatioAxis, logTimeAxis, ratioAxis, timeAxis } from '../../src/charts/axis.ts'
import { element, words } from '../../src/charts/svg.ts'
import { fitted, textWidth, wrapped } from '../../src/charts/text.ts'
import type { Bar } from '../../src/charts/timeline/bars.ts'
import { lanesOf } from '../../src/charts/timeline/bars.ts'
import { loads } from '../../src/charts/timeline/bins.ts'
import { packed } from '../../src/charts/timeline/rows.ts'
import { equal, negative } from './fixtures.ts'
import { parseXml } from './xml.ts'

test('labels move apart, keep their order and stay above the bottom', () => {
  const places = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 15 })
  fc.assert(
    fc.property(places, (wanted) => {
      const moved = apart(wanted, 16, 300)
      const sorted = moved.toSorted((a, b) => a - b)
      sorted.slice(1).forEach((place, index) => {
        expect(place - (sorted[index] ?? 0)).toBeGreaterThan(15.999)
      })
      expect(Math.max(0, ...moved)).toBeLessThanOrEqual(300)
      const order = wanted
        .map((_, index) => index)
        .toSorted((a, b) => (moved[a] ?? 0) - (moved[b] ?? 0))
      const asked = order.map((index) => wanted[index] ?? 0)
      expect(asked).toEqual(wanted.toSorted((a, b) => a - b))
    }),
  )
})

test('labels with room stay where they are', () => {
  expect(apart([10, 50, 90], 16, 300)).toEqual([10, 50, 90])
  expect(apart([50, 50], 16, 300)).toEqual([42, 58])
})

test('stacked parts, signs included, add up to the makespan', () => {
  for (const { breakdown } of negative.cases) {
    if (breakdown === null) continue
    const sum = stacked(breakdown).reduce((total, { time }) => total + time, 0)
    expect(sum).toBeCloseTo(breakdown.makespan, 6)
    for (const { from, to, time } of stacked(breakdown)) {
      expect(to).toBeGreaterThan(from)
      expect(time > 0 ? from >= 0 : to <= 0).toBe(true)
    }
  }
})

const namesOf = ({ ticks }: { ticks: readonly { text: string }[] }) => ticks.map((it) => it.text)

test('ticks are round, and named as people say them', () => {
  const px = [0, 500] as const
  expect(namesOf(timeAxis([0, 25], px, ''))).toEqual([
    '0 ms',
    '5 ms',
    '10 ms',
    '15 ms',
    '20 ms',
    '25 ms',
  ])
  expect(namesOf(timeAxis([-300, 2600], px, ''))).toEqual([
    '0 s',
    '0.5 s',
    '1 s',
    '1.5 s',
    '2 s',
    '2.5 s',
  ])
  expect(namesOf(ratioAxis([0.9, 2.1], px, ''))).toEqual(['0', '0.5x', '1x', '1.5x', '2x'])
  expect(namesOf(logRatioAxis([0.02, 30], px, ''))).toEqual(['0.1x', '1x', '10x'])
  expect(namesOf(logTimeAxis([0.02, 3], px, ''))).toEqual([
    '20 µs',
    '50 µs',
    '100 µs',
    '200 µs',
    '500 µs',
    '1 ms',
    '2 ms',
  ])
  expect(namesOf(byteAxis([1, 5000], px, ''))).toEqual([
    '1 B',
    '4 B',
    '16 B',
    '64 B',
    '256 B',
    '1 KiB',
    '4 KiB',
  ])
})

test('ticks are within the axis, few, and none is named like another', () => {
  const low = fc.double({ min: 1, max: 1e6, noNaN: true })
  const factor = fc.double({ min: 1.5, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(low, factor, (from, times) => {
      for (const axis of [timeAxis, logTimeAxis, ratioAxis, logRatioAxis, byteAxis]) {
        const { ticks, at } = axis([from, from * times], [0, 500], '')
        const places = ticks.map((tick) => tick.at)
        expect(ticks.length).toBeLessThan(14)
        expect(Math.min(0, ...places)).toBeGreaterThan(-1e-6)
        expect(Math.max(500, ...places)).toBeLessThan(500.000001)
        expect(at(from * times)).toBeCloseTo(500, 6)
        expect(new Set(namesOf({ ticks })).size).toBe(ticks.length)
      }
    }),
  )
})

test('what lies outside of an axis stands at its edge', () => {
  const { at } = logRatioAxis([0.5, 50], [0, 500], '')
  expect([0, -3, 1e9].map(at)).toEqual([0, 0, 500])
})

test('an axis has two ticks at least', () => {
  const span = fc.double({ min: 1e-6, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(span, (low) => {
      expect(timeAxis([0, low], [0, 500], '').ticks.length).toBeGreaterThan(2)
      expect(logTimeAxis([low, low * 1.5], [0, 500], '').ticks.length).toBeGreaterThan(1)
    }),
  )
})

test('whatever is written is well-formed and reads as it was written', () => {
  const text = fc.string({ unit: 'binary' }).filter((it) => !/[\p{Cc}\ufffe\uffff]/u.test(it))
  fc.assert(
    fc.property(text, (it) => {
      const [root] = parseXml(element('text', { fill: it }, words(it)))
      const read = (xml = '') =>
        xml
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&')
      expect(read(root?.text)).toBe(it)
      expect(read(root?.attributes['fill'])).toBe(it)
    }),
  )
})

test('what is no place on a picture is refused', () => {
  expect(() => element('rect', { x: Number.NaN })).toThrow(RangeError)
  expect(element('rect', { x: 1 / 3, y: undefined })).toBe('<rect x="0.33"/>')
})

test('wrapped lines fit and lose nothing but spaces', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80 }), (text) => {
      const lines = wrapped(text, 120, 12, 99)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(120)
      expect(textWidth(fitted(text, 60, 12), 12)).toBeLessThanOrEqual(60)
    }),
  )
})

const bars = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 300 })))
  .map((all): Bar[] =>
    all
      .map(([from, time]): Bar => ({ kind: 'run', from, to: from + time, label: '' }))
      .toSorted((a, b) => a.from - b.from),
  )

const sum = (figures: readonly number[]): number => figures.reduce((total, it) => total + it, 0)

test('rows of one event loop hold every bar once and no two at a time', () => {
  fc.assert(
    fc.property(bars, (all) => {
      const rows = packed(all)
      expect(rows.flat().toSorted((a, b) => a.from - b.from)).toEqual(all)
      for (const row of rows) {
        row.slice(1).forEach(({ from }, index) => {
          expect(from).toBeGreaterThanOrEqual(row[index]?.to ?? 0)
        })
      }
      // a row more only where none was free
      const most = Math.max(
        0,
        ...all.map(({ from }) => all.filter((it) => it.from <= from && it.to > from).length),
      )
      expect(rows).toHaveLength(most)
    }),
  )
})

test('bins hold the whole time of the bars', () => {
  fc.assert(
    fc.property(bars, fc.integer({ min: 1, max: 60 }), (all, count) => {
      const time = sum(all.map(({ from, to }) => to - from))
      expect((sum(loads(all, count, 1200)) * 1200) / count).toBeCloseTo(time, 6)
      const early = sum(all.map(({ from, to }) => Math.max(0, Math.min(to, 500) - from)))
      expect((sum(loads(all, count, 500)) * 500) / count).toBeCloseTo(early, 6)
    }),
  )
})

test('a lane holds its tasks with all that they cost, in turn', () => {
  const case_ = equal.cases.find(({ mode }) => mode === 'processes')
  if (case_ === undefined) throw new Error('no fixture')
  const lanes = lanesOf(case_, new Map([[0, 'the first']]))
  expect(lanes.map(({ name }) => name)).toEqual(['pid 6951', 'pid 6952'])
  const runs = lanes.flatMap((lane) => lane.bars.filter(({ kind }) => kind === 'run'))
  expect(runs.map(({ label }) => label)).toContain('the first')
  expect(runs.map(({ label }) => label)).toContain('#11')
  expect(runs).toHaveLength(12)
  for (const lane of lanes) {
    lane.bars.slice(1).forEach(({ from }, index) => expect(from).toBe(lane.bars[index]?.to))
  }
})

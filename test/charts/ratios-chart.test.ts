/** The gate's picture: what it draws, and that nothing in it is cut off or forged. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drawSvg, ratios } from '../../src/charts/index.ts'
import { changeAxis } from '../../src/charts/change-axis.ts'
import { INK, VERDICT_LOOKS } from '../../src/charts/theme.ts'
import type { GateReport } from '../../src/gate/model/record.ts'
import { gatePicture } from '../../src/gate/page/picture.ts'
import type { RatioPicture } from '../../src/charts/ratio-picture.ts'
import { gateOf } from '../gate/page/build.ts'
import { everything, many, RUNS } from '../gate/page/runs.ts'
import { expectApart, placeOf } from './places.ts'
import { parseXml } from './xml.ts'

const FOLDER = new URL('./golden/', import.meta.url)
const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

function pictureOf(report: GateReport): RatioPicture {
  const picture = gatePicture(report)
  if (picture === null) throw new Error('there is nothing to draw')
  return picture
}

const draw = (picture: RatioPicture): string => drawSvg(ratios(picture), picture.alt)

const textsOf = (svg: string): string[] =>
  parseXml(svg)
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text)

describe('golden pictures (a difference that is meant: run once with UPDATE_GOLDEN=1)', () => {
  test.each(['everything', 'wide', 'longNames'])('gate of %s', (name) => {
    const svg = draw(pictureOf(RUNS[name]!)).replaceAll('><', '>\n<')
    const path = new URL(`gate-ratios-${name}.svg`, FOLDER)
    if (UPDATE) {
      mkdirSync(FOLDER, { recursive: true })
      writeFileSync(path, svg)
    }
    expect(svg).toBe(readFileSync(path, 'utf8'))
  })
})

describe.each(Object.entries(RUNS))('of %s', (_, report) => {
  const picture = pictureOf(report)

  test('is small, well-formed, named, and the same each time', () => {
    const svg = draw(picture)
    const elements = parseXml(svg)
    expect(elements[0]).toMatchObject({ name: 'svg', attributes: { role: 'img', width: '820' } })
    expect(elements[1]).toMatchObject({ name: 'title' })
    expect(elements[2]?.text.length).toBeGreaterThan(30)
    expect(svg.length).toBeLessThan(60_000)
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null|\[object/)
    const known = new Set('svg title desc style rect g path line text'.split(' '))
    expect(elements.filter(({ name }) => !known.has(name))).toEqual([])
    expect(svg).not.toContain('\u202e')
    expect(draw(picture)).toBe(svg)
  })

  test('cuts no text off, and none touches another', () => {
    const elements = parseXml(draw(picture))
    const height = Number(elements[0]?.attributes['height'])
    expect(height).toBeLessThan(1200)
    const places = elements.filter(({ name }) => name === 'text').map(placeOf)
    expectApart(places, height)
  })
})

test('rows are in the page’s order, each with its figure; the mean comes last', () => {
  const picture = pictureOf(everything)
  expect(picture.rows.map(({ verdict }) => verdict)).toEqual([
    'regression',
    'acknowledged',
    'improvement',
    'inconclusive',
    'inconclusive',
    ...Array.from({ length: 5 }, () => 'unchanged'),
  ])
  const texts = textsOf(draw(picture))
  expect(texts).toContain('bench/parser.bench.ts › numbers')
  expect(texts.some((text) => /^\+3\.\d+ % \[3\.\d+, 3\.\d+\]$/.test(text))).toBe(true)
  expect(texts).toContain('geometric mean')
  expect(texts).toContain('One benchmark has no estimate and is not drawn.')
})

test('each verdict has a colour and a shape of its own', () => {
  const looks = Object.values(VERDICT_LOOKS)
  expect(new Set(looks.map(({ shape }) => shape)).size).toBe(looks.length)
  const svg = draw(pictureOf(everything))
  for (const { colour } of looks) expect(svg).toContain(colour)
  expect(svg).toContain('@media (prefers-color-scheme:dark)')
  // the mean is drawn in ink, which the dark theme exchanges
  expect(VERDICT_LOOKS.overall.colour).toBe(INK.text)
})

test('of very many the most urgent are drawn, and the others counted', () => {
  const picture = pictureOf(many)
  expect(picture.rows).toHaveLength(40)
  expect(picture.rows.slice(0, 4).every(({ verdict }) => verdict === 'regression')).toBe(true)
  const texts = textsOf(draw(picture))
  expect(texts).toContain('The 40 most urgent of 60 benchmarks; the table has all of them.')
  expect(picture.alt).toContain('and 54 more')
})

test('without an interval a point is hollow, and it is said why', () => {
  const svg = draw(pictureOf(RUNS['wide']!))
  expect(textsOf(svg)).toContain('Hollow: without an interval (n = 3, no interval yet, needs 6).')
  expect(textsOf(svg)).toContain('Arrows: the interval goes on.')
  const { colour } = VERDICT_LOOKS.inconclusive
  expect(svg).toContain(`fill="${INK.paper}" stroke="${colour}"`)
})

test('a picture in which all is narrow has no arrows', () => {
  expect(textsOf(draw(pictureOf(RUNS['oneRegression']!))).join()).not.toContain('Arrows')
})

test('nothing measured, no picture', () => {
  expect(gatePicture(gateOf([{ name: 'a.bench.ts > a', screen: 0 }]))).toBeNull()
  expect(
    gatePicture(
      gateOf([{ name: 'a.bench.ts > a', presence: { state: 'removed', because: 'gone' } }]),
    ),
  ).toBeNull()
})

describe('the axis', () => {
  test.each([
    ['a per cent', 0.99, 1.012, ['−1 %', '−0.5 %', '0 %', '+0.5 %', '+1 %']],
    ['a fifth', 0.89, 1.21, ['−10 %', '0 %', '+10 %', '+20 %']],
    ['a factor', 0.4, 3, ['−50 %', '0 %', '+50 %', '+200 %']],
    ['everything', 1e-6, 1e6, ['−99.999 %', '−99 %', '0 %', '+9,900 %', '1e5 times']],
  ])('of %s', (_, low, high, expected) => {
    const { ticks } = changeAxis([low, high], [0, 320], '')
    expect(ticks.map(({ text }) => text)).toEqual(expected)
  })
})

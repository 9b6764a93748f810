/** What every picture must hold, whatever it shows. */
import { describe, expect, test } from 'vitest'
import { pictures } from '../../src/charts/index.ts'
import type { Picture } from '../../src/charts/index.ts'
import { INK, MODE_LOOKS } from '../../src/charts/theme.ts'
import { report } from './build.ts'
import { COMPARISONS, claimsReport } from './fixtures.ts'
import { expectApart, placeOf } from './places.ts'
import { parseXml } from './xml.ts'

const draw = (): [string, Picture][] => [
  ...Object.entries(COMPARISONS).flatMap(([name, comparison]) =>
    pictures(report({ comparisons: [comparison] })).map((picture): [string, Picture] => [
      `${picture.kind} of ${name}`,
      picture,
    ]),
  ),
  ...pictures(claimsReport).map((picture): [string, Picture] => [picture.kind, picture]),
]

const ALL = draw()

describe.each(ALL)('%s', (_, picture) => {
  test('is small, well-formed, and named', () => {
    const { svg } = picture
    const [root, title, desc] = parseXml(svg)
    expect(root).toMatchObject({ name: 'svg', attributes: { role: 'img', width: '820' } })
    expect(title?.name).toBe('title')
    expect(desc?.name).toBe('desc')
    expect(desc?.text.length).toBeGreaterThan(30)
    expect(svg.length).toBeLessThan(200_000)
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null|\[object/)
  })

  test('cuts no text off, and none touches another', () => {
    const elements = parseXml(picture.svg)
    const height = Number(elements[0]?.attributes['height'])
    const places = elements.filter(({ name }) => name === 'text').map(placeOf)
    expect(places.length).toBeGreaterThan(3)
    expectApart(places, height)
  })
})

test('a mode has its colour in every picture that shows it', () => {
  for (const picture of pictures(report({ comparisons: Object.values(COMPARISONS) }))) {
    const { svg } = picture
    const cases = Object.values(COMPARISONS)[picture.comparison ?? 0]?.cases ?? []
    const pools = cases.filter(({ breakdown }) => breakdown !== null)
    const shown = picture.kind === 'timeline' ? cases : picture.kind === 'scaling' ? [] : pools
    for (const { mode } of shown) expect(svg).toContain(MODE_LOOKS[mode].colour)
  }
})

test('the same data give the same pictures', () => {
  expect(draw()).toEqual(ALL)
})

test('what users wrote stays text', () => {
  const comparison = COMPARISONS['hostile']
  const all = pictures(report({ comparisons: comparison === undefined ? [] : [comparison] }))
  for (const picture of all) {
    const { svg } = picture
    const names = new Set(parseXml(svg).map(({ name }) => name))
    expect([...names].toSorted()).toEqual(
      ['svg', 'title', 'desc', 'style', 'rect', 'g', 'path', 'line', 'text']
        .filter((name) => names.has(name))
        .toSorted(),
    )
    expect(svg).not.toContain('\u202e')
    expect(parseXml(svg)[1]?.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; "quoted"')
  }
})

test('the dark theme exchanges every ink but the writing on colours', () => {
  const picture = ALL[0]?.[1]
  const svg = picture?.svg ?? ''
  expect(svg).toContain('@media (prefers-color-scheme:dark)')
  for (const ink of ['paper', 'text', 'muted', 'line', 'pale'] as const) {
    expect(svg).toContain(`[fill="${INK[ink]}"]{fill:#`)
  }
})

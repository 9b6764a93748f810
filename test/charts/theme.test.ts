/** Colours by the formulae of WCAG 2 and, for colour blindness, of Machado et al. (2009). */
import { describe, expect, test } from 'vitest'
import { MODE_LOOKS, PART_COLOURS } from '../../src/charts/theme.ts'

type Triple = readonly [number, number, number]

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4

const rgb = (hex: string): Triple => [channelOf(hex, 1), channelOf(hex, 3), channelOf(hex, 5)]

const channelOf = (hex: string, at: number): number =>
  linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const luminance = (colour: Triple): number => dot(colour, [0.2126, 0.7152, 0.0722])

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(rgb(one)), luminance(rgb(other))].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

/** Linear RGB as it is seen. */
const SIGHTS: Record<string, readonly [Triple, Triple, Triple]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'without long cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'without middle cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'without short cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE L*a*b*. */
function lab(colour: Triple): Triple {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f(dot(colour, [0.4124, 0.3576, 0.1805]) / 0.9505)
  const y = f(luminance(colour))
  const z = f(dot(colour, [0.0193, 0.1192, 0.9505]) / 1.089)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const seen = (hex: string, [r, g, b]: readonly [Triple, Triple, Triple]): Triple => {
  const within = (row: Triple): number => Math.min(1, Math.max(0, dot(row, rgb(hex))))
  return lab([within(r), within(g), within(b)])
}

const MODE_COLOURS = Object.entries(MODE_LOOKS)
  // they have the colour of the processes that they are
  .filter(([mode]) => mode !== 'machines')
  .map(([mode, { colour }]) => [mode, colour] as const)
const COLOURS = [...MODE_COLOURS, ...Object.entries(PART_COLOURS)]

test.each(COLOURS)('%s stands out from white and from dark paper', (_, colour) => {
  expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3)
  expect(contrast(colour, '#0d1117')).toBeGreaterThanOrEqual(3)
})

describe.each(Object.entries(SIGHTS))('with sight %s', (_, sight) => {
  const pairs = MODE_COLOURS.flatMap((one, index) =>
    MODE_COLOURS.slice(index + 1).map((other) => [one, other]),
  )
  test.each(pairs)('%s and %s can be told apart', (one, other) => {
    const [a, b] = [seen(one?.[1] ?? '', sight), seen(other?.[1] ?? '', sight)]
    expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])).toBeGreaterThan(25)
  })
})

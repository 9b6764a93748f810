import { expect, test } from 'vitest'
import { noiseLike, smallestDetectable } from '../../src/stats/detectable.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { spread, valuesForLevel, valuesForPower } from '../../src/stats/sample-size.ts'
import { signedRank } from '../../src/stats/signed-rank.ts'
import { noise } from './noise.ts'

const MARGIN = Math.log(1.01)
const draw = (count: number, sd: number, seed: number): number[] => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => sd * noise.normal(random))
}

/** Share of fresh samples with centre `shift` that the test rejects. */
function power(
  shift: number,
  { sd, blocks, level }: { sd: number; blocks: number; level: number },
) {
  const random = seededRandom(99)
  let caught = 0
  for (let run = 0; run < 1000; run++) {
    const values = Array.from({ length: blocks }, () => shift + sd * noise.normal(random))
    if (signedRank(values, MARGIN).greater <= level) caught++
  }
  return caught / 1000
}

test('a change of the size found is caught with the power asked for', () => {
  const known = draw(2000, 0.01, 1)
  const test20 = { blocks: 20, margin: MARGIN, level: 0.005 }
  const replay = { power: 0.8, replays: 1000, random: seededRandom(2) }
  const shift = smallestDetectable(known, test20, replay)
  expect(power(shift, { sd: 0.01, blocks: 20, level: 0.005 })).toBeCloseTo(0.8, 1)
})

test('without noise it is the margin, and with it always more', () => {
  const replay = { power: 0.8, replays: 200, random: seededRandom(2) }
  const test20 = { blocks: 20, margin: MARGIN, level: 0.005 }
  expect(smallestDetectable([0.1, 0.1, 0.1], test20, replay)).toBeCloseTo(MARGIN, 12)
  const little = smallestDetectable(draw(20, 0.004, 3), test20, replay)
  const much = smallestDetectable(draw(20, 0.016, 3), test20, replay)
  expect(little).toBeGreaterThan(MARGIN)
  expect(much - MARGIN).toBeGreaterThan(2 * (little - MARGIN))
})

test('where the test cannot reject, nothing is detectable', () => {
  const replay = { power: 0.8, replays: 20, random: seededRandom(2) }
  const tiny = { blocks: 6, margin: MARGIN, level: 0.001 }
  expect(smallestDetectable([1, 2, 3, 4, 5, 6], tiny, replay)).toBe(Infinity)
})

test('resampled noise is centred, symmetric and as wide as the values', () => {
  const values = draw(40, 2, 8).map((value) => 100 + value)
  const resampled = noiseLike(values, seededRandom(5))(20_000)
  expect(Math.abs(resampled.reduce((sum, value) => sum + value, 0) / 20_000)).toBeLessThan(0.08)
  expect(spread(resampled) / spread(values)).toBeCloseTo(1, 1)
  expect(() => noiseLike([1], seededRandom(5))).toThrow(RangeError)
})

test('the spread of normal values is their standard deviation, on average of eight as of many', () => {
  const mean = Array.from({ length: 400 }, (_, seed) => spread(draw(8, 3, seed)))
  expect(mean.reduce((sum, value) => sum + value, 0) / 400).toBeCloseTo(3, 0)
  expect(spread(draw(5000, 3, 1))).toBeCloseTo(3, 1)
  expect(() => spread([1])).toThrow(RangeError)
})

test.each([
  { sd: 0.01, level: 0.005, wanted: 0.9 },
  { sd: 0.015, level: 0.0025, wanted: 0.95 },
])('Noether: sd $sd, level $level, power $wanted', ({ sd, level, wanted }) => {
  const distance = Math.log(1.02) - MARGIN
  const blocks = valuesForPower({ sd, distance, level, power: wanted })
  expect(Math.abs(power(Math.log(1.02), { sd, blocks, level }) - wanted)).toBeLessThan(0.08)
})

test.each([
  [1, 0.01, 7],
  [12, 0.01, 11],
  [1, 0.5, 1],
  [0, 0.01, 7],
  [4, 2 ** -8 * 4, 8],
])('%i tests at %f need %i values at least', (tests, alpha, values) => {
  expect(valuesForLevel(tests, alpha)).toBe(values)
  expect(tests * 2 ** -values).toBeLessThanOrEqual(alpha)
})

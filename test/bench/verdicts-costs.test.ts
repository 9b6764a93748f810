import type { Estimate, Mode, PayloadPoint } from 'lanemark'
import { expect, test } from 'vitest'
import { byLaw, judgeShare, PRINTED } from '../../bench/claims/five-seconds.ts'
import { changedWords } from '../../bench/claims/one-word.ts'
import type { Variant } from '../../bench/claims/one-word.ts'
import { rulesOnCrossing, rulesOnSaving, rulesOnWord } from '../../bench/claims/verdicts-costs.ts'

const between = (low: number, high: number): Estimate => ({
  value: (low + high) / 2,
  interval: { low, high, confidence: 0.95 },
  n: 9,
  note: null,
})

const few: Estimate = { value: 2, interval: null, n: 2, note: 'n = 2, no interval yet, needs 6' }

function point(
  payload: string,
  size: number,
  roundTrip: Estimate,
  mode: Mode = 'processes',
): PayloadPoint {
  return { mode, payload, size, bytes: 2 * size, roundTrip }
}

const dear = [point('string', 1, between(0.1, 0.2)), point('string', 2 ** 20, between(3, 5))]
const inThreads = [1, 2 ** 20].map((size) =>
  point('string', size, between(size, 2 * size), 'threads'),
)
const cheap = [point('BigInt', 1, between(0.1, 0.2)), point('BigInt', 2 ** 20, between(0.3, 0.5))]
const about = [point('BigInt', 1, between(0.1, 0.12)), point('BigInt', 2 ** 20, between(0.9, 1.4))]
const unsure = [point('BigInt', 1, between(0.1, 0.2)), point('BigInt', 2 ** 20, between(0.3, 5))]

test.each([
  ['all dear', dear, 'holds'],
  ['some dear', [...dear, ...cheap], 'holds in part'],
  ['none dear', cheap, 'holds in part'],
  ['some dear, some about as dear', [...dear, ...about], 'holds in part'],
  ['none surely dear', about, 'not decided'],
  ['dear or not', [...dear, ...unsure], 'not decided'],
  ['nothing', [], 'not decided'],
  ['one size only', dear.slice(1), 'not decided'],
  ['threads only', inThreads, 'not decided'],
  ['too few trips', [point('string', 1, few), point('string', 2 ** 20, few)], 'not decided'],
] as const)('claim 5, %s', (_, points, verdict) => {
  expect(rulesOnCrossing({ points, refused: true, apart: true }).verdict).toBe(verdict)
})

test('claim 5 falls where processes share memory', () => {
  const { verdict } = rulesOnCrossing({ points: dear, refused: false, apart: true })
  expect(verdict).toBe('does not hold')
})

test('claim 5 judges at one MiB, also where there are larger payloads', () => {
  const larger = point('string', 2 ** 26, between(300, 500))
  const { because } = rulesOnCrossing({ points: [...dear, larger], refused: true, apart: true })
  expect(because).toContain('1 MiB there and back cost string 4 (3 to 5) ms')
})

const variant = (word: string, changes: string[], output: string | null = '2a'): Variant => ({
  word,
  changes,
  output,
})
const first = variant('serial', [])
const good = variant('threads', ['serial → threads'])

test.each([
  [[first, good, variant('processes', ['serial → processes'])], 'holds'],
  [[first, good, variant('processes', ['serial → processes'], null)], 'holds in part'],
  [[first, good, variant('processes', ['serial → processes'], '2b')], 'holds in part'],
  [[first, variant('processes', ['a → b', 'c → d'])], 'does not hold'],
  [
    [
      { ...first, output: null },
      { ...good, output: null },
    ],
    'does not hold',
  ],
  [[first], 'not decided'],
] as const)('claim 6: case %#', (variants, verdict) => {
  expect(rulesOnWord(variants).verdict).toBe(verdict)
})

test('the difference of two texts is told word by word', () => {
  expect(changedWords('pool.serial()', 'pool.serial()')).toEqual([])
  expect(changedWords('pool.serial()', 'pool.threads()')).toEqual(['serial → threads'])
  expect(changedWords('one', 'one more').length).toBe(2)
})

const judged = [judgeShare({ of: 'here', times: [4, 21, 0.1] })]
const saving = { gain: between(1.1, 1.16), judged, printed: PRINTED, missing: null }

test.each([
  ['a real gain under a low bound', {}, 'holds in part'],
  ['a busy machine', { missing: 'Busy.' }, 'not decided'],
  ['no interval', { gain: few }, 'not decided'],
  ['no gain', { gain: between(0.9, 0.99) }, 'does not hold'],
  ['a gain or none', { gain: between(0.9, 1.4) }, 'not decided'],
  ['much to save', { judged: [judgeShare({ of: 'here', times: [1, 1, 1] })] }, 'holds'],
  ['no task times', { judged: [] }, 'not decided'],
] as const)('claim 7, %s', (_, evidence, verdict) => {
  expect(rulesOnSaving({ ...saving, ...evidence }).verdict).toBe(verdict)
})

test('the share of the longest task sets the bound, and the document is held against it', () => {
  const { longest, best, attained, saved } = judgeShare(
    { of: 'made up', times: [10, 80, 10] },
    { plain: 100, processes: 90, workers: 10 },
  )
  expect(longest).toBeCloseTo(0.8)
  expect(best).toBeCloseTo(1.25)
  expect(attained).toBeCloseTo(100 / 90 / 1.25)
  expect(saved).toBeCloseTo(0.5)
})

test('the cost law gives the largest input most of the work', () => {
  expect(judgeShare(byLaw([50, 63, 32])).longest).toBeCloseTo(0.789, 3)
})

/** Error rates and power of whole jobs, in miniature; `simulate.ts` has the figures. */
import { expect, test } from 'vitest'
import { decide } from '../../../src/gate/decide/decision.ts'
import type { Judged } from '../../../src/gate/model/verdicts.ts'
import { DEFAULT_RULES } from '../../../src/gate/decide/rules.ts'
import { binomialAtLeast, clopperPearson } from '../../../validation/clopper-pearson.ts'
import { type Random, seededRandom } from '../../../src/stats/random.ts'
import {
  blocksWith,
  bursts,
  entry,
  type Noise,
  normal,
  runJob,
  skewed,
} from '../../../validation/synthetic.ts'

const RULES = { ...DEFAULT_RULES, detectable: { power: 0.8, replays: 1, seed: 1 } }

/** Stage 2 of a job whose benchmarks all have a true ratio of exactly 1 + margin. */
function atTheMargin(random: Random, noise: Noise): Judged[] {
  const entries = Array.from({ length: 6 }, (_, index) => {
    const one = { ratio: 1 + RULES.margin, spread: 0.01, noise }
    return entry(`${index}`, { screen: [], test: blocksWith(one, random, { count: 20 }) })
  })
  return decide(entries, RULES).results.filter(
    (result): result is Judged => result.state === 'judged',
  )
}

const MACHINES: Record<string, (random: Random) => Noise> = {
  normal: () => normal,
  bursts,
  skewed: () => skewed,
}

test.each(Object.keys(MACHINES))('level and coverage at the margin itself, noise: %s', (name) => {
  const make = MACHINES[name]!
  const random = seededRandom(31)
  const jobs = 250
  let alarms = 0
  let held = 0
  for (let job = 0; job < jobs; job++) {
    const results = atTheMargin(random, make(random))
    if (results.some(({ verdict }) => verdict === 'regression')) alarms++
    held += results.filter(({ change }) => {
      const { low, high } = change!.interval!
      return low <= 1 + RULES.margin && 1 + RULES.margin <= high
    }).length
  }
  expect(binomialAtLeast(jobs, RULES.alpha, alarms)).toBeGreaterThan(0.001)
  const covered = clopperPearson(held, 6 * jobs, 0.999)
  expect(covered.low).toBeLessThan(0.97)
  expect(covered.high).toBeGreaterThan(0.93)
})

const job = (ratio: number, spread: number, random: Random) => {
  const others = [0.003, 0.004, 0.004, 0.005, 0.014].map((other) => ({ ratio: 1, spread: other }))
  const limits = { startup: 1000, budget: 300_000 }
  return runJob([{ ratio, spread }, ...others], random, { rules: RULES, limits })
}

test('identical code: no job fails, and nearly everything is settled', () => {
  const random = seededRandom(32)
  const results = Array.from({ length: 60 }, () => job(1, 0.004, random).decision.results).flat()
  const verdicts = results.map((result) => (result.state === 'judged' ? result.verdict : 'none'))
  expect(verdicts).not.toContain('regression')
  expect(verdicts.filter((verdict) => verdict === 'unchanged').length).toBeGreaterThan(340)
})

test('a true 2 % fails on a quiet benchmark always, on a noisy one nearly so', () => {
  const random = seededRandom(33)
  const failures = (spread: number) =>
    Array.from({ length: 40 }, () => job(1.02, spread, random).decision.results[0]!).filter(
      (result) => result.state === 'judged' && result.verdict === 'regression',
    ).length
  expect(failures(0.005)).toBe(40)
  expect(failures(0.015)).toBeGreaterThan(30)
})

test('a true 1 % is reported as sure', () => {
  const random = seededRandom(34)
  const reported = (spread: number) =>
    Array.from({ length: 40 }, () => job(1.01, spread, random).decision.results[0]!).filter(
      (result) => result.state === 'judged' && result.sure === 'slower',
    ).length
  expect(reported(0.005)).toBe(40)
  expect(reported(0.015)).toBeGreaterThan(31)
})

test('the job keeps to its budget', () => {
  const random = seededRandom(35)
  for (let run = 0; run < 20; run++) {
    expect(job(1.02, 0.016, random).duration).toBeLessThanOrEqual(300_000)
  }
})

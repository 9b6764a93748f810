/** Other tools' rules, against published values and data with a known answer. */
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { normal } from '../synthetic.ts'
import { asvP, asvRule } from '../rules/asv.ts'
import { benchstat, benchstatP } from '../rules/benchstat.ts'
import { bootstrapP, changeInterval, criterionRule, tStatistic } from '../rules/criterion.ts'
import type { Runs } from '../rules/rule.ts'
import { storedRule } from '../rules/stored.ts'
import { thresholdRule } from '../rules/threshold.ts'
import { vitestRule } from '../rules/vitest.ts'

const random = () => seededRandom(7)

const counted = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => from + index)

/** Processes whose speeds and slices scatter, as logs around a mean of 1 ms. */
function processes(
  count: number,
  { mean = 1, process = 0, slice = 0.005 }: { mean?: number; process?: number; slice?: number },
  draws = random(),
): Runs {
  return Array.from({ length: count }, () => {
    const own = process * normal(draws, 0)
    return Array.from({ length: 20 }, () => mean * Math.exp(own + slice * normal(draws, 0)))
  })
}

describe("Mann and Whitney's U", () => {
  test.each([
    [3, 0.1],
    [4, 0.02857142857142857],
    [5, 0.007936507936507936],
    [8, 0.0001554001554001554],
    [9, 4.113533525298231e-5],
  ])("fully apart, %i values a side: benchstat's own table", (count, p) => {
    expect(benchstatP(counted(count), counted(count, 100))).toBeCloseTo(p, 12)
    expect(benchstatP(counted(count, 100), counted(count))).toBeCloseTo(p, 12)
    expect(asvP(counted(count), counted(count, 100))).toBeCloseTo(p, 12)
  })

  test("SciPy's documented example: ages at diagnosis, U = 17, p = 0.111", () => {
    const males = [19, 22, 16, 29, 24]
    const females = [20, 11, 17, 12]
    expect(benchstatP(males, females)).toBeCloseTo(0.1111111111, 9)
    expect(asvP(males, females)).toBeCloseTo(0.1111111111, 9)
  })

  test('ties: as many selections as can be counted by hand', () => {
    // ranks 1.5, 1.5, 3, 4: two of the six pairs have the sum of the lower two, or more than it
    expect(benchstatP([1, 1], [2, 3])).toBeCloseTo(2 / 6, 12)
    expect(benchstatP([1, 2], [1, 3])).toBe(1)
    expect(benchstatP([5, 5, 5], [5, 5, 5])).toBe(1)
  })

  test('above 20 values asv takes the normal distribution', () => {
    // z = -220.5 / sqrt(21 * 21 * 43 / 12) = -5.547
    expect(asvP(counted(21), counted(21, 100))).toBeCloseTo(2.91e-8, 10)
  })

  test('asv breaks ties towards the less significant side', () => {
    expect(asvP([1, 2, 3], [1, 2, 3])).toBe(1)
    expect(asvP([1, 1, 1, 1], [1, 2, 2, 2])).toBeGreaterThan(benchstatP([1, 1, 1, 1], [1, 2, 2, 2]))
  })
})

describe('Vitest and fixed thresholds compare two means', () => {
  test('delta is taken from the one expected to be slower', () => {
    const rule = vitestRule(0.1, 1)
    expect(rule.call([[90, 90]], [[100, 100]], random())).toBe('same')
    expect(rule.call([[89, 90]], [[100, 100]], random())).toBe('slower')
    expect(rule.call([[100, 100]], [[89, 90]], random())).toBe('faster')
  })

  test('without a delta any difference will do', () => {
    expect(vitestRule(0, 1).call([[1, 1]], [[1, 1.0001]], random())).toBe('slower')
  })

  test('a threshold of 10 %', () => {
    const rule = thresholdRule(0.1, 1)
    expect(rule.call([[100, 100]], [[110, 110]], random())).toBe('same')
    expect(rule.call([[100, 100]], [[110, 111]], random())).toBe('slower')
    expect(
      rule.call(
        [
          [100, 100],
          [300, 300],
        ],
        [[200], [190]],
        random(),
      ),
    ).toBe('same')
  })
})

describe('benchstat', () => {
  test('looks at one value a process, and at nothing but its rank', () => {
    const base = counted(10).map((index) => [1 + index / 1e6, 1 + index / 1e6])
    const head = counted(10).map((index) => [1.001 + index / 1e6])
    expect(benchstat.call(base, head, random())).toBe('slower')
    expect(benchstat.call(head, base, random())).toBe('faster')
    expect(benchstat.call(base, base, random())).toBe('same')
  })

  test('keeps its level where processes scatter: about 2.5 % are called slower', () => {
    const draws = random()
    const calls = counted(200).map(() => {
      const [base, head] = [
        processes(10, { process: 0.02 }, draws),
        processes(10, { process: 0.02 }, draws),
      ]
      return benchstat.call(base, head, draws)
    })
    const slower = calls.filter((call) => call === 'slower').length
    expect(slower).toBeGreaterThan(0)
    expect(slower).toBeLessThan(14)
  })
})

describe('asv', () => {
  test('needs both a factor of 1.1 and p < 0.002', () => {
    const rule = asvRule(2)
    const base = processes(2, {})
    expect(rule.call(base, processes(2, { mean: 1.05 }), random())).toBe('same')
    expect(rule.call(base, processes(2, { mean: 1.15 }), random())).toBe('slower')
    expect(rule.call(processes(2, { mean: 1.15 }), base, random())).toBe('faster')
  })

  test('six values a side are too few, seven are enough', () => {
    const rule = asvRule(1)
    expect(rule.call([counted(6, 100)], [counted(6, 200)], random())).toBe('same')
    expect(rule.call([counted(7, 100)], [counted(7, 200)], random())).toBe('slower')
  })
})

describe('a stored baseline', () => {
  const rule = storedRule(10)
  const base = processes(10, { process: 0.002 }, seededRandom(1))
  const head = (mean: number) => processes(10, { mean, process: 0.002 }, seededRandom(2))

  test('what is surely beyond the margin, in either direction', () => {
    expect(rule.call(base, head(1), random())).toBe('same')
    expect(rule.call(base, head(1.005), random())).toBe('same')
    expect(rule.call(base, head(1.03), random())).toBe('slower')
    expect(rule.call(head(1.03), base, random())).toBe('faster')
  })

  test('sure at a twelfth of the level of a job: fewer than seven processes a side can never be', () => {
    const apart = (count: number) => [processes(count, {}), processes(count, { mean: 9 })] as const
    expect(storedRule(6).call(...apart(6), random())).toBe('same')
    expect(storedRule(7).call(...apart(7), random())).toBe('slower')
  })
})

describe('Criterion', () => {
  const sample = (mean: number, seed: number) =>
    Float64Array.from(processes(5, { mean }, seededRandom(seed)).flat())

  test("Welch's t", () => {
    // means 2 and 4, variances 1 and 4: -2 / sqrt(5 / 3)
    const t = tStatistic(Float64Array.from([1, 2, 3]), Float64Array.from([2, 4, 6]))
    expect(t).toBeCloseTo(-1.5491933, 6)
  })

  test('p: nothing where the samples are apart, even where they are from one source', () => {
    expect(bootstrapP(sample(1.02, 1), sample(1, 2), random())).toBe(0)
    const ps = counted(100).map((index) =>
      bootstrapP(sample(1, 1000 + index), sample(1, 2000 + index), random()),
    )
    const below = (limit: number) => ps.filter((p) => p < limit).length
    expect(below(0.05)).toBeLessThan(14)
    expect(below(0.5)).toBeGreaterThan(33)
    expect(below(0.5)).toBeLessThan(67)
  })

  test('the interval of the change is as wide as the means allow', () => {
    const [low, high] = changeInterval(sample(1.02, 1), sample(1, 2), random())
    // sd of a mean of 100 slices: 0.05 %; of the difference of two: 0.07 %
    expect(low).toBeGreaterThan(0.0165)
    expect(high).toBeLessThan(0.0235)
    expect(high - low).toBeGreaterThan(0.002)
    expect(high - low).toBeLessThan(0.0036)
  })

  test('a sure change within 1 % is none', () => {
    const rule = criterionRule(5)
    const base = processes(5, {}, seededRandom(1))
    const head = (mean: number) => processes(5, { mean }, seededRandom(2))
    expect(rule.call(base, head(1), random())).toBe('same')
    expect(rule.call(base, head(1.007), random())).toBe('same')
    expect(rule.call(base, head(1.02), random())).toBe('slower')
    expect(rule.call(head(1.02), base, random())).toBe('faster')
  })

  test('takes two processes that differ for a change of the code', () => {
    const draws = random()
    const calls = counted(100).map(() =>
      criterionRule(1).call(
        processes(1, { process: 0.02 }, draws),
        processes(1, { process: 0.02 }, draws),
        draws,
      ),
    )
    expect(calls.filter((call) => call === 'slower').length).toBeGreaterThan(20)
  })
})

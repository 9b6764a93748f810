/** Replays of recordings whose truth is known. */
import { describe, expect, test } from 'vitest'
import { DEFAULT_RULES } from '../../src/gate/decide/rules.ts'
import { SUBJECTS, titleOf } from '../model.ts'
import type { Recording } from '../model.ts'
import { countEffect, countSame } from '../replay/count.ts'
import { CONDITIONS } from '../replay/effects.ts'
import { benchmarksOf, replayJob } from '../replay/job.ts'
import { otherRows } from '../replay/others.ts'
import { poolOf } from '../replay/pool.ts'
import { rate } from '../replay/rate.ts'
import { deviation, rawFigures, serialCorrelation } from '../replay/raw.ts'
import { MACHINE, syntheticRecording } from '../replay/synthetic.ts'
import {
  conditionsOf,
  LEAST_BLOCKS,
  overallOf,
  QUICK_RULES,
  replay,
  settingsFor,
  streamFor,
} from '../replay/replay.ts'
import { OTHER_RULES } from '../rules/index.ts'

const recording = syntheticRecording()
const settings = settingsFor(1)
const JOB = { rules: QUICK_RULES, budget: settings.budget, reuse: false }
const pools = {
  quiet: poolOf(recording, 'quiet', DEFAULT_RULES),
  competing: poolOf(recording, 'competing', DEFAULT_RULES),
}
const { quiet } = pools

const drawing = (jobs: number, label: string) => ({
  jobs,
  random: streamFor(1, label),
  settings: JOB,
})

describe('error rates', () => {
  test.each(CONDITIONS)(
    'unchanged code rarely fails, intervals hold the truth: %s',
    (condition) => {
      const found = countSame(pools[condition], drawing(40, condition))
      expect(found.fails.of).toBe(40)
      expect(found.fails.hits).toBeLessThan(3)
      expect(found.coverage.test!.hits / found.coverage.test!.of).toBeGreaterThan(0.87)
      expect(found.coverage.shown!.of).toBe(40 * 20)
      expect(found.minutes.longest).toBeLessThanOrEqual(5)
    },
  )

  test.each(['document', 'json'] as const)('%s: 10 % and 2 % fail, 1 % is reported', (kernel) => {
    const found = (effect: 1 | 2 | 10) =>
      countEffect(quiet, { kernel, effect }, drawing(8, `${kernel} ${effect}`))
    expect(found(10).fails).toMatchObject({ hits: 8, of: 8 })
    expect(found(2).fails.hits).toBeGreaterThan(6)
    expect(found(1).fails.hits).toBeLessThan(2)
    expect(found(1).reported.hits).toBeGreaterThan(6)
  })

  test('a comparison of modes has two times and their ratio, which stays', () => {
    const found = countEffect(quiet, { kernel: 'threads', effect: 10 }, drawing(5, 'modes'))
    expect(found.figures.map(({ figure, truth, fails }) => [figure, truth, fails.hits])).toEqual([
      ['serial time', 1.1, 5],
      ['threads time', 1.1, 5],
      ['threads speedup', 1, 0],
    ])
  })

  test('all kernels together are the sum of them', () => {
    const one = countEffect(quiet, { kernel: 'json', effect: 2 }, drawing(1, 'sum'))
    const rows = [
      { ...one, fails: rate(3, 4), reported: rate(4, 4) },
      { ...one, fails: rate(3, 4), reported: rate(4, 4) },
      { ...one, effect: 3 as const, fails: rate(1, 4), reported: rate(2, 4) },
    ]
    expect(overallOf(rows)).toEqual([
      { condition: 'quiet', effect: 2, fails: rate(6, 8), reported: rate(8, 8) },
      { condition: 'quiet', effect: 3, fails: rate(1, 4), reported: rate(2, 4) },
    ])
  })

  test('other rules: a threshold of 10 % sees no 3 %, any difference of means is an alarm', () => {
    const few = { ...settings, jobs: { ...settings.jobs, others: { same: 8, effect: 1 } } }
    const rows = otherRows(quiet, few, (label) => streamFor(1, label))
    const row = (rule: string, runs: number) =>
      rows.find((one) => one.rule === rule && one.runs === runs)!.found!
    const threshold = row('threshold of 10 % on means', 10)
    expect(threshold.alarms.hits).toBe(0)
    expect(threshold.power.find(({ effect }) => effect === 3)!.fails.hits).toBe(0)
    const coin = row("Vitest's toBeFasterThan, delta 0", 1)
    expect(coin.alarms.hits).toBeGreaterThan(5)
  })
})

describe('a whole replay', () => {
  const small = syntheticRecording({ ...MACHINE, blocks: { quiet: 24, competing: 0 } })
  const found = replay(small, settings)

  test('has a row for every condition, kernel, effect and rule', () => {
    expect(found.same).toHaveLength(1)
    expect(found.reworded).toHaveLength(1)
    expect(found.effects).toHaveLength(6 * 5)
    expect(found.overall.map(({ effect }) => effect)).toEqual([1, 2, 3, 5, 10])
    expect(found.others).toHaveLength(OTHER_RULES.length)
    expect(found.others.every((row) => row.found !== null)).toBe(true)
  })

  test('the same seed gives the same figures', () => {
    expect(replay(small, settings)).toEqual(found)
  })

  test('another seed, or another question, draws other jobs', () => {
    const first = (seed: number, label: string) => streamFor(seed, label).uniform()
    const draws = [first(1, 'same'), first(2, 'same'), first(1, 'json 2'), first(1, 'json 3')]
    expect(new Set(draws).size).toBe(4)
  })

  test('judged with fewer rounds a job is shorter', () => {
    const minutes = (name: string) => found.variations.find((row) => row.name === name)!.minutes
    expect(minutes('the first 20 rounds only')).toBeLessThan(minutes('as it is'))
  })
})

describe('one job', () => {
  test('has twelve benchmarks; the slower one takes the place of its first twin', () => {
    expect(benchmarksOf(null).map(titleOf)).toContain('json, same 1')
    const titles = benchmarksOf({ kernel: 'json', effect: 2, twin: 1 }).map(titleOf)
    expect(titles).toHaveLength(12)
    expect(titles).toContain('json, 2 % more')
    expect(titles).toContain('json, same 2')
    expect(titles).not.toContain('json, same 1')
  })

  test("stage 2's blocks are not stage 1's", () => {
    const job = replayJob(
      quiet,
      benchmarksOf({ kernel: 'json', effect: 5, twin: 1 }),
      streamFor(1, 'one job'),
      JOB,
    )
    const slower = job.figures.find(({ subject }) => subject.effect === 5)!
    expect(slower.wentOn).toBe(true)
    expect(slower.result.verdict).toBe('regression')
    const { screen, test: tested } = DEFAULT_RULES
    expect(slower.result.blocks.screen.counted).toBe(screen.blocks)
    expect(slower.result.blocks.test.counted).toBeGreaterThanOrEqual(tested.least)
    expect(slower.result.blocks.test.counted).toBeLessThanOrEqual(40 - screen.blocks)
  })

  test('where a plan wants more blocks than there are, it gets those, and that is counted', () => {
    const process = { ...MACHINE.process, array: 0.02 }
    const noisy = syntheticRecording({ ...MACHINE, blocks: { quiet: 30, competing: 0 }, process })
    const pool = poolOf(noisy, 'quiet', DEFAULT_RULES)
    const job = replayJob(pool, benchmarksOf(null), streamFor(1, 'capped'), JOB)
    const arrays = job.figures.filter(({ subject }) => subject.kernel === 'array')
    expect(job.capped).toBeGreaterThan(0)
    const most = Math.max(...arrays.map(({ result }) => result.blocks.test.counted))
    expect(most).toBe(30 - DEFAULT_RULES.screen.blocks)
  })

  test('what does not fit the budget is not measured', () => {
    const job = replayJob(quiet, benchmarksOf(null), streamFor(1, 'short'), {
      ...JOB,
      budget: 120_000,
    })
    const left = job.figures.filter(({ result }) => result.stage === 'none')
    expect(left.length).toBeGreaterThan(0)
    expect(left.every(({ result }) => result.verdict === 'inconclusive')).toBe(true)
  })
})

describe('what is recorded', () => {
  test("start-up beyond that of the processes is the tests' set-up, in equal shares", () => {
    const blocks = recording.blocks.map((block) => ({
      ...block,
      startup: 2000 + SUBJECTS.length * 100,
    }))
    const pool = poolOf({ ...recording, blocks }, 'quiet', DEFAULT_RULES)
    expect(pool.startup).toBe(2000)
    for (const [title, { cost, alone }] of pool.subjects) {
      const without = quiet.subjects.get(title)!
      expect(cost - without.cost).toBeCloseTo(100, 6)
      expect(alone - without.alone).toBeCloseTo(100, 6)
    }
  })

  test('a machine that favours head shows in the raw bias, and is hidden by mirroring', () => {
    const biased = syntheticRecording({ ...MACHINE, favour: 0.004 })
    const raw = rawFigures(poolOf(biased, 'quiet', DEFAULT_RULES))
    const first = raw.find(({ effect, figure }) => effect === 0 && figure === 'time')
    expect(first!.change.interval!.high).toBeLessThan(1)
    expect(first!.change.interval!.low).toBeLessThan(Math.exp(-0.004))
    expect(first!.change.value).toBeCloseTo(Math.exp(-0.004), 2)
    const figure = poolOf(biased, 'quiet', DEFAULT_RULES).subjects.get('array, same 2')!.figures[0]!
    for (const { plain, mirrored } of figure.words) {
      const change = plain.mean.state === 'counted' ? plain.mean.change : 0
      expect(mirrored.mean).toMatchObject({ change: -change })
    }
  })

  test('the gate drops blocks in which the host took the processor; so does a replay', () => {
    const blocks = recording.blocks.map((block, index) =>
      index === 3 ? { ...block, stolen: 0.9 } : block,
    )
    const stolen: Recording = { ...recording, blocks }
    const raw = rawFigures(poolOf(stolen, 'quiet', DEFAULT_RULES))
    expect(new Set(raw.map(({ dropped }) => dropped))).toEqual(new Set([1]))
    expect(raw[0]!.change.n).toBe(39)
  })

  test('too few blocks of a condition: no jobs are drawn, the raw figures remain', () => {
    const few = { quiet: LEAST_BLOCKS, competing: LEAST_BLOCKS - 1 }
    const small = syntheticRecording({ ...MACHINE, blocks: few })
    expect(conditionsOf(small)).toEqual(['quiet'])
    const found = replay(small, settings)
    expect(found.same.map(({ condition }) => condition)).toEqual(['quiet'])
    expect(found.raw.some(({ condition }) => condition === 'competing')).toBe(true)
    expect(found.others.find(({ runs }) => runs === 10)!.found).toBeNull()
  })

  test('spread and likeness of neighbours', () => {
    expect(deviation([1, 3])).toBeCloseTo(Math.SQRT2, 12)
    expect(deviation([1])).toBeNull()
    expect(serialCorrelation([1, -1, 1, -1])).toBeCloseTo(-0.75, 12)
    expect(serialCorrelation([2, 2, 2])).toBeNull()
  })
})

import { describe, expect, test } from 'vitest'
import type { CaseResult, Comparison, Estimate, Warning } from '../../src/model.ts'
import { answer } from '../../src/report/answer.ts'
import { plain } from '../../src/text/inline.ts'
import { bare, capacity, comparison, ranged, serialCase, task } from './build.ts'
import { shortReport } from './fixtures/digest.ts'
import { documentReport } from './fixtures/document.ts'

const SERIAL = serialCase([100], ranged(100, 99, 101), { trips: [], times: null })

function other(
  mode: CaseResult['mode'],
  speedup: Estimate,
  parts?: Partial<CaseResult>,
): CaseResult {
  return {
    ...SERIAL,
    label: mode,
    mode,
    workers: mode === 'concurrent' ? 1 : 2,
    makespan: ranged(100 / speedup.value, 1, 200),
    speedup,
    bound: 2,
    attained: speedup.value / 2,
    ...parts,
  }
}

function said(cases: CaseResult[], parts?: Partial<Comparison>): string {
  const tasks = [25, 25, 25, 25].map((time, index) => task(index, `t${index}`, time))
  return plain(answer(comparison({ name: 'n', tasks, capacity: capacity([2]), cases, ...parts })))
}

describe('the answer', () => {
  test('a pool wins: the document', () => {
    const [found] = documentReport.comparisons
    const threads = found?.cases.filter((case_) => case_.mode !== 'processes') ?? []
    expect(found && plain(answer({ ...found, cases: threads }))).toBe(
      'Running the three calls on two worker threads took 22.1 s instead of 24.9 s: 1.13x (n = 2, no interval yet, needs 6), which is 96 % of the 1.17x that any pool could have reached, because the input 63 alone is 85 % of the work.',
    )
  })

  test('a pool wins and reaches its bound', () => {
    expect(said([SERIAL, other('processes', ranged(1.995, 1.97, 2.02))])).toBe(
      'Running the four calls on two child processes took 50.1 ms instead of 100 ms: 2.00x [1.97, 2.02], which is all of the 2.00x that any pool of two could have reached.',
    )
  })

  test('two of the longest calls have to share', () => {
    const tasks = [30, 30, 30].map((time, index) => task(index, `t${index}`, time))
    const pool = other('threads', ranged(1.48, 1.45, 1.5), { bound: 1.5, attained: 0.987 })
    expect(said([SERIAL, pool], { tasks })).toContain(
      '99 % of the 1.50x that any pool of two could have reached, because two of the three longest calls must share a worker.',
    )
  })

  test('one event loop wins, because the calls wait', () => {
    const tasks = [0, 1].map((index) =>
      Object.assign(task(index, 't', 25, '8 bytes', 0.2), { async: true }),
    )
    const loop = other('concurrent', ranged(9.8, 9.5, 10.1), { bound: 1, attained: 9.8 })
    expect(said([SERIAL, loop], { tasks })).toBe(
      'Running the two calls concurrently on one event loop took 10.2 ms instead of 100 ms: 9.8x [9.5, 10.1], because the calls wait more than they compute on their own thread.',
    )
  })

  test('none wins', () => {
    expect(said([SERIAL, other('threads', ranged(0.42, 0.4, 0.45))])).toBe(
      'Stay serial: running the four calls on two worker threads, the best of the other modes, took 238 ms instead of 100 ms: 0.42x [0.40, 0.45], where up to 2.00x was possible.',
    )
  })

  test('none wins, because there is one call', () => {
    const pool = other('threads', ranged(0.92, 0.9, 0.95), { bound: 1, attained: 0.92 })
    expect(said([SERIAL, pool], { tasks: [task(0, 'a', 100)] })).toContain(
      'Stay serial: running the one call on two worker threads, the best of the other modes, took 109 ms instead of 100 ms: 0.92x [0.90, 0.95], because there is one call only.',
    )
  })

  test('undecided, with and without an interval', () => {
    expect(said([SERIAL, other('threads', ranged(1.01, 0.93, 1.06))])).toContain(
      '1.01x [0.93, 1.06], a range that holds 1, where up to 2.00x was possible.',
    )
    expect(said([SERIAL, other('threads', bare(1.03, 2))])).toContain(
      '1.03x (n = 2, no interval yet, needs 6), too close to 1 to call',
    )
  })

  test('more than the bound is not claimed', () => {
    const pool = other('threads', bare(2.4, 1), { bound: 2, attained: 1.2 })
    const beyond: Warning = { code: 'beyond-bound', labels: ['threads'], most: 1.2 }
    expect(said([SERIAL, pool], { warnings: [beyond] })).toMatch(
      /2\.40x .*; any pool of two could have reached 2\.00x at most.*, so the machine was slower while serial ran\.$/,
    )
    // two runs of one round may be as far apart as that
    const small = other('threads', bare(1.15, 1), { bound: 2, attained: 0.6 })
    expect(said([SERIAL, small], { warnings: [beyond] })).toContain('too close to 1 to call')
  })

  test('none wins, for all are alike', () => {
    expect(said([SERIAL, other('threads', ranged(1.01, 0.97, 1.04))])).toContain(
      'Stay serial: running the four calls on two worker threads, the best of the other modes, took 99.0 ms instead of 100 ms: 1.01x [0.97, 1.04], surely within 5 % of it',
    )
  })

  test('none wins, for none can win much', () => {
    expect(said([SERIAL, other('threads', ranged(0.98, 0.91, 1.04))])).toContain(
      '0.98x [0.91, 1.04], surely no more than 5 % faster',
    )
    // from rounds that are too few for an interval, nothing is sure
    expect(said([SERIAL, other('threads', bare(0.98, 3))])).toMatch(/^No mode can be told/)
  })

  test('no capacity: pools are not judged, whatever the figures; what needs one core is', () => {
    const [found] = shortReport.comparisons
    expect(found && plain(answer(found))).toBe(
      'Whether a pool pays cannot be decided here: the machine did not deliver its two cores in ten of twelve rounds (1.30 of 2 in the median).',
    )
    const loop = other('concurrent', ranged(1.02, 0.99, 1.05))
    const cases = [...(found?.cases ?? []), loop]
    expect(found && plain(answer({ ...found, cases }))).toMatch(
      /in the median\); concurrent, which needs only one, was 1\.02x \[0\.99, 1\.05\] as fast as serial\.$/,
    )
  })

  test('no serial, serial alone, nothing', () => {
    expect(said([other('threads', ranged(2, 2, 2), { speedup: null, attained: null })])).toContain(
      'serial did not run, so there is no speedup.',
    )
    expect(said([SERIAL])).toContain('one after another took 100 ms; no other mode was measured.')
    expect(said([])).toBe('No mode was measured.')
  })

  test('a long input is cut', () => {
    const tasks = [task(0, 'x'.repeat(500), 90), task(1, 'b', 10)]
    const pool = other('threads', ranged(1.1, 1.09, 1.11), { bound: 1.11, attained: 0.99 })
    expect(said([SERIAL, pool], { tasks })).toContain(`the input ${'x'.repeat(39)}… alone is 90 %`)
  })
})

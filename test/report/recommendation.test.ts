import { describe, expect, test } from 'vitest'
import type { CaseResult, Comparison } from '../../src/model.ts'
import { plain } from '../../src/text/inline.ts'
import { recommendation, recommendationWords } from '../../src/report/recommendation.ts'
import { capacity, comparison, planned, plannedSerial, ranged, task } from './build.ts'
import { shortReport } from './fixtures/digest.ts'

const TASKS = [50, 50, 50, 50].map((time, index) => task(index, `t${index}`, time))

const pool = (mode: 'threads' | 'processes', low: number, high: number): CaseResult => ({
  ...planned(TASKS, { mode, workers: 2, runs: [50, 50, 50, 50], way: {} }),
  speedup: ranged((low + high) / 2, low, high),
})

const measured = (...cases: CaseResult[]): Comparison =>
  comparison({ name: 'n', tasks: TASKS, capacity: capacity([2]), cases })

const SERIAL = plannedSerial(TASKS)

function said(found: Comparison): string {
  const text = recommendation(found)
  return text === null ? 'nothing' : plain(text)
}

describe('the recommendation', () => {
  test('the best, with what a program can count on', () => {
    const found = measured(SERIAL, pool('threads', 1.1, 1.2), pool('processes', 1.8, 1.9))
    expect(said(found)).toBe(
      'use processes() from lanemark; count on 1.80x, the low end of its interval.',
    )
    expect(plain(recommendationWords(found))).toBe('processes()')
  })

  test('the lightest of those that did as well', () => {
    const found = measured(SERIAL, pool('threads', 1.83, 1.93), pool('processes', 1.85, 1.95))
    expect(said(found)).toContain(
      'use threads() from lanemark. With 1.88x [1.83, 1.93] it is as good',
    )
  })

  test('but not one that may be far behind', () => {
    const found = measured(SERIAL, pool('threads', 1.3, 1.86), pool('processes', 1.85, 1.95))
    expect(said(found)).toContain('use processes()')
  })

  test('names the workers where they are not the default', () => {
    const found = { ...measured(SERIAL, pool('threads', 1.8, 1.9)), cores: 8 }
    expect(said(found)).toContain('use threads({ workers: 2 })')
  })

  test('stay serial, surely and for now', () => {
    expect(said(measured(SERIAL, pool('threads', 0.5, 0.6)))).toContain('a plain loop')
    const unsure = measured(SERIAL, pool('threads', 0.9, 1.1))
    expect(said(unsure)).toContain('stay serial, the simplest, until a run with more rounds')
    expect(plain(recommendationWords(unsure))).toBe('serial, so far')
  })

  test('without cores: what needs one only, what a pool could reach, and what its way costs', () => {
    const [found] = shortReport.comparisons
    expect(found && said(found)).toMatch(
      /^stay serial on this machine\. With two cores a pool could reach up to 2\.00x; by what the way to a worker costs, it would pay for threads from calls of about [\d.]+ [mµ]s\.$/,
    )
    const loop = { ...SERIAL, label: 'concurrent', mode: 'concurrent' as const }
    const cases = [...(found?.cases ?? []), { ...loop, speedup: ranged(1.4, 1.3, 1.5) }]
    expect(found && said({ ...found, cases })).toMatch(/^use concurrent\(\)\. /)
  })

  test('not threads, where the system maps fresh memory and they wait for each other', () => {
    const usage = (system: number) => ({ user: 100, system, faults: 9000 })
    const slow = planned(TASKS, { mode: 'threads', workers: 2, runs: [55, 55, 55, 55], way: {} })
    const found = measured(
      { ...SERIAL, usage: usage(90) },
      { ...slow, usage: usage(120), speedup: ranged(1.6, 1.55, 1.65) },
      { ...pool('processes', 1.8, 1.9), usage: usage(90) },
    )
    expect(said(found)).toContain(
      'Not threads: 55 % of the CPU time of a call is the operating system mapping fresh memory, and threads, which share one address space, wait for each other there.',
    )
  })

  test('nobody waits on threads where calls take what they take in serial, and less in processes', () => {
    const usage = { user: 100, system: 90, faults: 9000 }
    const ran = (mode: 'threads' | 'processes', each: number, speedup: number) => ({
      ...planned(TASKS, { mode, workers: 2, runs: TASKS.map(() => each), way: {} }),
      usage,
      speedup: ranged(speedup, speedup - 0.05, speedup + 0.05),
    })
    const found = measured(
      { ...SERIAL, usage },
      ran('threads', 50, 1.6),
      ran('processes', 46, 1.85),
    )
    expect(said(found)).toContain('use processes()')
    expect(said(found)).not.toContain('Not threads')
  })

  test('without serial, and with nothing beside it', () => {
    const alone = { ...pool('threads', 2, 2), speedup: null, attained: null }
    expect(said(measured(alone))).toContain('measure serial as well')
    expect(said(measured(SERIAL))).toBe('nothing')
    expect(said(measured())).toBe('nothing')
  })
})

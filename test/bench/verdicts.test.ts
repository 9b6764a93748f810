import type { CaseResult, Estimate, FaultCell } from 'lanemark'
import { expect, test } from 'vitest'
import {
  rulesOnFaults,
  rulesOnGain,
  rulesOnLock,
  rulesOnWaiting,
  whyUndecided,
} from '../../bench/claims/verdicts.ts'
import type { LockEvidence, Measured } from '../../bench/claims/verdicts.ts'

const between = (low: number, high: number): Estimate => ({
  value: (low + high) / 2,
  interval: { low, high, confidence: 0.95 },
  n: 9,
  note: null,
})

const few: Estimate = { value: 2, interval: null, n: 2, note: 'n = 2, no interval yet, needs 6' }

function cell(mode: FaultCell['mode'], spread: boolean): FaultCell {
  const left = { siblings: !spread, pool: !spread, host: !spread }
  return { fault: 'throw', mode, outcome: 'task-threw', ...left }
}

function compared(threads: Estimate, concurrent: Estimate, shortRounds: number[] = []): Measured {
  const one = (mode: CaseResult['mode'], speedup: Estimate | null): CaseResult => ({
    label: mode,
    mode,
    workers: 2,
    makespans: [1],
    makespan: between(1, 1),
    speedup,
    bound: 2,
    attained: null,
    tracedRound: 0,
    trips: [],
    times: null,
    usage: { user: null, system: null, faults: null },
    breakdown: null,
    startup: [],
  })
  return {
    capacity: {
      workers: 2,
      pace: 1,
      threshold: 1.8,
      probes: [],
      shortRounds,
      counted: shortRounds.length > 2 ? null : [2, 3, 4, 5, 6, 7],
      median: 2,
      putOff: 0,
    },
    order: Array.from({ length: 8 }, () => []),
    cases: [one('serial', null), one('concurrent', concurrent), one('threads', threads)],
  }
}

test.each([
  [[], 'not decided'],
  [[cell('threads', false), cell('processes', false)], 'does not hold'],
  [[cell('threads', true), cell('threads', false), cell('processes', false)], 'holds in part'],
  [[cell('threads', true), cell('processes', true)], 'holds'],
  // what happens elsewhere says nothing about threads
  [[cell('threads', false), cell('serial', true)], 'does not hold'],
] as const)('claim 1, faults: case %#', (cells, verdict) => {
  expect(rulesOnFaults(cells).verdict).toBe(verdict)
})

test('claim 1: siblings that were lost count, even where the host lives', () => {
  const lost = { ...cell('threads', true), host: true }
  expect(rulesOnFaults([lost]).verdict).toBe('holds')
})

test('claim 1 counts and names the faults that spread', () => {
  const { because } = rulesOnFaults([cell('threads', true), cell('threads', false)])
  expect(because).toContain('Of 2 faults in a worker thread, 1 took others along (throw)')
})

const lock: LockEvidence = {
  threads: between(1.9, 1.98),
  concurrent: between(0.98, 1),
  lostPlain: 900,
  lostAtomic: 0,
  missing: null,
}

test.each([
  ['more than one core at once', {}, 'does not hold'],
  ['the same on a busy machine', { missing: 'Busy.' }, 'does not hold'],
  ['never more than one', { threads: between(0.97, 1.01) }, 'holds'],
  ['the same on a busy machine', { threads: between(0.6, 0.9), missing: 'Busy.' }, 'not decided'],
  ['an interval around both', { threads: between(0.9, 1.9) }, 'not decided'],
  ['no interval', { threads: few }, 'not decided'],
  ['no CPU times', { threads: null }, 'not decided'],
] as const)('claim 2, %s: case %#', (_, evidence, verdict) => {
  expect(rulesOnLock({ ...lock, ...evidence }).verdict).toBe(verdict)
})

test.each([
  [between(40, 80), null, 'holds'],
  [between(40, 80), 'Busy.', 'holds'],
  [between(3, 6), null, 'holds in part'],
  [between(3, 6), 'Busy.', 'not decided'],
  [between(3, 17), null, 'not decided'],
  [between(0.9, 1.05), null, 'does not hold'],
  [between(0.9, 2), null, 'not decided'],
  [few, null, 'not decided'],
] as const)('claim 3: case %#', (speedup, missing, verdict) => {
  expect(rulesOnWaiting(speedup, 100, missing).verdict).toBe(verdict)
})

const none = between(0.97, 1.03)
const nothing: Measured = { ...compared(none, none), cases: [] }

test.each([
  [compared(between(1.8, 1.95), none), 'does not hold'],
  [compared(between(0.95, 1.05), none), 'holds'],
  [compared(between(0.95, 1.5), none), 'not decided'],
  [compared(between(1.8, 1.95), none, [0, 1, 2]), 'not decided'],
  [compared(between(1.8, 1.95), none, [0, 1]), 'does not hold'],
  [compared(few, none), 'not decided'],
  [nothing, 'not decided'],
] as const)('claim 4: case %#', (measured, verdict) => {
  expect(rulesOnGain(measured).verdict).toBe(verdict)
})

test('claim 4 says what concurrency is only where it gained nothing', () => {
  expect(rulesOnGain(compared(between(1.8, 1.95), none)).because).toContain('switching')
  const gained = compared(between(1.8, 1.95), between(1.5, 1.8))
  expect(rulesOnGain(gained).because).not.toContain('switching')
})

test('one core decides nothing about parallelism', () => {
  const measured = compared(none, none)
  const alone = { ...measured, capacity: { ...measured.capacity, workers: 1 } }
  expect(whyUndecided(alone)).toContain('one core')
  expect(whyUndecided(measured)).toBeNull()
})

/** Readings of this thread's CPU time and of its waiting for a core. */
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readCpu, spent } from '../../src/worker/cpu.ts'

test('CPU time grows with work, and by no more than the time that passes', () => {
  const begin = performance.now()
  const before = readCpu()
  let sum = 0
  for (let step = 0; step < 1e7; step += 1) sum += Math.sqrt(step)
  const { user, system, wait } = spent(before, readCpu())
  const passed = performance.now() - begin
  expect(sum).toBeGreaterThan(0)
  expect(system ?? 0).toBeGreaterThanOrEqual(0)
  expect((user ?? 1) + (system ?? 0)).toBeGreaterThan(0)
  expect(wait ?? 0).toBeGreaterThanOrEqual(0)
  // all are counted in ticks that may begin a little earlier
  expect((user ?? 0) + (system ?? 0) + (wait ?? 0)).toBeLessThan(passed + 20)
})

test('what is not known stays unknown', () => {
  const unknown = { user: null, system: null, wait: null }
  expect(spent(unknown, { user: 1, system: 1, wait: 1 })).toEqual(unknown)
  const unwaited = { user: 1, system: 0.5, wait: null }
  const later = { user: 3, system: 1.5, wait: 4 }
  expect(spent(unwaited, later)).toEqual({ user: 2, system: 1, wait: null })
})

test('readings that step back count as nothing', () => {
  const later = { user: 5, system: 5, wait: 5 }
  const back = { user: 4, system: 4, wait: 4 }
  expect(spent(later, back)).toEqual({ user: 0, system: 0, wait: 0 })
})

test('what a short stretch of work used is known at its end, and not some milliseconds later', async () => {
  let [passed, known] = [0, 0]
  for (let stretch = 0; stretch < 40; stretch += 1) {
    await setTimeout(1)
    const begin = performance.now()
    const before = readCpu()
    while (performance.now() - begin < 2);
    const { user, system, wait } = spent(before, readCpu())
    passed += performance.now() - begin
    known += (user ?? 0) + (system ?? 0) + (wait ?? 0)
  }
  // it spun all the time, so what it did not use it waited; without a figure for waiting, no more is known
  const least = readCpu().wait === null || readCpu().user === null ? 0 : 0.7 * passed
  expect(known).toBeGreaterThanOrEqual(least)
})

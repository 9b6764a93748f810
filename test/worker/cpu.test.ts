/** Readings of this thread's CPU time and of its waiting for a core. */
import { expect, test } from 'vitest'
import { readCpu, spent } from '../../src/worker/cpu.ts'

test('CPU time grows with work, and by no more than the time that passes', () => {
  const begin = performance.now()
  const before = readCpu()
  let sum = 0
  for (let step = 0; step < 1e7; step += 1) sum += Math.sqrt(step)
  const { cpu, wait } = spent(before, readCpu())
  const passed = performance.now() - begin
  expect(sum).toBeGreaterThan(0)
  expect(cpu ?? 1).toBeGreaterThan(0)
  expect(wait ?? 0).toBeGreaterThanOrEqual(0)
  // both are counted in ticks that may begin a little earlier
  expect((cpu ?? 0) + (wait ?? 0)).toBeLessThan(passed + 20)
})

test('what is not known stays unknown', () => {
  const unknown = { used: null, waited: null }
  expect(spent(unknown, { used: 1, waited: 1 })).toEqual({ cpu: null, wait: null })
  expect(spent({ used: 1, waited: null }, { used: 3, waited: 4 })).toEqual({ cpu: 2, wait: null })
})

test('readings that step back count as nothing', () => {
  const later = { used: 5, waited: 5 }
  expect(spent(later, { used: 4, waited: 4 })).toEqual({ cpu: 0, wait: 0 })
})

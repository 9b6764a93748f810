/** When a function counts as warm, on a clock of the test's own. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Steadiness } from '../../../src/gate/arms/steadiness.ts'

const SHORTEST = 200

/** Ms until it is warm, with calls that take so long. */
function warmAfter(duration: (elapsed: number) => number): number {
  const steadiness = new Steadiness(SHORTEST)
  let elapsed = 0
  do {
    const took = duration(elapsed)
    elapsed += took
    steadiness.add(took, took)
  } while (!steadiness.enough(elapsed))
  return elapsed
}

test('a steady function is warm after the shortest time', () => {
  for (const call of [0.1, 1, 5]) {
    expect(warmAfter(() => call)).toBeLessThan(SHORTEST + 2 * call)
  }
})

test('one that gets quicker is called until it does not', () => {
  const falling = (elapsed: number): number => (elapsed < 450 ? 5 - elapsed / 150 : 2)
  expect(warmAfter(falling)).toBeGreaterThan(500)
  expect(warmAfter(falling)).toBeLessThan(800)
})

test('one that never is steady has its end', () => {
  expect(warmAfter((elapsed) => 10 * 0.5 ** (elapsed / 100))).toBeLessThanOrEqual(5 * SHORTEST + 10)
})

test('calls so long that nothing can be told end with the shortest time', () => {
  expect(warmAfter(() => 150)).toBe(300)
})

test('every function is warm within the longest time, and one call', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.5, max: 80, noNaN: true }), { minLength: 5 }),
      (calls) => {
        let index = 0
        const warm = warmAfter(() => calls[(index += 1) % calls.length] ?? 1)
        expect(warm).toBeGreaterThanOrEqual(SHORTEST)
        expect(warm).toBeLessThanOrEqual(5 * SHORTEST + Math.max(...calls))
      },
    ),
  )
})

/** The main job: the document's comparison, with what it left out. */
import { describe, expect } from 'vitest'
import { kernel, test } from 'lanemark'
import type { ComparisonResult } from 'lanemark'
import { INPUTS, notesOn, SMALLER, smallerThan, WHY_SO_MUCH_MEMORY } from './document/scale.ts'
import { cpython } from './reference/cpython.ts'
import { document } from './reference/document.ts'

const quick = process.env['LANEMARK_QUICK'] === '1'

const cpuBound = kernel<typeof import('./kernels/cpu-bound.ts')>(
  new URL('./kernels/cpu-bound.ts', import.meta.url),
)

/** The document's own inputs; a quick look leaves them out. */
let once: ComparisonResult<bigint> | null = null

function never(): never {
  throw new Error('the document’s own inputs were not measured')
}

function expectSameDigests(result: ComparisonResult<bigint>, here: { digests: string[] }): void {
  const digests = result.tasks.map((task) => task.result.sha256)
  // without python3 there is nothing to hold them against, which the report says
  expect(digests).toEqual(here.digests.length > 0 ? here.digests : digests)
}

describe('the document', () => {
  test.skipIf(quick)('cpu_bound', async ({ compareModes }) => {
    const here = await cpython(INPUTS, ['serial'])
    once = await compareModes(cpuBound, INPUTS, {
      references: [document, here],
      rounds: 1,
      notes: WHY_SO_MUCH_MEMORY,
    })
    expectSameDigests(once, here)
  })

  test('cpu_bound on a smaller scale', async ({ compareModes }) => {
    const inputs = once === null ? SMALLER : await smallerThan(once, cpuBound)
    const here = await cpython(inputs)
    const results = inputs.map(productOf)
    const often = await compareModes(cpuBound, inputs, {
      references: once === null ? [document, here] : [here],
      budget: 12_000,
      rounds: { least: 12 },
      notes: notesOn(results),
      ...(once === null ? {} : { repeats: once }),
    })
    expectSameDigests(often, here)
  })

  // on its own scale the longest call is 85 % of the work, and a call that divides is no limit any more
  test.skipIf(quick)('cpu_bound in parts', async ({ compareModes }) => {
    const whole = once ?? never()
    const modes = ['threads', 'processes'] as const
    await compareModes(cpuBound, INPUTS, {
      modes,
      divide: { parts: 16, whole },
      budget: 12_000,
    })
  })
})

/** The kernel's result in closed form: ((n - 1)!) ^ (3 (n - 1)^2). */
function productOf(input: number): bigint {
  let factorial = 1n
  for (let factor = 2n; factor < BigInt(input); factor += 1n) factorial *= factor
  return factorial ** BigInt(3 * (input - 1) ** 2)
}

/** The main job: the document's comparison, with what it left out. */
import { describe, expect } from 'vitest'
import { kernel, test } from 'lanemark'
import { cpython } from './reference/cpython.ts'
import { document } from './reference/document.ts'

const quick = process.env['LANEMARK_QUICK'] === '1'

/** The document's own inputs; smaller ones in the same proportion of sizes for a quick look. */
const inputs = quick ? [30, 38, 20] : [50, 63, 32]

const cpuBound = kernel<typeof import('./kernels/cpu-bound.ts')>(
  new URL('./kernels/cpu-bound.ts', import.meta.url),
)

describe('the document', () => {
  test('cpu_bound', async ({ compareModes }) => {
    const here = await cpython(inputs)
    const result = await compareModes(cpuBound, inputs, {
      references: quick ? [here] : [document, here],
      // two rounds on two cores of today; one where the machine is slow, to be done in five minutes
      ...(quick ? { rounds: 12 } : { budget: 220_000 }),
    })
    const digests = result.tasks.map((task) => task.result.sha256)
    // without python3 there is nothing to hold them against, which the report says
    expect(digests).toEqual(here.missing === null ? here.digests : digests)
  })
})

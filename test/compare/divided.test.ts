/** Comparisons whose calls are parts of the inputs. */
import { describe, expect, test } from 'vitest'
import { compareModes } from '../../src/compare/compare-modes.ts'
import type { CompareOptions } from '../../src/compare/compare-options.ts'
import { LanemarkError } from '../../src/findings.ts'
import { kernel } from '../../src/kernel.ts'
import { fakeHost } from './fake-host.ts'

const total = kernel<typeof import('./kernels/halves.ts')>(
  new URL('./kernels/halves.ts', import.meta.url),
)
const slow = kernel<typeof import('./kernels/slow.ts').default>(
  new URL('./kernels/slow.ts', import.meta.url),
)

const INPUTS = [[1, 2, 3, 4, 5, 6], [10], [7, 8]]
const SETTINGS = { modes: ['concurrent', 'threads'], rounds: 3, workers: 2 } as const

const compare = (options: CompareOptions) =>
  compareModes(total, INPUTS, { ...SETTINGS, ...options }, fakeHost())

async function findingOf(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(LanemarkError)
  return (error as LanemarkError).finding
}

describe('with divide', () => {
  test('calls are parts, and whole inputs run in turn with them', async () => {
    const { comparison, results } = await compare({ divide: 3 })
    expect(results).toEqual([21, 10, 15])
    expect(comparison.tasks.map(({ input }) => input)).toEqual([
      '[ 1, 2, 3, 4, 5, 6 ] (1 of 3)',
      '[ 1, 2, 3, 4, 5, 6 ] (2 of 3)',
      '[ 1, 2, 3, 4, 5, 6 ] (3 of 3)',
      '[ 10 ]',
      '[ 7, 8 ] (1 of 2)',
      '[ 7, 8 ] (2 of 2)',
    ])
    const { divided, cases, order } = comparison
    expect(cases.map(({ label }) => label)).toEqual(['serial', 'concurrent', 'threads'])
    for (const round of order) expect(round.toSorted()).toContain('serial, whole')
    expect(divided?.inputs.map(({ calls }) => calls)).toEqual([3, 1, 2])
    expect(divided?.whole.of).toBeNull()
    expect(divided?.whole.makespans).toHaveLength(3)
    expect(divided?.gains.map(({ label }) => label)).toEqual(['serial', 'concurrent', 'threads'])
    // every call of a case has its time
    for (const { times } of cases) expect(times?.ended.every((end) => end > 0) ?? true).toBe(true)
  })

  test('whole inputs that were measured elsewhere give results and times', async () => {
    const whole = await compareModes(total, INPUTS, SETTINGS, fakeHost())
    const given = { ...whole.comparison, results: whole.results }
    const { comparison } = await compare({ divide: { parts: 2, whole: given } })
    expect(comparison.divided?.whole.of).toBe(whole.comparison.name)
    expect(comparison.order[0]).not.toContain('serial, whole')
    for (const { gain } of comparison.divided?.gains ?? []) {
      expect(gain.interval).toBeNull()
      expect(gain.note).toContain('apart')
    }
  })

  test('a merge that loses a part is found in serial, and named as the cause', async () => {
    const wrong = compare({ divide: 3, context: { lose: 1 } })
    expect(await findingOf(wrong)).toMatchObject({
      code: 'results-differ',
      mode: 'serial',
      index: 0,
      why: 'divided',
      expected: '21',
      actual: '18',
    })
  })

  test('a kernel that does not divide is refused', async () => {
    const failed = compareModes(slow, [1], { ...SETTINGS, divide: 2 }, fakeHost())
    expect(await findingOf(failed)).toMatchObject({ code: 'option-invalid', option: 'divide' })
  })

  test.for([1, 0, 1.5, true, { parts: 2 }])('refuses %o', async (divide) => {
    const finding = await findingOf(compare({ divide: divide as number }))
    expect(finding).toMatchObject({ code: 'option-invalid' })
  })

  test('refuses the results of other inputs', async () => {
    const whole = await compareModes(total, [[1]], SETTINGS, fakeHost())
    const given = { ...whole.comparison, results: whole.results }
    const finding = await findingOf(compare({ divide: { parts: 2, whole: given } }))
    expect(finding).toMatchObject({ option: 'divide', allowed: 'one of 3, as many as here' })
  })
})

/** The options of `map` are checked in every mode; time limits hold without a worker to end, too. */
import { expect, test } from 'vitest'
import type { MapOptions } from '../../src/index.ts'
import { limitItself, misbehave, square } from '../kernels/index.ts'
import { failureOf, findingOf, LOCAL, FIXED, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const wrong: [string, unknown][] = [
  ['timeout', 0],
  ['timeout', -5],
  ['timeout', Number.NaN],
  ['timeout', Infinity],
  ['timeout', '100'],
  ['signal', new AbortController()],
  ['transfer', []],
  ['workers', 0],
  ['workers', 1.5],
  ['timeuot', 100],
]

test.for(FIXED)('%s refuses options that make no sense', async (mode) => {
  for (const [option, value] of wrong) {
    const options = { [option]: value } as MapOptions
    const finding = await findingOf('option-invalid', shared(mode).map(square, [2], options))
    expect(finding.option).toBe(option)
    expect(finding.allowed).not.toBe('')
  }
})

test.for(LOCAL)('%s ends a task that never settles at its timeout', async (mode) => {
  const failed = shared(mode).map(misbehave, ['never'], { timeout: 100 })
  const finding = await findingOf('task-timeout', failed)
  expect(finding).toMatchObject({ mode, index: 0, input: "'never'", timeout: 100 })
})

test.for(LOCAL)('%s ends a task that computes for ever at its timeout', async (mode) => {
  const failed = shared(mode).map(misbehave, ['loop'], { timeout: 100 })
  const finding = await findingOf('task-timeout', failed)
  expect(finding).toMatchObject({ mode, index: 0, input: "'loop'", timeout: 100 })
  expect(await shared(mode).map(square, [3])).toEqual([9])
})

test.for(LOCAL)('%s: each task has the whole timeout', async (mode) => {
  expect(await shared(mode).map(square, [2, 3], { timeout: 60_000 })).toEqual([4, 9])
  const failed = shared(mode).map(misbehave, ['none', 'none', 'loop'], { timeout: 100 })
  expect(await findingOf('task-timeout', failed)).toMatchObject({ index: 2 })
})

test.for(LOCAL)("%s tells the kernel's own time limits from that of the map", async (mode) => {
  const failed = shared(mode).map(limitItself, [10], { timeout: 60_000 })
  const { cause } = await failureOf(failed)
  expect(cause).toMatchObject({ code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' })
})

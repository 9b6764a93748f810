/** A pool whose workers cannot come up says so, and why. */
import { afterEach, expect, test, vi } from 'vitest'
import { square } from '../kernels/index.ts'
import { executorOf, findingOf, POOLS, soon } from './support.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test.for(POOLS)('%s: workers that fail while they start', async (mode) => {
  vi.stubEnv('NODE_OPTIONS', '--require=/there/is/no/such/module.cjs')
  // while the pool is given up because of the first one, the others fail too
  await using executor = executorOf(mode, { workers: 4 })
  const finding = await soon(findingOf('worker-unstartable', executor.map(square, [2])))
  expect(finding).toMatchObject({ mode, reason: expect.stringContaining('exit code 1') })
  // it stays so, without waiting once more
  expect(await soon(findingOf('worker-unstartable', executor.open()))).toEqual(finding)
})

test.for(POOLS)('%s: workers that cannot be started at all', async (mode) => {
  vi.stubEnv('NODE_OPTIONS', '--no-such-option-of-node')
  await using executor = executorOf(mode)
  const finding = await soon(findingOf('worker-unstartable', executor.open()))
  expect(finding).toMatchObject({ mode, reason: expect.stringMatching(/option|exit code 9/) })
})

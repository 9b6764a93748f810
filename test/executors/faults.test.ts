/** Whatever a kernel does to its worker, the pool says what it was and works on. */
import { expect, test } from 'vitest'
import type { Fault } from '../kernels/faults.ts'
import { misbehave } from '../kernels/index.ts'
import { FIXED, findingOf, isGone, POOLS, sharedExecutors, soon } from './support.ts'

type Pool = (typeof POOLS)[number]

const pools = sharedExecutors({ heap: 64 })

const died = async (mode: Pool, fault: Fault) =>
  await soon(findingOf('worker-died', pools(mode).map(misbehave, [fault])))

/** The pool is whole again: more tasks than workers, in order, a worker on each lane. */
async function worksOn(mode: Pool): Promise<void> {
  const inputs = Array.from({ length: 5 }, () => 'none' as const)
  const { results, trips } = await pools(mode).run(misbehave, inputs, { chunk: 1 })
  expect(results).toEqual(inputs.map(() => 'behaved'))
  const lanes = new Map(trips.map(({ lane, worker }) => [lane, worker]))
  for (const { lane, worker } of trips) {
    expect([0, 1]).toContain(lane)
    expect(lanes.get(lane)).toEqual(worker)
  }
}

test.for(POOLS)('%s: process.exit()', async (mode) => {
  const finding = await died(mode, 'exit')
  expect(finding).toMatchObject({ mode, index: 0, input: "'exit'", exitCode: 7, signal: null })
  await worksOn(mode)
})

test.for(POOLS)('%s: a heap full of objects', async (mode) => {
  const finding = await died(mode, 'objects')
  // a thread's end comes with a reason, in one line; a process's with a signal
  const outcome = {
    threads: {
      exitCode: 1,
      signal: null,
      reason: expect.stringMatching(/^[^\n]*memory limit[^\n]*$/),
    },
    processes: { exitCode: null, signal: 'SIGABRT', reason: null },
  }
  expect(finding).toMatchObject({ mode, index: 0, ...outcome[mode] })
  await worksOn(mode)
})

test.for(['abort', 'crash', 'array'] as const)('processes: %s', async (fault) => {
  const signal = fault === 'crash' ? 'SIGSEGV' : 'SIGABRT'
  const finding = await died('processes', fault)
  expect(finding).toMatchObject({ mode: 'processes', exitCode: null, signal })
  await worksOn('processes')
})

test.for(POOLS)('%s: an error thrown after the kernel gave its promise', async (mode) => {
  const failed = pools(mode).map(misbehave, ['throw later'])
  const finding = await soon(findingOf('late-error', failed))
  expect(finding).toMatchObject({ mode, index: 0, error: 'Error: thrown later' })
  await worksOn(mode)
})

test.for(POOLS)('%s: an endless loop', async (mode) => {
  const failed = pools(mode).map(misbehave, ['loop'], { timeout: 200 })
  expect(await soon(findingOf('task-timeout', failed))).toMatchObject({ mode, timeout: 200 })
  await worksOn(mode)
})

test('processes: an endless loop that does not heed SIGTERM', async () => {
  const failed = pools('processes').map(misbehave, ['stubborn loop'], { timeout: 200 })
  expect(await soon(findingOf('task-timeout', failed))).toMatchObject({ timeout: 200 })
  await worksOn('processes')
})

test.for(POOLS)('%s: a promise that never settles', async (mode) => {
  const failed = pools(mode).map(misbehave, ['never'], { timeout: 200 })
  expect(await soon(findingOf('task-timeout', failed))).toMatchObject({ mode, timeout: 200 })
  await worksOn(mode)
})

test.for(FIXED)('%s: an ordinary error', async (mode) => {
  const failed = pools(mode).map(misbehave, ['none', 'throw'])
  expect(await soon(findingOf('task-threw', failed))).toMatchObject({ mode, index: 1 })
  expect(await pools(mode).map(misbehave, ['none'])).toEqual(['behaved'])
})

test.for(POOLS)('%s: a result that cannot cross', async (mode) => {
  const failed = pools(mode).map(misbehave, ['function'])
  expect(await soon(findingOf('cannot-cross', failed))).toMatchObject({ path: '.answer[0]' })
  await worksOn(mode)
})

test('processes: a worker that is killed while it is idle is replaced', async () => {
  const inputs = ['none', 'none', 'none', 'none'] as const
  const { trips } = await pools('processes').run(misbehave, inputs, { chunk: 1 })
  const pids = new Set(trips.map(({ worker }) => worker.pid))
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await expect.poll(() => [...pids].every(isGone), { timeout: 5000 }).toBe(true)
  for (let round = 0; round < 3; round += 1) await soon(worksOn('processes'))
})

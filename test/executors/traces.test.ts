/** Every task comes back with its life: who ran it, when, and what crossed. */
import { threadId } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { Run } from '../../src/index.ts'
import type { Trace } from '../../src/model.ts'
import { echo, square, squareInSteps, squareLater } from '../kernels/index.ts'
import { LOCAL, MODES, POOLS, sharedExecutors } from './support.ts'

const shared = sharedExecutors()

const NUMBERS = Array.from({ length: 12 }, (_, index) => index)

const MOMENTS = [
  'queued',
  'dispatched',
  'sent',
  'received',
  'loaded',
  'started',
  'ended',
  'replied',
  'done',
] as const

const moments = (trace: Trace): number[] => MOMENTS.map((moment) => trace[moment])

const latest = ({ traces }: Run<unknown>): number => Math.max(...traces.map(({ done }) => done))

test.for(MODES)('in %s the moments of a task never decrease', async (mode) => {
  const executor = shared(mode)
  for (const kernel of [square, squareLater, squareInSteps]) {
    const run = await executor.run(kernel, NUMBERS)
    expect(run.traces).toHaveLength(NUMBERS.length)
    for (const trace of run.traces) {
      expect(moments(trace)).toEqual(moments(trace).toSorted((one, other) => one - other))
      expect(trace.queued).toBeGreaterThanOrEqual(0)
      expect(trace.decode).toBeLessThanOrEqual(trace.done - trace.replied)
    }
    expect(run.makespan).toBeGreaterThanOrEqual(latest(run))
  }
})

test.for(MODES)('in %s CPU time and waiting are told or null', async (mode) => {
  const executor = shared(mode)
  const { traces } = await executor.run(squareInSteps, [20_000, 30_000])
  for (const { cpu, wait, started, ended } of traces) {
    expect(cpu ?? 0).toBeGreaterThanOrEqual(0)
    expect(wait ?? 0).toBeGreaterThanOrEqual(0)
    expect(ended).toBeGreaterThan(started)
  }
})

test.for(MODES)('in %s a trace says whether the kernel returned a promise', async (mode) => {
  const executor = shared(mode)
  const { traces: plain } = await executor.run(square, [1])
  const { traces: later } = await executor.run(squareLater, [1])
  expect([plain[0]?.async, later[0]?.async]).toEqual([false, true])
})

test.for(LOCAL)('%s runs here, on one lane, and nothing crosses', async (mode) => {
  const executor = shared(mode)
  expect(await executor.open()).toEqual([])
  const { traces } = await executor.run(echo, ['some text', 2n])
  const here = { worker: { pid: process.pid, threadId }, lane: 0 }
  const nothing = { bytesIn: 0, bytesOut: 0, decode: 0 }
  expect(traces).toMatchObject([
    { index: 0, ...here, ...nothing },
    { index: 1, ...here, ...nothing },
  ])
})

test.for(POOLS)('in %s what crosses has a size, in both directions', async (mode) => {
  const executor = shared(mode)
  const { traces } = await executor.run(echo, [new Uint8Array(1000), new Uint8Array(5)])
  const [large, small] = traces
  expect(large?.bytesIn).toBeGreaterThan(1000)
  expect(large?.bytesOut).toBeGreaterThan(1000)
  expect(small?.bytesIn).toBeGreaterThan(0)
  expect(small?.bytesOut).toBeLessThan(1000)
})

test.for(POOLS)('%s tells how long each worker took to come up', async (mode) => {
  const startup = await shared(mode).open()
  expect(startup).toHaveLength(2)
  for (const duration of startup) expect(duration).toBeGreaterThan(0)
})

test('threads are other threads of this process', async () => {
  const executor = shared('threads')
  const { traces } = await executor.run(square, NUMBERS)
  for (const { worker } of traces) {
    expect(worker.pid).toBe(process.pid)
    expect(worker.threadId).toBeGreaterThan(0)
    expect(worker.threadId).not.toBe(threadId)
  }
})

test('processes are other processes, each on its main thread', async () => {
  const executor = shared('processes')
  const { traces } = await executor.run(square, NUMBERS)
  for (const { worker } of traces) {
    expect(worker.pid).not.toBe(process.pid)
    expect(worker.threadId).toBe(0)
  }
})

test.for(POOLS)('in %s a worker has one lane, and a lane one task at a time', async (mode) => {
  const executor = shared(mode)
  const { traces } = await executor.run(squareLater, NUMBERS)
  for (const lane of new Set(traces.map((trace) => trace.lane))) {
    expect([0, 1]).toContain(lane)
    const own = traces.filter((trace) => trace.lane === lane)
    expect(new Set(own.map(({ worker }) => `${worker.pid}/${worker.threadId}`)).size).toBe(1)
    const order = own.toSorted((one, other) => one.dispatched - other.dispatched)
    const spans = order.flatMap(({ dispatched, done }) => [dispatched, done])
    expect(spans).toEqual(spans.toSorted((one, other) => one - other))
  }
})

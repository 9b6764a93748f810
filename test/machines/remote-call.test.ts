/** What a caller knows of its chunks: every task has one outcome, whatever runs twice or never comes back. */
import { expect, test } from 'vitest'
import { executor } from '../../src/executors/executor.ts'
import type { Core } from '../../src/executors/executor.ts'
import { RemoteCall } from '../../src/machines/remote-call.ts'
import type { RemoteChunk } from '../../src/machines/remote-call.ts'

/** Runs squares of 0, 1, 2 … by hand. */
async function squares(
  count: number,
  play: (call: RemoteCall) => void,
  options: { chunk?: number } = {},
): Promise<PromiseSettledResult<unknown>[]> {
  const core: Core = {
    mode: 'machines',
    workers: 1,
    open: async () => [],
    close: async () => {},
    async work(work) {
      const call = new RemoteCall('call', work)
      call.roster.see(machine('one', 1))
      play(call)
      await call.finished
    },
  }
  const inputs = Array.from({ length: count }, (_, index) => index)
  const kernel = { url: 'file:///nowhere.ts', name: '' }
  return await executor(core).map(kernel, inputs, { ...options, settle: true })
}

function answer(call: RemoteCall, { id, tasks }: RemoteChunk, results?: number[]): void {
  const values = results ?? tasks.inputs.map((input) => (input as number) ** 2)
  call.accept(
    { chunk: id, machine: 'one', took: 1 },
    { values, errors: new Map(), run: null, size: 10, unpacking: 0 },
  )
}

const machine = (name: string, lanes: number) => ({
  machine: name,
  is: { name, cores: lanes, memory: 2 ** 34 },
  lanes,
  heard: performance.now(),
})

const take = (call: RemoteCall): RemoteChunk[] => {
  const chunks: RemoteChunk[] = []
  for (let chunk = call.next(); chunk !== null; chunk = call.next()) chunks.push(chunk)
  return chunks
}

const valuesOf = (outcomes: PromiseSettledResult<unknown>[]): unknown[] =>
  outcomes.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))

test('a result counts once, and one that does not fit its chunk not at all', async () => {
  const outcomes = await squares(
    4,
    (call) => {
      for (let chunks = take(call); chunks.length > 0; chunks = take(call)) {
        for (const chunk of chunks) {
          answer(call, chunk, [99, 99, 99])
          answer(call, chunk)
          answer(call, chunk, [7, 7])
        }
      }
    },
    { chunk: 2 },
  )
  expect(valuesOf(outcomes)).toEqual([0, 1, 4, 9])
})

test('no more than two chunks a lane are under way', async () => {
  await squares(
    10,
    (call) => {
      expect(take(call)).toHaveLength(2)
      call.roster.see(machine('two', 3))
      expect(take(call)).toHaveLength(6)
      for (let chunks = call.underWay; chunks.length > 0; chunks = take(call)) {
        for (const chunk of chunks) answer(call, chunk)
      }
    },
    { chunk: 1 },
  )
})

test('a chunk that ends its machines is taken apart, and the task to blame fails alone', async () => {
  const outcomes = await squares(
    3,
    (call) => {
      const guilty = ({ tasks }: RemoteChunk): boolean => tasks.inputs.includes(1)
      for (let chunks = take(call); chunks.length > 0; chunks = take(call)) {
        for (const chunk of chunks) {
          if (!guilty(chunk)) answer(call, chunk)
          else for (let start = 0; start < 4; start += 1) call.started(chunk.id)
        }
      }
    },
    { chunk: 3 },
  )
  expect(valuesOf(outcomes)).toEqual([0, 'failed', 4])
  expect(outcomes[1]).toMatchObject({ reason: { code: 'worker-died', finding: { index: 1 } } })
})

test('what comes after the end is left', async () => {
  const late: RemoteChunk[] = []
  const failed = squares(2, (call) => {
    late.push(...take(call))
    call.end(new Error('enough'))
    for (const chunk of late) answer(call, chunk)
  })
  await expect(failed).rejects.toThrow('enough')
})

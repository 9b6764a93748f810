/** What becomes of a chunk whose middle task fails: the tasks before it are kept, those behind run. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MapOptions } from '../../src/index.ts'
import type { Entry } from '../kernels/journal.ts'
import { echo, journal, keep, square, sum } from '../kernels/index.ts'
import { executorOf, findingOf, POOLS, sharedExecutors, soon } from './support.ts'

const shared = sharedExecutors()

let folder: string
let journals = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanemark-chunks-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

type Pool = (typeof POOLS)[number]

/** Ten tasks in one chunk; the one in the middle does what it is told. */
function ten(act: Entry['act']): { inputs: Entry[]; runs: () => Promise<Map<string, number>> } {
  journals += 1
  const file = join(folder, `journal-${journals}`)
  const inputs = Array.from({ length: 10 }, (_, index): Entry => {
    return { file, name: `task ${index}`, act: index === 5 ? act : 'return' }
  })
  const runs = async (): Promise<Map<string, number>> => {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const counts = new Map<string, number>()
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
    return counts
  }
  return { inputs, runs }
}

const settled = async (mode: Pool, inputs: Entry[], options: MapOptions<Entry> = {}) =>
  await soon(shared(mode).map(journal, inputs, { chunk: 10, ...options, settle: true }))

/** Resolves when each worker has done something. */
async function bothLanesWork(mode: Pool): Promise<void> {
  for (const lanes = new Set<number>(); lanes.size < 2;) {
    const { trips } = await shared(mode).run(square, [1, 2, 3, 4], { chunk: 1 })
    for (const { lane } of trips) lanes.add(lane)
  }
}

const OTHERS = [0, 1, 2, 3, 4, 6, 7, 8, 9]

const FAULTS = [
  ['throw', 'task-threw', {}],
  ['exit', 'worker-died', { exitCode: 7 }],
  ['function', 'cannot-cross', { what: 'result' }],
  ['loop', 'task-timeout', { timeout: 200 }],
  ['never', 'task-timeout', { timeout: 200 }],
] as const

test.for(POOLS.flatMap((mode) => FAULTS.map((fault) => [mode, fault[0], fault] as const)))(
  '%s: %s in the middle of a chunk',
  async ([mode, act, [, code, facts]]) => {
    const { inputs, runs } = ten(act)
    const outcomes = await settled(mode, inputs, code === 'task-timeout' ? { timeout: 200 } : {})
    for (const index of OTHERS) {
      expect(outcomes[index]).toEqual({ status: 'fulfilled', value: `task ${index}` })
    }
    expect(outcomes[5]).toMatchObject({
      status: 'rejected',
      reason: { code, finding: { mode, index: 5, ...facts } },
    })
    expect([...(await runs()).values()]).toEqual(Array(10).fill(1))
    const failed = shared(mode).map(journal, inputs, { chunk: 10, timeout: 200 })
    expect(await soon(findingOf(code, failed))).toMatchObject({ index: 5 })
    expect(await shared(mode).map(square, [3, 4])).toEqual([9, 16])
  },
)

test('a worker that stopped at a task gets none of those behind it on its way out', async () => {
  await using executor = executorOf('threads', { workers: 1 })
  const { inputs } = ten('never')
  const sent = new Map<string, number>()
  // called whenever a task is packed
  const transfer = ({ name }: Entry): ArrayBuffer[] => {
    sent.set(name, (sent.get(name) ?? 0) + 1)
    return []
  }
  const options = { chunk: 10, timeout: 100, settle: true, transfer } as const
  await soon(executor.map(journal, inputs, options))
  expect([...sent.values()]).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
})

test('processes: a crash in the middle of a chunk', async () => {
  const { inputs, runs } = ten('crash')
  const outcomes = await settled('processes', inputs)
  for (const index of OTHERS) expect(outcomes[index]).toMatchObject({ value: `task ${index}` })
  expect(outcomes[5]).toMatchObject({
    reason: { code: 'worker-died', finding: { index: 5, signal: 'SIGKILL' } },
  })
  // tasks whose results had not left the worker yet ran a second time, and no oftener
  const counts = await runs()
  for (const index of OTHERS) expect(counts.get(`task ${index}`)).toBeLessThanOrEqual(2)
  expect(counts.get('task 5')).toBe(2)
})

test.for(POOLS)('%s: a worker that died is tried again as often as asked', async (mode) => {
  const { inputs, runs } = ten('exit')
  const outcomes = await settled(mode, inputs, { retries: 2 })
  expect(outcomes[5]).toMatchObject({ reason: { code: 'worker-died' } })
  const counts = await runs()
  expect(counts.get('task 5')).toBe(3)
  for (const index of OTHERS) expect(counts.get(`task ${index}`)).toBe(1)
})

test.for(POOLS)('%s: an input in the middle that cannot cross', async (mode) => {
  const inputs = [1, 2, () => 3, 4]
  const outcomes = await shared(mode).map(echo, inputs, { chunk: 4, settle: true })
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(outcomes[2]).toMatchObject({ reason: { finding: { index: 2, what: 'input' } } })
})

test.for(POOLS)('%s: an error that comes after the kernel has returned', async (mode) => {
  const { inputs } = ten('throw late')
  const pause = { file: inputs[0]!.file, name: 'pause', act: 'never' } as const
  const outcomes = await settled(mode, [inputs[5]!, pause], { chunk: 2, timeout: 10_000 })
  expect(outcomes[1]).toMatchObject({
    reason: { code: 'late-error', finding: { index: 1, error: 'Error: task 5 failed late' } },
  })
  expect(await shared(mode).map(square, [3, 4])).toEqual([9, 16])
})

test.for(POOLS)('%s: a late error that no call is left for is a warning', async (mode) => {
  const { inputs } = ten('throw when told')
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
  expect(await shared(mode).map(journal, [inputs[5]!])).toEqual(['task 5'])
  await writeFile(`${inputs[5]!.file}.told`, '')
  expect(await soon(warned)).toMatchObject({ code: 'late-error', finding: { index: 0 } })
  expect(await shared(mode).map(square, [3, 4])).toEqual([9, 16])
})

test.for(POOLS)('%s: many tasks that take too long, and all workers are there', async (mode) => {
  const { inputs } = ten('loop')
  const loop = inputs[5]!
  const outcomes = await shared(mode).map(journal, Array(8).fill(loop), {
    settle: true,
    timeout: 20,
    chunk: 2,
  })
  for (const { status } of outcomes) expect(status).toBe('rejected')
  await soon(bothLanesWork(mode))
})

test.for(POOLS)('%s: abort and map again at once', async (mode) => {
  const numbers = Array.from({ length: 100_000 }, (_, index) => index)
  for (let round = 0; round < 5; round += 1) {
    const stop = new AbortController()
    const aborted = shared(mode).map(square, numbers, { signal: stop.signal })
    setImmediate(() => stop.abort())
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
    expect(await soon(shared(mode).map(square, [5, 6]))).toEqual([25, 36])
  }
})

test.for(POOLS)('%s: ending one call touches no task of another', async (mode) => {
  const { inputs, runs } = ten('loop')
  const fine = inputs.map((entry, index): Entry => ({
    ...entry,
    name: `fine ${index}`,
    act: 'return',
  }))
  const stop = new AbortController()
  const other = shared(mode).map(journal, fine, { chunk: 1 })
  const aborted = shared(mode).map(journal, inputs, { chunk: 3, signal: stop.signal })
  setTimeout(() => stop.abort(), 30)
  await expect(soon(aborted)).rejects.toMatchObject({ name: 'AbortError' })
  expect(await soon(other)).toEqual(fine.map(({ name }) => name))
  const counts = await runs()
  for (const { name } of fine) expect(counts.get(name)).toBe(1)
})

test.for(POOLS)('%s replaces a worker that has taken too much memory', async (mode) => {
  await using executor = executorOf(mode, { workers: 1, recycle: 200 })
  const run = async (sizes: number[]) => await executor.run(keep, sizes, { chunk: 1 })
  const { trips } = await run([300, 1, 1])
  const workers = new Set(trips.map(({ worker }) => `${worker.pid}/${worker.threadId}`))
  // the chunk that was there already still runs on the old one
  expect(workers.size).toBe(2)
})

test.for(POOLS)('%s: a large buffer crosses', { timeout: 200_000 }, async (mode) => {
  const large = new Float64Array((300 * 2 ** 20) / 8)
  large[large.length - 1] = 7
  expect(await shared(mode).map(sum, [large])).toEqual([7])
})

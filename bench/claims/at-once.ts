/** Claim 2: whether two threads ever run at the same time, and what they do to one counter. */
import { concurrent, kernel, threads } from 'lanemark'
import type { Estimate, Executor, Run } from 'lanemark'
import { cpuOf } from '../../src/explain/runs.ts'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import type {
  Count,
  countAcrossAwaits,
  countAtomically,
  countBetweenAwaits,
  countPlainly,
} from '../kernels/counter.ts'
import type * as cpuBound from '../kernels/cpu-bound.ts'

const counters = new URL('../kernels/counter.ts', import.meta.url)
const bound = kernel<typeof cpuBound>(new URL('../kernels/cpu-bound.ts', import.meta.url))

/** CPU time per wall time, over the rounds; null where the platform does not tell. */
export interface AtOnce {
  concurrent: Estimate | null
  threads: Estimate | null
}

/**
 * How many cores the tasks had at once. Under a lock that lets one thread run at a time it cannot
 * pass 1, on a busy machine no more than on a quiet one.
 */
export async function coresAtOnce(inputs: readonly number[], rounds: number): Promise<AtOnce> {
  const loop: (number | null)[] = []
  const pool: (number | null)[] = []
  await using one = concurrent()
  await using many = threads()
  await many.run(bound, inputs)
  for (let round = 0; round < rounds; round += 1) {
    loop.push(coresOf(await one.run(bound, inputs)))
    pool.push(coresOf(await many.run(bound, inputs)))
  }
  return { concurrent: estimate(loop), threads: estimate(pool) }
}

function coresOf({ trips, makespan }: Run<unknown>): number | null {
  const used = trips.map((trip) => cpuOf(trip))
  if (used.some((cpu) => cpu === null)) return null
  return used.reduce<number>((sum, cpu) => sum + (cpu ?? 0), 0) / makespan
}

const estimate = (values: readonly (number | null)[]): Estimate | null =>
  values.includes(null) ? null : medianEstimate(values as number[])

/** Updates that were made and cannot be seen in the counter. */
export interface Lost {
  threadsPlain: number
  threadsAtomic: number
  betweenAwaits: number
  acrossAwaits: number
  /** Updates made in each of the four. */
  made: number
}

export async function lostUpdates(times: number): Promise<Lost> {
  const named = <Subject>(name: string) => kernel<Subject>(counters, name)
  await using loop = concurrent()
  await using pool = threads({ workers: 2 })
  const tasks = 2
  const lost = (on: Executor, of: ReturnType<typeof named<(count: Count) => unknown>>) =>
    count(on, of, { tasks, times })
  return {
    threadsPlain: await lost(pool, named<typeof countPlainly>('countPlainly')),
    threadsAtomic: await lost(pool, named<typeof countAtomically>('countAtomically')),
    betweenAwaits: await lost(loop, named<typeof countBetweenAwaits>('countBetweenAwaits')),
    acrossAwaits: await lost(loop, named<typeof countAcrossAwaits>('countAcrossAwaits')),
    made: tasks * times,
  }
}

async function count(
  executor: Executor,
  how: ReturnType<typeof kernel<(count: Count) => unknown>>,
  { tasks, times }: Omit<Count, 'shared'>,
): Promise<number> {
  const shared = new SharedArrayBuffer(8)
  const inputs = Array.from({ length: tasks }, () => ({ shared, tasks, times }))
  await executor.map(how, inputs)
  return tasks * times - Atomics.load(new Int32Array(shared), 1)
}

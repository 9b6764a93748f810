/** The same calls on local processes and through a server on the loopback, in turns, with as many workers. */
import { kernel, processes } from 'lanemark'
import type { Executor } from 'lanemark'
import { machines } from 'lanemark/machines'
import { difference } from '../../src/compare/equality.ts'
import { pairedRatio } from '../../src/stats/paired-ratio.ts'
import { medianEstimate } from '../../src/stats/median-interval.ts'
import type { Estimate } from '../../src/model.ts'
import { median } from '../../src/stats/quantile.ts'
import { seededRandom, shuffle } from '../../src/stats/random.ts'
import type { echo } from '../kernels/echo.ts'
import type { spin } from '../peers/kernels/spin.ts'

export interface Compared {
  title: string
  tasks: number
  /** Ms a list. */
  local: Estimate
  remote: Estimate
  /** CPU time of the caller for a list, ms. */
  caller: number
  /** How many times the throughput of local processes the machines have. */
  throughput: Estimate
  /** At least; null: nothing was promised. */
  goal: number | null
}

const reflect = kernel<typeof echo>(new URL('../kernels/echo.ts', import.meta.url), 'echo')
const spinning = kernel<typeof spin>(new URL('../peers/kernels/spin.ts', import.meta.url), 'spin')

interface Load {
  title: string
  goal: number | null
  run: (executor: Executor) => Promise<unknown[]>
  tasks: number
}

function loadsOf(steps: number): Load[] {
  const spins = (title: string, ms: number, tasks: number, goal: number): Load => {
    const inputs = Array<number>(tasks).fill(Math.round(1000 * ms * steps))
    return { title, goal, tasks, run: (executor) => executor.map(spinning, inputs) }
  }
  const numbers = Array.from({ length: 100_000 }, (_, index) => index)
  return [
    spins('1 ms x 10,000', 1, 10_000, 0.85),
    spins('10 ms x 600', 10, 600, 0.95),
    {
      title: 'no-op x 100,000',
      goal: 0.1,
      tasks: numbers.length,
      run: (executor) => executor.map(reflect, numbers),
    },
    {
      title: 'no-op x 2,000, each in a message of its own',
      goal: null,
      tasks: 2000,
      run: (executor) => executor.map(reflect, numbers.slice(0, 2000), { chunk: 1 }),
    },
  ]
}

/** @param steps of the spin kernel in a microsecond */
export async function compare(
  servers: string,
  {
    group,
    workers,
    rounds,
    steps,
    seed,
  }: Record<'workers' | 'rounds' | 'steps' | 'seed', number> & {
    group: string
  },
): Promise<Compared[]> {
  await using local = processes({ workers })
  await using remote = machines({ servers, group })
  const random = seededRandom(seed)
  const found: Compared[] = []
  for (const { title, goal, tasks, run } of loadsOf(steps)) {
    const times = { local: [] as number[], remote: [] as number[] }
    const spent: number[] = []
    for (let round = -1; round < rounds; round += 1) {
      const results: unknown[][] = []
      for (const name of shuffle(['local', 'remote'] as const, random)) {
        const [begun, cpu] = [performance.now(), process.cpuUsage()]
        results.push(await run(name === 'local' ? local : remote))
        if (round < 0) continue
        times[name].push(performance.now() - begun)
        const { user, system } = process.cpuUsage(cpu)
        if (name === 'remote') spent.push((user + system) / 1000)
      }
      const wrong = difference(results[0], results[1])
      if (wrong !== null) throw new Error(`${title}: other results at ${wrong.path}`)
    }
    found.push({
      title,
      tasks,
      goal,
      local: medianEstimate(times.local),
      remote: medianEstimate(times.remote),
      caller: median(spent),
      throughput: pairedRatio(times.local, times.remote),
    })
  }
  return found
}

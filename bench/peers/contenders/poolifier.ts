/** poolifier: `mapExecute`, which sends one message a task. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { FixedClusterPool, FixedThreadPool, PoolEvents } from 'poolifier'
import type { IPool, IWorker } from 'poolifier'
import type { Contender, Work } from './contender.ts'
import { argumentsOf, script } from './kernel.ts'

/** Its queue lets idle workers steal, which long tasks need and short ones pay for. */
const queue = ({ hand }: Work) => ({ startWorkers: false, enableTasksQueue: hand.ahead === 1 })

type Open = (work: Work, workers: number) => IPool<IWorker, unknown, unknown>

const threads: Open = (work, workers) =>
  new FixedThreadPool(workers, fileURLToPath(script('poolifier-thread.ts')), {
    ...queue(work),
    workerOptions: { argv: argumentsOf(work) },
  })

const processes: Open = (work, workers) =>
  new FixedClusterPool(workers, fileURLToPath(script('poolifier-process.ts')), {
    ...queue(work),
    settings: { args: argumentsOf(work), serialization: 'advanced' },
  })

function poolifier(kind: 'threads' | 'processes', open: Open): Contender {
  return {
    name: `poolifier ${kind}`,
    kind,
    role: 'peer',
    package: 'poolifier',
    async open(work, workers) {
      const pool = open(work, workers)
      const ready = pool.emitter === undefined ? null : once(pool.emitter, PoolEvents.ready)
      pool.start()
      await ready
      return {
        run: (inputs) => pool.mapExecute(inputs),
        close: () => pool.destroy(),
      }
    },
  }
}

export const poolifierThreads = poolifier('threads', threads)
export const poolifierProcesses = poolifier('processes', processes)

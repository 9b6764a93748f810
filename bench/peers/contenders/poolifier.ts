/** poolifier: `mapExecute`, which sends one message a task. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { FixedClusterPool, FixedThreadPool, PoolEvents } from 'poolifier'
import type { IPool, IWorker } from 'poolifier'
import { atMost } from '../../../src/executors/at-most.ts'
import type { Contender, Work } from './contender.ts'
import { argumentsOf, keyOf, script } from './kernel.ts'

/** Ms that a pool may take to end. */
const LAST_WORD = 2000

type Open = (works: readonly Work[], workers: number) => IPool<IWorker>

const threads: Open = (works, workers) =>
  new FixedThreadPool(workers, fileURLToPath(script('poolifier-thread.ts')), {
    startWorkers: false,
    workerOptions: { argv: argumentsOf(works) },
  })

const processes: Open = (works, workers) =>
  new FixedClusterPool(workers, fileURLToPath(script('poolifier-process.ts')), {
    startWorkers: false,
    settings: { args: argumentsOf(works), serialization: 'advanced' },
  })

function poolifier(kind: 'threads' | 'processes', open: Open): Contender {
  return {
    name: `poolifier ${kind}`,
    kind,
    role: 'peer',
    package: 'poolifier',
    async open(works, workers) {
      const pool = open(works, workers)
      const ready = pool.emitter === undefined ? null : once(pool.emitter, PoolEvents.ready)
      pool.start()
      await ready
      let queues = false
      return {
        run(work, inputs) {
          // its queue lets idle workers steal, which long tasks need and short ones pay for
          const long = work.hand.ahead === 1
          if (long !== queues) pool.enableTasksQueue(long)
          queues = long
          return pool.mapExecute(inputs, keyOf(work))
        },
        close: () => destroy(pool),
      }
    },
  }
}

/**
 * A thread of poolifier closes its port at once behind its last word, which may be lost with it; the pool
 * then waits for it without end.
 */
async function destroy(pool: IPool<IWorker>): Promise<void> {
  const own = pool.workerNodes.flatMap(({ worker }) => (worker instanceof Worker ? [worker] : []))
  await atMost(LAST_WORD, undefined, pool.destroy())
  await Promise.all(own.map((thread) => thread.terminate()))
}

export const poolifierThreads = poolifier('threads', threads)
export const poolifierProcesses = poolifier('processes', processes)

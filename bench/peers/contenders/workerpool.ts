/** workerpool: one `exec` a task. */
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'
import type { Contender } from './contender.ts'
import { argumentsOf, keyOf, script } from './kernel.ts'

function pool(kind: 'threads' | 'processes'): Contender {
  return {
    name: `workerpool ${kind}`,
    kind,
    role: 'peer',
    package: 'workerpool',
    async open(works, workers) {
      const args = argumentsOf(works)
      const opened = workerpool.pool(fileURLToPath(script('workerpool.ts')), {
        workerType: kind === 'threads' ? 'thread' : 'process',
        minWorkers: workers,
        maxWorkers: workers,
        workerThreadOpts: { argv: args },
        forkArgs: args,
        // JSON, the default, cannot carry buffers or big integers
        forkOpts: { serialization: 'advanced' },
      })
      return {
        run: (work, inputs) => {
          const key = keyOf(work)
          return Promise.all(inputs.map((input) => opened.exec(key, [input])))
        },
        async close() {
          await opened.terminate()
        },
      }
    },
  }
}

export const workerpoolThreads = pool('threads')
export const workerpoolProcesses = pool('processes')

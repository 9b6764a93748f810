/** workerpool: one `exec` a task. */
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'
import type { Contender } from './contender.ts'
import { argumentsOf, script } from './kernel.ts'

function pool(kind: 'threads' | 'processes'): Contender {
  return {
    name: `workerpool ${kind}`,
    kind,
    role: 'peer',
    package: 'workerpool',
    async open(work, workers) {
      const args = argumentsOf(work)
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
        run: (inputs) => Promise.all(inputs.map((input) => opened.exec('kernel', [input]))),
        async close() {
          await opened.terminate()
        },
      }
    },
  }
}

export const workerpoolThreads = pool('threads')
export const workerpoolProcesses = pool('processes')

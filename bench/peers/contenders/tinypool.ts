/** tinypool: one `run` a task. */
import { fileURLToPath } from 'node:url'
import { Tinypool } from 'tinypool'
import type { Contender } from './contender.ts'

function tinypool(kind: 'threads' | 'processes'): Contender {
  return {
    name: `tinypool ${kind}`,
    kind,
    role: 'peer',
    package: 'tinypool',
    async open(_works, workers) {
      const pool = new Tinypool({
        runtime: kind === 'threads' ? 'worker_threads' : 'child_process',
        // JSON, its default, changes data
        ...(kind === 'processes' ? { serialization: 'advanced' as const } : {}),
        minThreads: workers,
        maxThreads: workers,
        env: process.env as Record<string, string>,
      })
      return {
        run: ({ module, name }, inputs) => {
          const kernel = { filename: fileURLToPath(module), name }
          return Promise.all(inputs.map((input) => pool.run(input, kernel)))
        },
        close: () => pool.destroy(),
      }
    },
  }
}

export const tinypoolThreads = tinypool('threads')
export const tinypoolProcesses = tinypool('processes')

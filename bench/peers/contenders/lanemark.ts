/** Ours, as the README shows it. */
import { kernel, processes, serial, threads } from 'lanemark'
import type { Executor, MapOptions } from 'lanemark'
import type { Call, Contender, Kind, Work } from './contender.ts'

function lanemark(kind: Kind, mode: string, make: (workers: number) => Executor): Contender {
  return {
    name: `lanemark ${mode}`,
    kind,
    role: 'ours',
    package: 'lanemark',
    async open(_works, workers) {
      const pool = make(workers)
      await pool.open()
      return {
        run: (work, inputs) =>
          pool.map(kernel<Call>(work.module, work.name), inputs, optionsOf(work)),
        close: () => pool.close(),
      }
    },
  }
}

/** What a user knows of the tasks. */
const optionsOf = ({ cost }: Work): MapOptions => (cost === undefined ? {} : { cost })

export const lanemarkSerial = lanemark('loop', 'serial', () => serial())
export const lanemarkThreads = lanemark('threads', 'threads', (workers) => threads({ workers }))
export const lanemarkProcesses = lanemark('processes', 'processes', (workers) =>
  processes({ workers }),
)

/** Ours, as the README shows it. */
import { auto, kernel, processes, serial, threads } from 'lanemark'
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
        run: (work, list) => {
          const { inputs, options } = asOurs(work, list)
          return pool.map(kernel<Call>(work.module, work.name), inputs, options)
        },
        close: () => pool.close(),
      }
    },
  }
}

/** What a user knows of the tasks. */
function asOurs(
  { cost, ours }: Work,
  inputs: readonly unknown[],
): { inputs: readonly unknown[]; options: MapOptions } {
  if (ours !== undefined) return ours(inputs as readonly never[])
  return { inputs, options: cost === undefined ? {} : { cost } }
}

export const lanemarkSerial = lanemark('loop', 'serial', () => serial())
export const lanemarkAuto = lanemark('auto', 'auto', (workers) => auto({ workers }))
export const lanemarkThreads = lanemark('threads', 'threads', (workers) => threads({ workers }))
export const lanemarkProcesses = lanemark('processes', 'processes', (workers) =>
  processes({ workers }),
)

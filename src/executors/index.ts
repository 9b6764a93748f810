/** The executor of each mode, a line each; what a mode is stands in `modes.ts`. */
import type { LocalMode } from '../model.ts'
import { auto } from './auto/auto.ts'
import { concurrent } from './concurrent.ts'
import type { Executor } from './executor.ts'
import { processes } from './processes.ts'
import { serial } from './serial.ts'
import { threads } from './threads.ts'

export interface ExecutorSettings {
  mode: LocalMode
  workers: number
  /** Heap limit of each worker in MiB; null: Node's default. */
  heap: number | null
}

const EXECUTORS: Record<LocalMode, (pool: { workers: number; heap?: number }) => Executor> = {
  serial,
  concurrent,
  threads,
  processes,
  auto,
}

export function executorFor({ mode, workers, heap }: ExecutorSettings): Executor {
  return EXECUTORS[mode]({ workers, ...(heap === null ? {} : { heap }) })
}

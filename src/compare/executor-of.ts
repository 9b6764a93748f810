/** The executor of a case. */
import type { Executor } from '../executors/executor.ts'
import { executorFor } from '../executors/index.ts'
import { refuse } from '../machines/packages.ts'
import type { LocalCase, RemoteCase } from './compare-options.ts'

/** @throws {LanemarkError} `option-invalid`, `packages-missing` */
export async function executorOf(one: LocalCase | RemoteCase): Promise<Executor> {
  if ('heap' in one) return executorFor(one)
  // its packages are optional
  const { machines } = await import('../machines/machines.ts').catch(refuse)
  const { servers, ...others } = one.options
  return machines({ servers, ...others, ...(one.asked === null ? {} : { workers: one.asked }) })
}

/** A pool of child processes: nothing is shared, and a crash takes nothing else along. */
import { resolvePool } from '../pool-options.ts'
import type { PoolOptions, ResolvedPool } from '../pool-options.ts'
import { executor } from './executor.ts'
import type { Core, Executor } from './executor.ts'
import { lazyCore } from './lazy-core.ts'

/**
 * The executor of mode `processes`.
 * @throws {LanemarkError} `option-invalid`
 */
export function processes(options: PoolOptions = {}): Executor {
  return executor(processesCore(resolvePool(options)))
}

export const processesCore = (pool: ResolvedPool): Core =>
  lazyCore({ mode: 'processes', workers: pool.workers }, async () => {
    const { poolCore } = await import('./pool.ts')
    return poolCore({ mode: 'processes', runtime: 'child_process', shared: false, ...pool })
  })

/** A pool of worker threads: one process, one address space, a heap for each thread. */
import { resolvePool } from '../pool-options.ts'
import type { PoolOptions, ResolvedPool } from '../pool-options.ts'
import { executor } from './executor.ts'
import type { Core, Executor } from './executor.ts'
import { lazyCore } from './lazy-core.ts'

/**
 * The executor of mode `threads`.
 * @throws {LanemarkError} `option-invalid`
 */
export function threads(options: PoolOptions = {}): Executor {
  return executor(threadsCore(resolvePool(options)))
}

export const threadsCore = (pool: ResolvedPool): Core =>
  lazyCore({ mode: 'threads', workers: pool.workers }, async () => {
    const { poolCore } = await import('./pool.ts')
    return poolCore({ mode: 'threads', runtime: 'worker_threads', shared: true, ...pool })
  })

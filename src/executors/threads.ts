/** A pool of worker threads: one process, one address space, a heap for each thread. */
import { resolvePool } from '../options.ts'
import type { PoolOptions } from '../options.ts'
import type { Executor } from './executor.ts'
import { poolExecutor } from './pool.ts'

/**
 * The executor of mode `threads`.
 * @throws {LanemarkError} `option-invalid`
 */
export function threads(options: PoolOptions = {}): Executor {
  const runtime = 'worker_threads'
  return poolExecutor({ mode: 'threads', runtime, shared: true, ...resolvePool(options) })
}

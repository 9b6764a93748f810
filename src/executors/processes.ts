/** A pool of child processes: nothing is shared, and a crash takes nothing else along. */
import { resolvePool } from '../options.ts'
import type { PoolOptions } from '../options.ts'
import type { Executor } from './executor.ts'
import { poolExecutor } from './pool.ts'

/**
 * The executor of mode `processes`.
 * @throws {LanemarkError} `option-invalid`
 */
export function processes(options: PoolOptions = {}): Executor {
  const runtime = 'child_process'
  return poolExecutor({ mode: 'processes', runtime, shared: false, ...resolvePool(options) })
}

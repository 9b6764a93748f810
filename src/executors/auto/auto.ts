/** The mode that chooses, as its users see it; how it does stands in `chooser.ts`. */
import { resolvePool } from '../../pool-options.ts'
import type { PoolOptions } from '../../pool-options.ts'
import { executor } from '../executor.ts'
import type { Executor } from '../executor.ts'
import { lazyCore } from '../lazy-core.ts'
import type { Decision } from './why-chosen.ts'

export type { Decision } from './why-chosen.ts'

export interface Auto extends Executor {
  /** What was chosen last, and why; null: nothing yet. */
  readonly decision: Decision | null
}

/**
 * The executor that chooses a mode for each call. Kernels are loaded on the caller's thread as well, and
 * the first tasks of one that is not known yet run there: one that ends its process ends this one.
 * Options are those of its pools.
 * @throws {LanemarkError} `option-invalid`
 */
export function auto(options: PoolOptions = {}): Auto {
  const pool = resolvePool(options)
  const core = lazyCore({ mode: 'auto', workers: pool.workers }, async () => {
    const { Chooser } = await import('./chooser.ts')
    return new Chooser(pool)
  })
  return Object.defineProperty(executor(core), 'decision', {
    get: () => core.loaded?.decision ?? null,
    enumerable: true,
  }) as Auto
}

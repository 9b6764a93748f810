/** Where comparisons can be made: as in production, in Node's own context. */
import { LanemarkError } from '../findings.ts'

/**
 * @param surroundings Vitest's pool and test environment
 * @throws {LanemarkError} `not-in-node`
 */
export function refuseOthersThanNode({ pool, environment }: { pool: string; environment: string }) {
  const refuse = (what: 'pool' | 'environment', name: string): never => {
    throw new LanemarkError({ code: 'not-in-node', what, name })
  }
  if (pool.startsWith('vm')) refuse('pool', pool)
  if (environment !== 'node') refuse('environment', environment)
}

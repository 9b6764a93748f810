/** Which other machines a case has: that is known once calls have run there, and not all answer at once. */
import type { Executor } from '../executors/executor.ts'
import type { Machines } from '../machines/machines.ts'
import { invalid } from '../pool-options.ts'
import type { OpenCase } from './case-runs.ts'

/** Ms that machines are given to answer, where more workers were asked for than have. */
const ANSWERS = 3000

/**
 * @param call runs one on them
 * @throws {LanemarkError} `option-invalid`
 */
export async function takeStock(one: OpenCase, call: () => Promise<unknown>): Promise<void> {
  const executor = one.executor as Executor & Partial<Machines>
  const asked = one.asked ?? 1
  const end = performance.now() + ANSWERS
  while (executor.workers < asked && performance.now() < end) await call()
  if (executor.workers < asked) {
    const has = `as many as the machines have, which is ${executor.workers}`
    invalid(`workers of \`${one.mode}\``, String(asked), has)
  }
  one.machines = [...(executor.machines ?? [])]
  one.workers = executor.workers
}

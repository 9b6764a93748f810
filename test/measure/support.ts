/** Short ways to have functions measured. */
import type { Fn, FnOptions } from 'tinybench'
import { Caller } from '../../src/measure/caller.ts'
import type { Now } from '../../src/measure/clock.ts'
import { realTime } from '../../src/measure/clock.ts'
import { NO_CALL } from '../../src/measure/first-call.ts'
import type { InterleaveSettings, Measured } from '../../src/measure/interleave.ts'
import type { Clock } from '../../src/model.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** Costs nothing and shows everything. */
export const FINE: Clock = { name: 'fake', resolution: 1e-6, cost: 0 }

export function sync(name: string, fn: Fn, fnOpts: FnOptions = {}, now: Now = realTime): Measured {
  const caller = new Caller({ name, fn, fnOpts: { async: false, ...fnOpts } }, now)
  return { caller, first: NO_CALL, signal: fnOpts.signal }
}

export const async = (
  name: string,
  fn: () => Promise<unknown>,
  fnOpts: FnOptions = {},
  now: Now = realTime,
): Measured => sync(name, fn, { ...fnOpts, async: true }, now)

/** One call a turn, four calls, no warm-up. */
export const settingsFor = (
  tasks: readonly Measured[],
  options: InterleaveSettings['options'] = {},
  more: Partial<InterleaveSettings> = {},
): InterleaveSettings => ({
  tasks,
  options: { time: 0, iterations: 4, warmup: false, ...options },
  clock: FINE,
  slice: 0,
  random: seededRandom(7),
  keep: 10_000,
  timeout: null,
  together: false,
  ...more,
})

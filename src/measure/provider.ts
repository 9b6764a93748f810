/** Vitest's benchmark provider: the functions of one `bench.compare()` or `bench().run()`. */
import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import { seededRandom } from '../stats/random.ts'
import { Caller } from './caller.ts'
import { clockOf, measureClock } from './clock.ts'
import { NO_CALL } from './first-call.ts'
import { resultsOf } from './group.ts'
import { interleave } from './interleave.ts'
import { keepFor, optionsOf, retains } from './run-options.ts'
import { runPlain } from './plain.ts'
import { planOf } from './plan.ts'
import type { Plan } from './plan.ts'

export default { run } satisfies BenchmarkProvider

async function run(group: BenchmarkGroup): Promise<BenchResult[]> {
  const plan = planOf(group.options)
  return plan === undefined ? await runPlain(group) : await runPlan(group, plan)
}

/** The modes of a comparison: each one tells its own duration, and has one call a turn. */
async function runPlan(group: BenchmarkGroup, plan: Plan): Promise<BenchResult[]> {
  const options = optionsOf(group, {})
  const { name, now } = clockOf(options)
  const clock = measureClock(name, now)
  const tasks = group.registrations.map(({ name: label, fn, fnOpts }) => {
    const caller = new Caller({ name: label, fn, fnOpts: { ...fnOpts, async: true } }, now)
    return { caller, first: NO_CALL, signal: fnOpts?.signal }
  })
  const outcome = await interleave({
    tasks,
    options,
    clock,
    slice: 0,
    random: seededRandom(plan.seed),
    keep: keepFor(options),
    // its executors have time limits of their own
    timeout: null,
    together: true,
    before: plan.before,
    goesOn: plan.goesOn,
  })
  plan.measured(outcome)
  return await resultsOf(outcome.subjects, { clock, loop: null, retain: retains(options) })
}

/** One kernel and its inputs through all modes: what that takes is opened here, and closed again. */
import { availableCores } from '../system/cores.ts'
import { kindOf } from '../text/describe.ts'
import { LanemarkError } from '../findings.ts'
import { isRemote } from '../modes.ts'
import { checkKernel } from '../kernel.ts'
import type { Kernel } from '../kernel.ts'
import { Probes } from '../measure/probes.ts'
import { resolveCompare } from './compare-options.ts'
import type { CompareOptions } from './compare-options.ts'
import { invalid } from '../pool-options.ts'
import { executorOf } from './executor-of.ts'
import { loadKernel } from '../worker/loaded-kernel.ts'
import type { Host } from './host.ts'
import { Inputs } from './inputs.ts'
import { Session } from './comparison-session.ts'
import type { OpenCase } from './case-runs.ts'
import type { Compared } from './comparison-session.ts'

/** @throws {LanemarkError} for options, kernels, failing tasks and differing results */
export async function compareModes<Input, Output, Context>(
  kernel: Kernel<Input, Output, Context>,
  inputs: Iterable<Input>,
  options: CompareOptions<Context>,
  host: Host,
): Promise<Compared<Output>> {
  const resolved = resolveCompare(options)
  checkKernel(kernel)
  const taken = inputsOf(inputs)
  checkAlike('repeats', resolved.repeats?.tasks, taken.given.length)
  checkAlike('divide', resolved.divide?.whole?.results, taken.given.length)
  const loaded = await loadKernel(kernel)
  const cores = availableCores()
  const opened: { close: () => Promise<void> }[] = []
  try {
    const cases: OpenCase[] = []
    for (const one of resolved.cases) {
      const executor = await executorOf(one)
      opened.push(executor)
      const { label, mode, workers } = one
      cases.push({
        label,
        mode,
        workers,
        executor,
        startup: await executor.open(),
        runs: [],
        asked: 'asked' in one ? one.asked : null,
        machines: null,
      })
    }
    const local = cases.filter((one) => !isRemote(one))
    const most = Math.max(...local.map(({ workers }) => workers))
    const meter = await host.openMeter(Math.max(1, Math.min(Math.floor(cores), most)))
    opened.push(meter)
    const session = new Session(loaded, taken, resolved, cases, new Probes(meter), host)
    return (await session.run(cores)) as Compared<Output>
  } finally {
    await Promise.all(opened.map((one) => one.close()))
  }
}

/** @throws {LanemarkError} `option-invalid` */
function checkAlike(option: string, calls: readonly unknown[] | undefined, count: number): void {
  if (calls === undefined || calls.length === count) return
  const got = `a comparison of ${calls.length} inputs`
  invalid(option, got, `one of ${count}, as many as here`)
}

/** @throws {LanemarkError} `no-inputs`, `option-invalid` */
function inputsOf(given: unknown): Inputs {
  const isIterable = typeof given === 'object' && given !== null && Symbol.iterator in given
  if (!isIterable) {
    const allowed = 'an array of inputs, or something else that can be iterated'
    throw new LanemarkError({
      code: 'option-invalid',
      option: 'inputs',
      got: kindOf(given),
      allowed,
    })
  }
  const inputs = new Inputs(given as Iterable<unknown>)
  if (inputs.given.length === 0) throw new LanemarkError({ code: 'no-inputs' })
  return inputs
}

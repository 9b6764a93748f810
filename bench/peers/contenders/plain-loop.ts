/** A plain loop: what a speedup is held against. */
import type { Call, Contender } from './contender.ts'
import { keyOf, loadCall } from './kernel.ts'

export const plainLoop: Contender = {
  name: 'plain loop',
  kind: 'loop',
  role: 'baseline',
  package: null,
  async open(works) {
    const calls = new Map<string, Call>()
    for (const work of works) calls.set(keyOf(work), await loadCall(work))
    let times: number[] = []
    return {
      async run(work, inputs) {
        const call = calls.get(keyOf(work))!
        times = []
        return work.timed ? timedLoop(call, inputs, times) : loop(call, inputs)
      },
      times: () => times,
      async close() {},
    }
  },
}

function loop(call: Call, inputs: readonly unknown[]): unknown[] {
  const results: unknown[] = []
  for (const input of inputs) results.push(call(input))
  return results
}

/** For tasks so long that a look at the clock is nothing beside them. */
function timedLoop(call: Call, inputs: readonly unknown[], times: number[]): unknown[] {
  return inputs.map((input) => {
    const started = performance.now()
    const result = call(input)
    times.push(performance.now() - started)
    return result
  })
}

/** A plain loop: what a speedup is held against. */
import type { Call, Contender, Running } from './contender.ts'
import { loadCall } from './kernel.ts'

export const plainLoop: Contender = {
  name: 'plain loop',
  kind: 'loop',
  role: 'baseline',
  package: null,
  async open({ module, name, timed }) {
    const call = await loadCall(module, name)
    return timed ? timedLoop(call) : loop(call)
  },
}

const loop = (call: Call): Running => ({
  async run(inputs) {
    const results: unknown[] = []
    for (const input of inputs) results.push(call(input))
    return results
  },
  async close() {},
})

/** For tasks so long that a look at the clock is nothing beside them. */
function timedLoop(call: Call): Running {
  let times: number[] = []
  return {
    async run(inputs) {
      times = []
      return inputs.map((input) => {
        const started = performance.now()
        const result = call(input)
        times.push(performance.now() - started)
        return result
      })
    },
    times: () => times,
    async close() {},
  }
}

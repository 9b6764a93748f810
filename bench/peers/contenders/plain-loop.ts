/** A plain loop: what a speedup is held against. */
import type { Contender } from './contender.ts'
import { loadCall } from './kernel.ts'

export const plainLoop: Contender = {
  name: 'plain loop',
  kind: 'loop',
  role: 'baseline',
  package: null,
  async open({ module, name }) {
    const call = await loadCall(module, name)
    return {
      async run(inputs) {
        const results: unknown[] = []
        for (const input of inputs) results.push(call(input))
        return results
      },
      async close() {},
    }
  },
}

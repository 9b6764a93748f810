/** piscina: one `run` a task. */
import { Piscina } from 'piscina'
import type { Contender } from './contender.ts'

export const piscina: Contender = {
  name: 'piscina',
  kind: 'threads',
  role: 'peer',
  package: 'piscina',
  async open({ module, name }, workers) {
    const pool = new Piscina({ filename: module, name, minThreads: workers, maxThreads: workers })
    return {
      run: (inputs) => Promise.all(inputs.map((input) => pool.run(input))),
      close: () => pool.destroy(),
    }
  },
}

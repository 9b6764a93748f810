/** piscina: one `run` a task. */
import { Piscina } from 'piscina'
import type { Contender } from './contender.ts'

export const piscina: Contender = {
  name: 'piscina',
  kind: 'threads',
  role: 'peer',
  package: 'piscina',
  async open(_works, workers) {
    const pool = new Piscina({ minThreads: workers, maxThreads: workers })
    return {
      run: ({ module, name }, inputs) => {
        const kernel = { filename: module, name }
        return Promise.all(inputs.map((input) => pool.run(input, kernel)))
      },
      close: () => pool.destroy(),
    }
  },
}

/** An asynchronous function: each unit waits for one turn of the event loop and computes a little. */
import { setImmediate as turn } from 'node:timers/promises'
import { steps } from './steps.ts'

const STEPS = 1000

export function async(units: number): () => Promise<number> {
  return async () => {
    let sum = 0
    for (let unit = 0; unit < units; unit += 1) {
      await turn()
      sum += steps(STEPS)
    }
    return sum
  }
}

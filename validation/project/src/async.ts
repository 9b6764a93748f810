/** An asynchronous function: each unit waits for one turn of the event loop and computes a little. */
import { setImmediate as turn } from 'node:timers/promises'

const STEPS = 1000

export function async(units: number): () => Promise<number> {
  return async () => {
    let sum = 0
    for (let unit = 0; unit < units; unit += 1) {
      await turn()
      sum += compute()
    }
    return sum
  }
}

function compute(): number {
  let sum = 0
  for (let step = 0; step < STEPS; step += 1) sum = sum * 0.75 + (step & 255)
  return sum
}

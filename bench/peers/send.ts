/** Has an order carried out in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Found, Order } from './measuring-process.ts'

/** @throws {Error} when the process ends without an answer */
export async function send(order: Order): Promise<Found> {
  const child = fork(new URL('measuring-process.ts', import.meta.url))
  let found: Found | undefined
  child.once('message', (message) => {
    found = message as Found
  })
  child.send(order)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (found === undefined)
    throw new Error(`measuring ${order.loads.join()} ended with code ${code}`)
  return found
}

/** Kernels of one kind of work each. */
import { setTimeout as after } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'

/** Computes for a millisecond or so. */
export function grind(input: number): number {
  let state = input + 1
  for (let step = 0; step < 5e4; step += 1) state = (state * 48_271) % 2_147_483_647
  return state
}

/** Waits. */
export async function nap(input: number): Promise<number> {
  await after(10)
  return input
}

/** Takes more memory than a worker thread of this test has, but not in a process of its own. */
export function hoard(input: number): number {
  grindFor(10)
  if (!isMainThread) {
    const hoarded: number[][] = []
    for (;;) hoarded.push(Array<number>(1e5).fill(hoarded.length))
  }
  return input
}

function grindFor(duration: number): void {
  const end = performance.now() + duration
  while (performance.now() < end) grind(1)
}

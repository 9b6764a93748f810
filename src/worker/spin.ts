/** The capacity probe's thread: waits, computes without touching memory, tells when. */
import { workerData } from 'node:worker_threads'
import { readCpu, spent } from './cpu.ts'
import { now } from './protocol.ts'

/** `control[0]` counts the orders given, `control[1 + lane]` the iterations asked of each thread. */
export interface SpinData {
  lane: number
  control: Int32Array
  /**
   * Three figures a lane of its last spin, ms: begin, end, and for how long of that it had no core;
   * 0 where the platform does not tell it.
   */
  times: Float64Array
  /** Counts the threads that are done with the order. */
  done: Int32Array
}

const { lane, control, times, done } = workerData as SpinData

function spin(iterations: number): number {
  let word = 0x9e3779b9 | 0
  for (let step = 0; step < iterations; step += 1) {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
  }
  return word
}

let seen = 0
for (;;) {
  Atomics.wait(control, 0, seen)
  const order = Atomics.load(control, 0)
  if (order === seen) continue
  seen = order
  const iterations = Atomics.load(control, 1 + lane)
  if (iterations < 0) break
  const before = readCpu()
  times[3 * lane] = now()
  // the sum is looked at, or the loop could be left out
  if (spin(iterations) === 0) times[3 * lane] = Number.NaN
  times[3 * lane + 1] = now()
  times[3 * lane + 2] = spent(before, readCpu()).wait ?? 0
  Atomics.add(done, 0, 1)
  Atomics.notify(done, 0)
}

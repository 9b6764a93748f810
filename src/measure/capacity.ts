/** How many cores' worth of work the machine delivers right now. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { mean } from '../stats/mean.ts'
import type { SpinData } from '../worker/spin.ts'

export interface CapacityMeter {
  /** Threads that spin at once. */
  readonly workers: number
  /**
   * Spins on one thread and on all: `workers * t1 / tW`, where tW is the mean time of the threads
   * that spin together. About 40 ms. A quiet machine reads 0.98 to 1.01 times the workers.
   */
  measure: () => Promise<number>
  close: () => Promise<void>
}

/** How long one spin is meant to take, ms. */
const SPIN = 12

/** Starts the threads and finds out how many iterations a spin needs here. */
export async function openCapacityMeter(workers: number): Promise<CapacityMeter> {
  const ints = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length))
  const control = ints(1 + workers)
  const done = ints(1)
  const times = new Float64Array(new SharedArrayBuffer(16 * workers))
  const file = new URL(`../worker/spin${extname(import.meta.url)}`, import.meta.url)
  const threads = Array.from({ length: workers }, (_, lane) => {
    const workerData: SpinData = { lane, control, times, done }
    return new Worker(file, { workerData, execArgv: [], stdin: false })
  })
  await Promise.all(threads.map(online))

  /**
   * Mean time, ms, from the first begin to each end of a spin on the first `count` threads. Not the
   * last end: one moment of a busy neighbour would count as if all threads had met it.
   */
  async function spin(iterations: number, count: number): Promise<number> {
    for (let lane = 0; lane < workers; lane += 1) {
      Atomics.store(control, 1 + lane, lane < count ? iterations : 0)
    }
    Atomics.store(done, 0, 0)
    Atomics.add(control, 0, 1)
    Atomics.notify(control, 0)
    for (let finished = 0; finished < workers; finished = Atomics.load(done, 0)) {
      const wait = Atomics.waitAsync(done, 0, finished, 10_000)
      if (wait.async && (await wait.value) === 'timed-out') throw new Error('the probe hangs')
    }
    const lanes = Array.from({ length: count }, (_, lane) => lane)
    const begin = Math.min(...lanes.map((lane) => times[2 * lane] ?? 0))
    return mean(lanes.map((lane) => times[2 * lane + 1] ?? 0)) - begin
  }

  const iterations = await calibrate(spin)
  return {
    workers,
    async measure() {
      const before = await spin(iterations, 1)
      const together = await spin(iterations, workers)
      const after = await spin(iterations, 1)
      // one thread alone can only be disturbed, never sped up
      return (workers * Math.min(before, after)) / together
    },
    async close() {
      for (let lane = 0; lane < workers; lane += 1) Atomics.store(control, 1 + lane, -1)
      Atomics.add(control, 0, 1)
      Atomics.notify(control, 0)
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}

async function calibrate(spin: (iterations: number, count: number) => Promise<number>) {
  let iterations = 1_000_000
  // the first spins are compiled on the way
  for (let step = 0; step < 4; step += 1) {
    const duration = await spin(iterations, 1)
    iterations = Math.max(1000, Math.min(2 ** 30, Math.round((iterations * SPIN) / duration)))
  }
  return iterations
}

function online(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('online', resolve)
    thread.once('error', reject)
  })
}

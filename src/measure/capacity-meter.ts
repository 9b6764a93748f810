/** How many cores' worth of work the machine delivers right now. */
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { mean } from '../stats/mean.ts'
import type { SpinData } from '../worker/spin.ts'

/** What the machine delivered to threads that compute at once. */
export interface Reading {
  /**
   * Cores' worth of work: `workers * t1 / tW`, where t1 is the time of a spin alone and tW the mean
   * time of the threads that spin together. Quiet cores of their own read 0.98 to 1.01 times the
   * workers.
   */
  capacity: number
  /**
   * How fast a thread computes beside the others, as a share of its speed alone: the same ratio of
   * times, without what was spent waiting for a core (Linux; elsewhere that cannot be told apart).
   * Below 1 where threads share a core's hardware or the clock falls when all cores are busy.
   */
  pace: number
}

export interface CapacityMeter {
  /** Threads that spin at once. */
  readonly workers: number
  /** Wakes the cores, then spins on one thread and on all. About 70 ms. */
  measure: () => Promise<Reading>
  close: () => Promise<void>
}

/** How long one spin is meant to take, ms. */
const SPIN = 12

/**
 * Spins on all threads before a reading. The cores of a virtual machine fall asleep where nothing
 * runs on them: 0.3 s after the last work, readings were 1.3 of 2 in the median without these spins,
 * and 1.9 with two of them.
 */
const WAKING = 2

/** Starts the threads and finds out how many iterations a spin needs here. */
export async function openCapacityMeter(workers: number): Promise<CapacityMeter> {
  const ints = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length))
  const control = ints(1 + workers)
  const done = ints(1)
  const times = new Float64Array(new SharedArrayBuffer(24 * workers))
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
  async function spin(iterations: number, count: number): Promise<Spin> {
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
    const lanes = Array.from({ length: count }, (_, lane) => times.subarray(3 * lane, 3 * lane + 3))
    const begin = Math.min(...lanes.map((lane) => lane[0]!))
    return {
      duration: mean(lanes.map((lane) => lane[1]!)) - begin,
      waited: mean(lanes.map((lane) => lane[2]!)),
    }
  }

  const iterations = await calibrate(spin)
  return {
    workers,
    async measure() {
      for (let turn = 0; turn < WAKING; turn += 1) await spin(iterations, workers)
      const before = await spin(iterations, 1)
      const together = await spin(iterations, workers)
      const after = await spin(iterations, 1)
      // one thread alone can only be disturbed, never sped up
      const alone = before.duration < after.duration ? before : after
      return {
        capacity: (workers * alone.duration) / together.duration,
        pace: computing(alone) / computing(together),
      }
    },
    async close() {
      for (let lane = 0; lane < workers; lane += 1) Atomics.store(control, 1 + lane, -1)
      Atomics.add(control, 0, 1)
      Atomics.notify(control, 0)
      await Promise.all(threads.map((thread) => thread.terminate()))
    },
  }
}

/** Ms, means over the threads. */
interface Spin {
  duration: number
  /** Part of the duration. */
  waited: number
}

/** What a system tells of waiting may be off by a tick, but never makes a spin free. */
const computing = ({ duration, waited }: Spin): number => Math.max(duration - waited, duration / 10)

async function calibrate(spin: (iterations: number, count: number) => Promise<Spin>) {
  let iterations = 1_000_000
  // the first spins are compiled on the way
  for (let step = 0; step < 4; step += 1) {
    const { duration } = await spin(iterations, 1)
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

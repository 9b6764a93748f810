/** Bytes that a call allocates on the heap of its thread, measured apart from its time. */
import { setImmediate as turn } from 'node:timers/promises'
import { getHeapStatistics } from 'node:v8'
import type { Estimate } from '../model.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import { median } from '../stats/quantile.ts'
import type { Caller } from './caller.ts'
import { type GarbageWatch, watchGarbage } from './garbage.ts'

/** A batch allocates about as much: far more than the reading, far less than a young generation. */
const TARGET = 2 ** 18

/** Batches that no collection fell into. */
const BATCHES = 31

/** Ms that the batches may take together. */
const LONGEST = 300

const used = (): number => getHeapStatistics().used_heap_size

/**
 * The median growth of the used heap over batches of calls. A batch that a collection fell into
 * tells nothing and is left out. Objects that the compiler does away with are none; what is
 * allocated outside of the heap (buffers) is not seen.
 *
 * @returns null for a function with hooks around each call, or which tells its own duration: what
 *   belongs to the call alone cannot be told; also where each call makes a collection, and where
 *   this system tells nothing of collections
 */
export async function bytesOf(caller: Caller): Promise<Estimate | null> {
  if (caller.alone || caller.async === null) return null
  await caller.all('beforeAll', 'warmup')
  const garbage = watchGarbage()
  try {
    return garbage === null ? null : await growth(caller, garbage)
  } finally {
    garbage?.close()
    await caller.all('afterAll', 'warmup')
  }
}

async function growth(caller: Caller, garbage: GarbageWatch): Promise<Estimate | null> {
  const own = await ownGrowth(garbage)
  let calls = 1
  const bytes: number[] = []
  const end = performance.now() + LONGEST
  while (bytes.length < BATCHES && performance.now() < end) {
    const grown = await grownBy(() => caller.together(calls), garbage)
    if (grown === null) continue
    const few = grown - own < TARGET / 4 && calls < TARGET
    if (few && performance.now() < end - LONGEST / 2) calls *= 4
    else bytes.push(Math.max(0, grown - own) / calls)
  }
  return bytes.length === 0 ? null : medianEstimate(bytes)
}

/** Bytes that a reading itself allocates, once it is warm. */
async function ownGrowth(garbage: GarbageWatch): Promise<number> {
  const readings: number[] = []
  for (let time = 0; time < BATCHES; time += 1) {
    const grown = await grownBy(() => undefined, garbage)
    if (grown !== null) readings.push(grown)
  }
  return readings.length === 0 ? 0 : median(readings)
}

/** Bytes; null where a collection fell into the work. */
async function grownBy(work: () => unknown, garbage: GarbageWatch): Promise<number | null> {
  await turn()
  garbage.take()
  const before = used()
  const pending = work()
  if (pending instanceof Promise) await pending
  const grown = used() - before
  // a collection of a moment ago is told one turn of the loop later
  await turn()
  return garbage.take() > 0 ? null : grown
}

/** Bytes that a call allocates on the heap of its thread, measured apart from its time. */
import { getHeapStatistics } from 'node:v8'
import type { Estimate } from '../model.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import type { Caller } from './caller.ts'

/** A batch allocates about as much: far more than the reading, far less than a young generation. */
const TARGET = 2 ** 18

/** Batches; a collection makes one of them useless now and then. */
const BATCHES = 31

/** Ms that the batches may take together. */
const LONGEST = 300

const used = (): number => getHeapStatistics().used_heap_size

/**
 * The growth of the used heap over batches of calls, each with its collections left out by taking
 * the median. Objects that the compiler does away with are none; what is allocated outside of the
 * heap (buffers) is not seen.
 *
 * @returns null for a function with hooks around each call, or which tells its own duration: what
 *   belongs to the call alone cannot be told
 */
export async function bytesOf(caller: Caller): Promise<Estimate | null> {
  if (caller.alone || caller.async === null) return null
  await caller.all('beforeAll', 'warmup')
  try {
    const own = await grownBy(() => undefined)
    let calls = 1
    const bytes: number[] = []
    const end = performance.now() + LONGEST
    while (bytes.length < BATCHES && (bytes.length === 0 || performance.now() < end)) {
      const grown = (await grownBy(() => caller.together(calls))) - own
      if (grown < TARGET / 4 && calls < TARGET && performance.now() < end - LONGEST / 2) calls *= 4
      else bytes.push(Math.max(0, grown / calls))
    }
    return medianEstimate(bytes)
  } finally {
    await caller.all('afterAll', 'warmup')
  }
}

async function grownBy(work: () => unknown): Promise<number> {
  const before = used()
  const pending = work()
  if (pending instanceof Promise) await pending
  return used() - before
}

/** What a task's values cost on their way, found by sending them nowhere. */
import { POOLS } from '../../modes.ts'
import type { PoolMode } from '../../modes.ts'
import { Packing, unload } from '../../worker/parcel.ts'
import { Uncrossable } from '../../worker/uncrossable.ts'
import type { Slice } from './tap.ts'

/** Cold code takes longer: the quickest of so many counts, as long as they take no longer than this, ms. */
const TRIES = 5
const PATIENCE = 2

/** Ms that the caller packs and unpacks for a task, by pool; Infinity: its values cannot cross. */
export function crossingOf(slice: Slice): Record<PoolMode, number> {
  const each = POOLS.map((mode) => [mode, quickest(slice, mode)] as const)
  return Object.fromEntries(each) as Record<PoolMode, number>
}

function quickest({ input, result }: Slice, mode: PoolMode): number {
  let [least, spent] = [Infinity, 0]
  try {
    for (let tries = 0; tries < TRIES && spent < PATIENCE; tries += 1) {
      const begun = performance.now()
      for (const value of [input, result]) sendNowhere(value, mode)
      const took = performance.now() - begun
      least = Math.min(least, took)
      spent += took
    }
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    return Infinity
  }
  // a value is packed and unpacked at both sides of its way, and each side does one of them
  return least / 2
}

function sendNowhere(value: unknown, mode: PoolMode): void {
  const packing = new Packing({ shared: mode === 'threads', sized: false })
  packing.add(value)
  const load = packing.finish()
  // plain values are the channel's to copy
  if ('values' in load) structuredClone(load.values)
  else unload(load)
}

/**
 * A process that measures one load, or one contender's memory, and sends what it found: each load
 * gets a heap and compiled code that no other load has touched.
 */
import { openCapacityMeter } from '../../src/measure/capacity.ts'
import { CONTENDERS } from './contenders/index.ts'
import { loads } from './loads.ts'
import { measureLoad } from './measure.ts'
import type { MeasureSettings } from './measure.ts'
import { measureMemory } from './memory.ts'
import type { LoadResult, MemoryResult } from './model.ts'
import { descendants } from './tree.ts'

export interface Order {
  quick: boolean
  steps: number
  load: string
  /** Null: the load is measured with all contenders. */
  memoryOf: string | null
  settings: MeasureSettings
}

export type Found = LoadResult | MemoryResult | null

async function follow({ quick, steps, load, memoryOf, settings }: Order): Promise<Found> {
  const found = loads({ quick, steps }).find(({ id }) => id === load)
  if (found === undefined) throw new Error(`there is no load "${load}"`)
  if (memoryOf !== null) {
    const contender = CONTENDERS.find(({ name }) => name === memoryOf)
    if (contender === undefined) throw new Error(`there is no contender "${memoryOf}"`)
    return await measureMemory(contender, found, settings.workers)
  }
  const meter = await openCapacityMeter(settings.workers)
  try {
    return await measureLoad(found, CONTENDERS, settings, meter)
  } finally {
    await meter.close()
  }
}

// every worker thread listens to both, and there are many
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(100)

process.once('message', async (order: Order) => {
  const found = await follow(order)
  process.send?.(found, () => {
    // a contender that could not be closed must not outlive its load
    for (const pid of descendants(process.pid)) process.kill(pid, 'SIGKILL')
    process.exit()
  })
})

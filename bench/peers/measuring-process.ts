/**
 * A process that measures loads, or one contender's memory, and sends what it found. With a process
 * to itself a load gets a heap and compiled code that no other has touched.
 */
import { openCapacityMeter } from '../../src/measure/capacity-meter.ts'
import type { Contender } from './contenders/contender.ts'
import { CONTENDERS } from './contenders/index.ts'
import { loads } from './loads.ts'
import { measureLoads } from './measure.ts'
import type { MeasureSettings } from './measure.ts'
import { measureMemory } from './memory.ts'
import type { LoadResult, MemoryResult } from './model.ts'
import { descendants } from './tree.ts'

export interface Order {
  quick: boolean
  steps: number
  loads: readonly string[]
  /** Whether others than lanemark's own modes and the plain loop take part. */
  who: 'all' | 'ours'
  /** Null: the loads are measured with all contenders, on pools that are opened once. */
  memoryOf: string | null
  settings: MeasureSettings
}

const OURS: ReadonlySet<Contender['role']> = new Set(['ours', 'baseline'])

/** Memory may not be known. */
export type Found = LoadResult[] | MemoryResult | null

async function follow({
  quick,
  steps,
  loads: ids,
  who,
  memoryOf,
  settings,
}: Order): Promise<Found> {
  const asked = loads({ quick, steps }).filter(({ id }) => ids.includes(id))
  if (memoryOf !== null) {
    const contender = CONTENDERS.find(({ name }) => name === memoryOf)
    if (contender === undefined) throw new Error(`there is no contender "${memoryOf}"`)
    const [load] = asked
    if (load === undefined) throw new Error('there is no load to measure memory with')
    return await measureMemory(contender, load, settings.workers)
  }
  const meter = await openCapacityMeter(settings.workers)
  try {
    const those = CONTENDERS.filter(({ role }) => who === 'all' || OURS.has(role))
    return await measureLoads(asked, those, settings, meter)
  } finally {
    await meter.close()
  }
}

// every worker thread listens to both, and there are many
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(100)

async function answer(order: Order): Promise<void> {
  const found = await follow(order)
  process.send?.(found, () => {
    // a contender that could not be closed must not outlive its load
    for (const pid of descendants(process.pid)) end(pid)
    process.exit()
  })
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it has ended meanwhile
  }
}

// whoever asked is gone
process.once('disconnect', () => process.exit())
process.once('message', (order) => void answer(order as Order))

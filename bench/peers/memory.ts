/** What a contender adds to the memory of its process tree. */
import type { Contender } from './contenders/contender.ts'
import { collectGarbage } from './garbage.ts'
import type { Load } from './loads.ts'
import type { MemoryResult } from './model.ts'
import { memoryOfTree } from './tree.ts'

/** Null where the system does not tell. To be called in a fresh process that did nothing else. */
export async function measureMemory(
  { name, kind, role, open }: Contender,
  { work, inputs }: Load,
  workers: number,
): Promise<MemoryResult | null> {
  const list = inputs()
  const resident = (): number | null => {
    collectGarbage('major')
    return memoryOfTree(process.pid)
  }
  const before = resident()
  const running = await open([work], workers)
  await running.run(work, list)
  await running.run(work, list)
  const after = resident()
  await running.close()
  if (before === null || after === null) return null
  return { name, kind, role, added: after - before, workers: kind === 'loop' ? 1 : workers }
}

/** The values that a worker was given once, for all tasks of the calls that share them. */
import { unload } from './parcel.ts'
import type { ContextRef } from './protocol.ts'

const contexts = new Map<number, unknown>()

/** The context of a chunk; the first chunk that needs it brings it along. */
export function contextOf(ref: ContextRef): unknown {
  for (const id of ref.drop) contexts.delete(id)
  if (ref.value !== null) contexts.set(ref.id, unload(ref.value)[0])
  return contexts.get(ref.id)
}

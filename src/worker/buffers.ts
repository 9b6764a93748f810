/** The buffers that a value holds. */
import { isMarkedAsUntransferable } from 'node:worker_threads'
import { types } from 'node:util'
import { formOf, partsOf } from './parts.ts'

/** Those that can move: not shared ones, nor the pool that small `Buffer`s are pieces of. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  collect(value, found, new Set())
  return [...found]
}

/** Whether it holds memory that others may have as well, of which a copy would be no copy. */
export function holdsShared(value: unknown): boolean {
  const seen = new Set<object>()
  const isOrHolds = (part: unknown): boolean => {
    if (typeof part !== 'object' || part === null || seen.has(part) || types.isProxy(part))
      return false
    seen.add(part)
    const buffer: unknown = ArrayBuffer.isView(part) ? part.buffer : part
    if (types.isAnyArrayBuffer(buffer)) return types.isSharedArrayBuffer(buffer)
    return partsOf(part, formOf(part)).some(isOrHolds)
  }
  return isOrHolds(value)
}

function collect(value: unknown, found: Set<ArrayBuffer>, seen: Set<object>): void {
  if (typeof value !== 'object' || value === null || seen.has(value) || types.isProxy(value)) return
  seen.add(value)
  const buffer: unknown = ArrayBuffer.isView(value) ? value.buffer : value
  if (types.isArrayBuffer(buffer)) {
    if (!isMarkedAsUntransferable(buffer)) found.add(buffer)
  } else for (const part of partsOf(value, formOf(value))) collect(part, found, seen)
}

/** What the tasks of a chunk fill: parts of the caller's memory, or as much memory of this process's own. */
import type { TypedArray } from './shared-memory.ts'

export interface Targets {
  /** The memory itself where it is shared, else the name of its class. */
  output: TypedArray | string
  /** By position: the elements that a task fills. */
  spans: (readonly [from: number, to: number])[]
}

type Constructor = new (length: number) => TypedArray

/** What the task at a position writes to. */
export function targetOf({ output, spans }: Targets, position: number): TypedArray {
  const [from, to] = spans[position] ?? [0, 0]
  if (typeof output !== 'string') return output.subarray(from, to)
  const Views = globalThis as unknown as Record<string, Constructor>
  return new (Views[output] as Constructor)(to - from)
}

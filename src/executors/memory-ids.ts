/** Which shared memory the processes of a pool have a copy of: each is sent to each of them once. */
import { crc32 } from 'node:zlib'
import type { Load } from '../worker/parcel.ts'
import type { Memory, MemoryCopy } from '../worker/shared-memory.ts'
import { receive } from '../worker/shared-memory.ts'

/** Copies that a worker keeps, and as many more as a single chunk needs. */
const KEPT = 8

/** Numbers the memory of a pool, and anew when what it holds has changed from one call to the next. */
export class MemoryIds {
  readonly #known = new WeakMap<SharedArrayBuffer, { id: number; sum: number }>()
  readonly #memories = new Map<number, WeakRef<SharedArrayBuffer>>()
  #last = 0

  /** @param call what it was numbered in this call before, when nobody is to write to it */
  of(memory: SharedArrayBuffer, call: Map<SharedArrayBuffer, number>): number {
    const id = call.get(memory) ?? this.#number(memory)
    call.set(memory, id)
    return id
  }

  #number(memory: SharedArrayBuffer): number {
    const sum = crc32(new Uint8Array(memory))
    const known = this.#known.get(memory)
    if (known?.sum === sum) return known.id
    if (known !== undefined) this.#memories.delete(known.id)
    this.#last += 1
    this.#known.set(memory, { id: this.#last, sum })
    this.#memories.set(this.#last, new WeakRef(memory))
    return this.#last
  }

  /** What a result refers to: memory of this side, or what a worker made. */
  readonly memoryOf = (memory: Memory): SharedArrayBuffer => {
    const own = 'id' in memory ? this.#memories.get(memory.id)?.deref() : undefined
    return own ?? receive(memory)
  }
}

/** What one worker has. */
export class WorkerMemories {
  readonly #ids: MemoryIds
  /** In the order of their last use. */
  #has: number[] = []

  constructor(ids: MemoryIds) {
    this.#ids = ids
  }

  /**
   * Puts copies in the place of the memory that a load carries, without bytes where the worker has them.
   * @param used copies of the same message, to which its own are added
   */
  refer(load: Load, call: Map<SharedArrayBuffer, number>, used: Set<number>): void {
    if ('values' in load) return
    load.shared = load.shared.map((memory) => this.#copy(memory as SharedArrayBuffer, call, used))
  }

  /** Copies that the worker need not keep once it has a message with those. */
  drop(used: ReadonlySet<number>): number[] {
    if (used.size === 0) return []
    this.#has = [...this.#has.filter((id) => !used.has(id)), ...used]
    const most = Math.max(KEPT, used.size)
    const dropped = this.#has.slice(0, -most)
    this.#has = this.#has.slice(-most)
    return dropped
  }

  #copy(
    memory: SharedArrayBuffer,
    call: Map<SharedArrayBuffer, number>,
    used: Set<number>,
  ): MemoryCopy {
    const id = this.#ids.of(memory, call)
    const known = used.has(id) || this.#has.includes(id)
    used.add(id)
    return { id, bytes: known ? null : new Uint8Array(memory).slice() }
  }
}

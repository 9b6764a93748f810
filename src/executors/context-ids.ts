/** Which contexts a worker has: each value travels to it once. */
import { Packing } from '../worker/parcel.ts'
import type { ContextRef } from '../worker/protocol.ts'

/** Contexts that a worker keeps; calls that take turns with more pay for each trip again. */
const KEPT = 4

/** Numbers the values of a pool, the same value always alike. */
export class ContextIds {
  readonly #objects = new WeakMap<object, number>()
  readonly #others = new Map<unknown, number>()
  #last = 0

  of(value: unknown): number {
    if (typeof value !== 'object' || value === null) return this.#number(this.#others, value)
    return this.#number(this.#objects, value)
  }

  #number<Key>(
    ids: { get: (key: Key) => number | undefined; set: (key: Key, id: number) => unknown },
    value: Key,
  ) {
    const known = ids.get(value)
    if (known !== undefined) return known
    this.#last += 1
    ids.set(value, this.#last)
    return this.#last
  }
}

export class WorkerContexts {
  readonly #ids: ContextIds
  readonly #shared: boolean
  /** In the order of their last use. */
  #has: number[] = []

  constructor(ids: ContextIds, shared: boolean) {
    this.#ids = ids
    this.#shared = shared
  }

  /** @throws {Uncrossable} */
  refer(value: unknown): ContextRef {
    const id = this.#ids.of(value)
    const known = this.#has.includes(id)
    const packed = known ? null : this.#pack(value)
    this.#has = [...this.#has.filter((other) => other !== id), id]
    const drop = this.#has.slice(0, -KEPT)
    this.#has = this.#has.slice(-KEPT)
    return { id, value: packed, drop }
  }

  #pack(value: unknown) {
    const packing = new Packing({ shared: this.#shared, sized: false })
    packing.add(value)
    return packing.finish()
  }
}

/** A pool on its way up, for one who can do something else meanwhile. */
import { LanemarkError } from '../../findings.ts'
import type { PoolMode } from '../../modes.ts'
import type { Core } from '../executor.ts'

/** Ms that a pool takes to come up, before any was seen to; and what processes take more than threads. */
const USUAL: Record<PoolMode, number> = { threads: 60, processes: 150 }

const MORE = 1.5

/** As the last one in this process took. */
const seen: Partial<Record<PoolMode, number>> = {}

export class Opening {
  readonly #mode: PoolMode
  readonly #core: Core
  #begun: Promise<void> | null = null
  #startedAt = 0
  #isUp = false
  #startup: readonly number[] = []
  #failed = false

  constructor(mode: PoolMode, core: Core) {
    this.#mode = mode
    this.#core = core
  }

  /** Ms until each worker was up; none where it is not. */
  get startup(): readonly number[] {
    return this.#startup
  }

  get isUp(): boolean {
    return this.#isUp
  }

  /** Ms that it takes from the beginning. */
  get expected(): number {
    return seen[this.#mode] ?? Math.max(USUAL[this.#mode], MORE * (seen.threads ?? 0))
  }

  /** Ms that are left of that; Infinity: it did not come up. */
  get left(): number {
    if (this.#failed) return Infinity
    if (this.#isUp) return 0
    const gone = this.#begun === null ? 0 : performance.now() - this.#startedAt
    return Math.max(0, this.expected - gone)
  }

  /** Resolves when it is up or has failed; begins once. */
  async begin(): Promise<void> {
    this.#begun ??= this.#open()
    await this.#begun
  }

  async #open(): Promise<void> {
    this.#startedAt = performance.now()
    try {
      this.#startup = await this.#core.open()
      this.#isUp = true
      seen[this.#mode] = performance.now() - this.#startedAt
    } catch (error) {
      if (!(error instanceof LanemarkError)) throw error
      this.#failed = true
    }
  }
}

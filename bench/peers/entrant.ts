/** A contender during one load: opened, given its list again and again, closed. */
import { setTimeout as after } from 'node:timers/promises'
import { difference } from '../../src/compare/equality.ts'
import type { Contender, Running } from './contenders/contender.ts'
import type { Load } from './loads.ts'
import type { ContenderResult } from './model.ts'

/** Ms after which a list or an end counts as hung. */
const DEADLINE = 60_000

/** Parts of the list that a slow contender may be left with. */
const PARTS = [1, 2, 5, 10, 20] as const

export class Entrant {
  readonly contender: Contender
  readonly #inputs: readonly unknown[]
  readonly #expected: readonly unknown[]
  readonly #makespans: number[] = []
  #running: Running | null = null
  #tasks: number
  #reason: string | null = null

  constructor(contender: Contender, inputs: readonly unknown[], expected: readonly unknown[]) {
    this.contender = contender
    this.#inputs = inputs
    this.#expected = expected
    this.#tasks = inputs.length
  }

  get failed(): boolean {
    return this.#reason !== null
  }

  async open(work: Load['work'], workers: number): Promise<void> {
    await this.#attempt(async () => {
      this.#running = await this.contender.open(work, workers)
    })
  }

  /**
   * Warms up on a twentieth of the list, and takes less than the list where that would take too
   * long.
   * @param most ms that its list may take
   * @param least tasks that are tried at least
   */
  async warmUp({ most, least }: { most: number; least: number }): Promise<void> {
    const few = Math.min(this.#inputs.length, Math.max(least, Math.ceil(this.#inputs.length / 20)))
    await this.#attempt(async () => {
      await this.#time(few)
      if (most === Infinity) return
      const estimated = ((await this.#time(few)) * this.#inputs.length) / few
      const part = PARTS.find((share) => estimated / share <= most) ?? PARTS[PARTS.length - 1]!
      this.#tasks = Math.max(few, Math.ceil(this.#inputs.length / part))
    })
  }

  /** Runs its list once. */
  async turn({ counts }: { counts: boolean }): Promise<void> {
    await this.#attempt(async () => {
      const makespan = await this.#time(this.#tasks)
      if (counts) this.#makespans.push(Number(makespan.toPrecision(5)))
    })
  }

  /** Of the last turn; null for all but a timed plain loop. */
  times(): number[] | null {
    return this.#running?.times?.() ?? null
  }

  async close(): Promise<void> {
    const running = this.#running
    this.#running = null
    try {
      if (running !== null) await within(running.close(), 'closing it')
    } catch (error) {
      this.#reason ??= reasonOf(error)
    }
  }

  result(): ContenderResult {
    const { name, kind, role } = this.contender
    if (this.#reason !== null) return { name, kind, role, state: 'failed', reason: this.#reason }
    return { name, kind, role, state: 'measured', tasks: this.#tasks, makespans: this.#makespans }
  }

  /** Ms that the first tasks of the list take; their results are checked afterwards. */
  async #time(tasks: number): Promise<number> {
    const running = this.#running
    if (running === null) throw new Error('it is not open')
    const inputs = this.#inputs.slice(0, tasks)
    const started = performance.now()
    const results = await within(running.run(inputs), 'a list')
    const makespan = performance.now() - started
    const wrong = difference(this.#expected.slice(0, tasks), results)
    if (wrong === null) return makespan
    throw new Error(`other results: ${wrong.path} is ${wrong.actual}, not ${wrong.expected}`)
  }

  /** What goes wrong ends this contender's part, and is told on the page. */
  async #attempt(action: () => Promise<void>): Promise<void> {
    if (this.failed) return
    try {
      await action()
    } catch (error) {
      this.#reason = reasonOf(error)
      await this.close()
    }
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

async function within<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  const stop = new AbortController()
  const late = after(DEADLINE, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`${what} did not end within ${DEADLINE / 1000} s`)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    stop.abort()
    await late.catch(() => undefined)
  }
}

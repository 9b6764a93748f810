/** A contender in the run: opened, given the list of a load again and again, closed. */
import { setTimeout as after } from 'node:timers/promises'
import { difference } from '../../src/compare/equality.ts'
import type { Contender, Running, Work } from './contenders/contender.ts'
import type { ContenderResult } from './model.ts'

/** Ms after which a list or an end counts as hung. */
const DEADLINE = 60_000

/** Parts of the list that a slow contender may be left with. */
const PARTS = [1, 2, 5, 10, 20] as const

/** A load as all contenders get it. */
export interface Assignment {
  work: Work
  inputs: readonly unknown[]
  /** What the plain loop gives. */
  expected: readonly unknown[]
}

export class Entrant {
  readonly contender: Contender
  #assignment: Assignment | null = null
  #makespans: number[] = []
  #running: Running | null = null
  #tasks = 0
  #reason: string | null = null

  constructor(contender: Contender) {
    this.contender = contender
  }

  get #given(): Assignment {
    if (this.#assignment === null) throw new Error('it has no load yet')
    return this.#assignment
  }

  get failed(): boolean {
    return this.#reason !== null
  }

  /**
   * Takes on a load; what went wrong in the one before is forgotten.
   * @param works all that it will be asked to run until it is closed
   */
  async begin(
    assignment: Assignment,
    { works, workers }: { works: readonly Work[]; workers: number },
  ): Promise<void> {
    this.#assignment = assignment
    this.#tasks = assignment.inputs.length
    this.#makespans = []
    this.#reason = null
    await this.#attempt(async () => {
      this.#running ??= await this.contender.open(works, workers)
    })
  }

  /**
   * Warms up on a twentieth of the list, and takes less than the list where that would take too
   * long.
   * @param most ms that its list may take
   * @param least tasks that are tried at least
   */
  async warmUp({ most, least }: { most: number; least: number }): Promise<void> {
    const all = this.#given.inputs.length
    const few = Math.min(all, Math.max(least, Math.ceil(all / 20)))
    await this.#attempt(async () => {
      await this.#time(few)
      if (most === Infinity) return
      const estimated = ((await this.#time(few)) * all) / few
      const part = PARTS.find((share) => estimated / share <= most) ?? PARTS[PARTS.length - 1]!
      this.#tasks = Math.max(few, Math.ceil(all / part))
    })
  }

  /** Runs its list once. */
  async turn({ counts }: { counts: boolean }): Promise<void> {
    await this.#attempt(async () => {
      const makespan = await this.#time(this.#tasks)
      if (counts) this.#makespans.push(Number(makespan.toPrecision(5)))
    })
  }

  /** Of the last turn's tasks, ms; empty for all but a timed plain loop. */
  times(): number[] {
    return this.#running?.times?.() ?? []
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
    const { work, inputs: all, expected } = this.#given
    const inputs = all.slice(0, tasks)
    const started = performance.now()
    const results = await within(this.#run(running, work, inputs), 'a list')
    const makespan = performance.now() - started
    const wrong = difference(expected.slice(0, tasks), results)
    if (wrong === null) return makespan
    throw new Error(`other results: ${wrong.path} is ${wrong.actual}, not ${wrong.expected}`)
  }

  async #run(running: Running, work: Work, inputs: readonly unknown[]): Promise<unknown[]> {
    const { parts } = work
    if (parts === undefined || this.contender.role === 'ours')
      return await running.run(work, inputs)
    const pieces = inputs.map((input) => parts.split(input as never))
    const partials = await running.run(work, pieces.flat())
    let at = 0
    return pieces.map(({ length }) => parts.merge(partials.slice(at, (at += length)) as never))
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

/** Real runs, two at a time: while one is looked at, the next ones go on already. */
import { install, uninstall } from './install.ts'
import type { Ran } from './project.ts'

interface Entry {
  start: (installed: string) => Promise<Ran>
  /** Nothing else may run beside it. */
  alone: boolean
  outcome: PromiseWithResolvers<Ran>
  started: boolean
}

/** So many cores are there where these tests usually run. */
const AT_ONCE = 2

/** So many runs begin before anybody asks for them. */
const AHEAD = 4

export class Runs {
  readonly #entries: Entry[] = []
  readonly #active = new Set<Entry>()
  /** Which run was asked for last. */
  #asked = 0
  #installed: Promise<string> | null = null

  /**
   * Plans a run. It starts when its outcome is asked for, or that of one shortly before it, so runs
   * are to be planned in the order of the tests that look at them.
   *
   * @returns gives the run's outcome, however often it is asked for
   */
  plan(start: Entry['start'], alone = false): () => Promise<Ran> {
    const outcome = Promise.withResolvers<Ran>()
    // a failure is told to those who ask; until then it is not "unhandled"
    outcome.promise.catch(() => undefined)
    const index = this.#entries.push({ start, alone, outcome, started: false }) - 1
    return () => {
      this.#asked = index
      this.#startSome()
      return outcome.promise
    }
  }

  /** Where lanemark is installed. */
  async installed(): Promise<string> {
    this.#installed ??= install()
    return await this.#installed
  }

  /** Waits for what is still running, and removes every file. */
  async end(): Promise<void> {
    this.#asked = this.#entries.length
    await Promise.allSettled([...this.#active].map(({ outcome }) => outcome.promise))
    if (this.#installed !== null) await uninstall(await this.#installed)
  }

  /** In their order, as far as there is room. */
  #startSome(): void {
    const soon = this.#entries.slice(this.#asked, this.#asked + 1 + AHEAD)
    for (const entry of soon.filter(({ started }) => !started)) {
      if (!this.#hasRoomFor(entry)) return
      entry.started = true
      this.#active.add(entry)
      void this.#run(entry)
    }
  }

  #hasRoomFor({ alone }: Entry): boolean {
    const active = [...this.#active]
    return alone ? active.length === 0 : active.length < AT_ONCE && !active.some((one) => one.alone)
  }

  async #run(entry: Entry): Promise<void> {
    try {
      entry.outcome.resolve(await entry.start(await this.installed()))
    } catch (error) {
      entry.outcome.reject(error)
    }
    this.#active.delete(entry)
    this.#startSome()
  }
}

/** The arms of a block as processes: started, listened to over their lines, replaced, ended. */
import { setTimeout as after } from 'node:timers/promises'
import type { ArmName, FileAssignment, FromArm } from '../arms/arm-protocol.ts'
import { Inbox } from '../arms/inbox.ts'
import { startArm } from '../arms/process.ts'
import type { ArmProcess } from '../arms/process.ts'
import type { Connection, Switchboard } from '../arms/switchboard.ts'
import type { Picked } from '../model/facts.ts'
import type { Offered } from './block-group.ts'

export interface LineSettings {
  board: Switchboard
  /** The project's root in each side's layout. */
  roots: Partial<Record<ArmName, string>>
  picked: Picked
  seed: number
  /** Of V8's hashes, the same in all arms. */
  hash: number
  /** What an arm runs; null: everything. */
  filesOf: (arm: ArmName) => FileAssignment[] | null
  /** Told of each offer before it is an event. */
  offered: (offered: Offered) => void
}

/** What an arm's process says, and at its end what it said last on stderr. */
export interface ArmEvent {
  arm: ArmName
  process: ArmProcess | undefined
  message: FromArm | 'cut' | { type: 'ended'; said: string }
}

/** Ms for the last words of a process that has ended. */
const GRACE = 1000

export class ArmLines {
  readonly #settings: LineSettings
  readonly #events = new Inbox<ArmEvent>()
  readonly #processes = new Map<ArmName, ArmProcess>()
  /** Settled when a runner's line is cut. */
  readonly #runners = new Map<ArmName, Promise<void>>()
  readonly #releases = new Map<Connection, () => void>()
  /** Processes that said something. */
  readonly #heard = new Set<ArmProcess | undefined>()
  #closed = false

  constructor(settings: LineSettings) {
    this.#settings = settings
    settings.board.connected = (connection) => this.#welcome(connection)
  }

  start(arm: ArmName): void {
    const { board, roots, seed, hash } = this.#settings
    const started = startArm(roots[arm] ?? '', board.address(arm), { run: seed, hash })
    this.#processes.set(arm, started)
    void this.#awaitEnd(arm, started)
  }

  /** The arm's process; a fresh one where it was started again. */
  processOf(arm: ArmName): ArmProcess | undefined {
    return this.#processes.get(arm)
  }

  /** Whether it ever came to say a word. */
  wasHeard(process: ArmProcess | undefined): boolean {
    return this.#heard.has(process)
  }

  /** The next event; null: there was none within so many ms. */
  async next(patience: number): Promise<ArmEvent | null> {
    return await this.#events.take(patience)
  }

  /** All events that are there. */
  drain(): ArmEvent[] {
    return this.#events.drain()
  }

  /** An offer has been dealt with: its line goes on. */
  release(connection: Connection): void {
    this.#releases.get(connection)?.()
  }

  kill(): void {
    for (const process of this.#processes.values()) process.kill()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.kill()
    await Promise.all([...this.#processes.values()].map(({ ended }) => ended))
  }

  async #awaitEnd(arm: ArmName, process: ArmProcess): Promise<void> {
    const said = (await process.ended).trim()
    // what it said last may still be under way
    await Promise.race([this.#runners.get(arm), after(GRACE, undefined, { ref: false })])
    // in line behind its other words, which wait while a group is measured
    this.#events.put({ arm, process, message: { type: 'ended', said } })
  }

  #welcome(connection: Connection): void {
    const { arm, role } = connection
    if (role === 'runner') {
      const { picked, filesOf } = this.#settings
      connection.send({ type: 'assignment', task: 'run', picked, order: filesOf(arm) })
      this.#runners.set(arm, this.#forward(connection))
    } else {
      void this.#awaitOffers(connection)
    }
  }

  /** What a runner says, and the end of it. */
  async #forward({ arm, inbox }: Connection): Promise<void> {
    const process = this.#processes.get(arm)
    while (!this.#closed) {
      const message = await inbox.take(1000)
      if (message === 'cut') return
      if (message === null) continue
      this.#heard.add(process)
      this.#events.put({ arm, process, message })
    }
  }

  /** A provider's next offer; while a group is measured, its line belongs to the group. */
  async #awaitOffers(connection: Connection): Promise<void> {
    const { arm } = connection
    const process = this.#processes.get(arm)
    while (!this.#closed) {
      const message = await connection.inbox.take(1000)
      if (message === 'cut') return
      if (message === null) continue
      if (message.type !== 'offer' || this.#processes.get(arm) !== process) continue
      this.#heard.add(process)
      const released = new Promise<void>((resolve) => this.#releases.set(connection, resolve))
      this.#settings.offered({ offer: message, connection })
      this.#events.put({ arm, process, message })
      await released
    }
  }
}

/** The executor of mode `machines`: chunks go through a NATS server to workers on any number of machines. */
import { randomUUID } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import type { JsMsg } from '@nats-io/jetstream'
import * as v from 'valibot'
import { divisionIn } from '../executors/dividing.ts'
import { inParts } from '../executors/divided.ts'
import { executor } from '../executors/executor.ts'
import type { Core, Executor } from '../executors/executor.ts'
import { Paces } from '../executors/job.ts'
import type { Work } from '../executors/work.ts'
import { LanemarkError } from '../findings.ts'
import { check, whole } from '../options.ts'
import { invalid } from '../pool-options.ts'
import { sum } from '../stats/mean.ts'
import { loadKernel } from '../worker/loaded-kernel.ts'
import type { RemoteMachine } from '../model.ts'
import type { LoadedKernel } from '../worker/loaded-kernel.ts'
import { ActiveCall, BEAT } from './active-call.ts'
import { identityOf } from './identity.ts'
import { Link, unreachable } from './link.ts'
import type { Access } from './link.ts'
import { namesOf, noticesFor, resultsFor } from './names.ts'
import type { GroupNames } from './names.ts'
import { RemoteCall } from './remote-call.ts'
import type { Seen } from './roster.ts'
import { decode } from './wire.ts'

export interface MachinesOptions extends Access {
  /**
   * Of the group of machines.
   * @default 'default'
   */
  group?: string
  /**
   * What all names on the server begin with.
   * @default 'lanemark'
   */
  prefix?: string
  /**
   * Ms that a call waits for a machine that can run it, at its begin and whenever none is left.
   * @default 5000
   */
  patience?: number
  /**
   * Calls run on so many of the machines' workers at most.
   * @default all of them
   */
  workers?: number
}

export interface Machines extends Executor {
  /** The machines that the last call ran on; none before the first one. */
  readonly machines: readonly RemoteMachine[]
}

/** Ms after which a caller that has no call leaves the server: its socket keeps a program alive. */
const REST = 1000
/** Ms for a result until it is given again. */
const TAKING = 30_000

const optionsSchema = v.looseObject({
  servers: v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.array(v.string()), v.nonEmpty())]),
  group: v.optional(v.string('a name')),
  prefix: v.optional(v.string('a name')),
  patience: v.optional(whole(100, 2 ** 31 - 1)),
  workers: v.optional(whole(1, 1e6)),
})

/**
 * The executor of mode `machines`. Needs a NATS server with JetStream, and `lanemark worker` with the same
 * server and group on each machine; whatever the NATS client takes (TLS, credentials) can be given too.
 * @throws {LanemarkError} `option-invalid`; its calls also `server-unreachable`, `no-machines`
 */
export function machines(options: MachinesOptions): Machines {
  check(optionsSchema, options)
  const { group = 'default', prefix = 'lanemark', patience = 5000, workers, ...access } = options
  const caller = new Caller(access, namesOf(prefix, group), { patience, workers })
  return Object.defineProperty(executor(caller), 'machines', {
    get: () => caller.machines,
    enumerable: true,
  }) as Machines
}

class Caller implements Core {
  readonly mode = 'machines'
  readonly #access: Access
  readonly #names: GroupNames
  readonly #limits: { patience: number; workers: number | undefined }
  readonly #calls = new Map<string, ActiveCall>()
  readonly #paces = new Paces()
  /** Machines of the last call of each kernel, by its hash. */
  readonly #seen = new Map<string, readonly Seen[]>()
  #link: Promise<Link> | null = null
  /** The same, once it is open; null: there is none, or it is being left. */
  #current: Link | null = null
  #beats: NodeJS.Timeout | undefined
  #rest: NodeJS.Timeout | undefined
  #closed: LanemarkError | null = null
  #machines: readonly RemoteMachine[] = []

  constructor(
    access: Access,
    names: GroupNames,
    limits: { patience: number; workers: number | undefined },
  ) {
    this.#access = access
    this.#names = names
    this.#limits = limits
  }

  /** Those of the calls under way, or of the last one. */
  get machines(): readonly RemoteMachine[] {
    const [active] = this.#calls.values()
    return active?.call.roster.machines ?? this.#machines
  }

  /** Tasks that the machines that were heard of can run at a time; 1 where nobody was. */
  get workers(): number {
    return Math.max(1, sum(this.machines.map(({ workers }) => workers)))
  }

  async open(): Promise<number[]> {
    this.#throwIfClosed()
    await this.#connect()
    return []
  }

  async close(): Promise<void> {
    this.#closed ??= new LanemarkError({ code: 'closed', mode: this.mode })
    for (const { call } of this.#calls.values()) call.end(this.#closed)
    // calls take their leave of the machines
    while (this.#calls.size > 0) await after(5)
    await this.#leave()
  }

  #throwIfClosed(): void {
    if (this.#closed !== null) throw this.#closed
  }

  async work(work: Work): Promise<void> {
    this.#throwIfClosed()
    if (work.into !== null) {
      invalid('into', 'an output', 'for modes of this machine: no memory is shared with another')
    }
    const kernel = await loadKernel(work.kernel)
    const { divide } = work
    if (typeof divide !== 'number') return await this.#perform(work, kernel)
    const perform = (parts: Work): Promise<void> => this.#perform(parts, kernel)
    await inParts(work, divisionIn(kernel.division, divide), () => divide, perform)
  }

  async #perform(work: Work, { ref }: LoadedKernel): Promise<void> {
    const link = await this.#connect()
    this.#throwIfClosed()
    work.signal.throwIfAborted()
    const active = this.#activeCall(link, work, ref)
    const { call } = active
    const abort = (): void => call.end(work.signal.reason)
    work.signal.addEventListener('abort', abort, { once: true })
    this.#calls.set(call.id, active)
    try {
      await active.begin(work.context)
      active.start()
      await call.finished
    } finally {
      work.signal.removeEventListener('abort', abort)
      this.#calls.delete(call.id)
      this.#machines = call.roster.machines
      this.#seen.set(active.told.kernel.id, call.roster.there)
      await active.end()
      if (this.#calls.size === 0) this.#rest = setTimeout(() => void this.#leave(), REST)
    }
  }

  #activeCall(link: Link, work: Work, ref: LoadedKernel['ref']): ActiveCall {
    const { id, file } = identityOf(ref.url)
    const workers = leastOf(work.workers, this.#limits.workers)
    const before = { paces: this.#paces, machines: this.#seen.get(id) ?? [] }
    const call = new RemoteCall(randomUUID(), { ...work, workers }, before)
    const told = {
      call: call.id,
      caller: link.id,
      kernel: { id, file, name: ref.name },
      timeout: work.timeout ?? null,
      retries: work.retries,
      times: work.recorder?.timing ?? null,
      context: work.context === null ? null : `${call.id}-context`,
    }
    return new ActiveCall(call, told, {
      link,
      servers: this.#access.servers,
      patience: this.#limits.patience,
      restore: () => this.#restore(link),
      untaken: () => link.pendingOf(consumerOf(link)),
    })
  }

  async #connect(): Promise<Link> {
    clearTimeout(this.#rest)
    this.#link ??= this.#open()
    try {
      return await this.#link
    } catch (error) {
      this.#link = null
      throw error
    }
  }

  async #open(): Promise<Link> {
    const link = await Link.open(this.#access, this.#names)
    await this.#listen(link)
    this.#beats = setInterval(() => {
      for (const active of this.#calls.values()) {
        active.tell('call')
        active.look()
      }
    }, BEAT)
    this.#current = link
    void this.#hearAll(link)
    void this.#awaitClose(link)
    return link
  }

  async #awaitClose(link: Link): Promise<void> {
    const reason = await link.connection.closed()
    this.#lose(link, reason ?? new Error('the connection was closed'))
  }

  /** The server is gone for good, as where credentials have expired, or does not let it listen. */
  #lose(link: Link, reason: Error): void {
    // it was left, and there may be another one
    if (this.#current !== link) return
    clearInterval(this.#beats)
    this.#current = null
    this.#link = null
    void link.close()
    const error = unreachable(this.#access.servers, reason)
    for (const { call } of this.#calls.values()) call.end(error)
  }

  async #listen(link: Link): Promise<void> {
    const results = resultsFor(this.#names, link.id)
    const consumer = await link.consumer(consumerOf(link), results, TAKING)
    await consumer.consume({ callback: (message) => void this.#take(message) })
  }

  async #restore(link: Link): Promise<void> {
    await link.ensure()
    if ((await link.pendingOf(consumerOf(link))) === null) await this.#listen(link)
  }

  async #take(message: JsMsg): Promise<void> {
    try {
      const result = decode('result', message.data)
      // of a call that has ended nothing is of use any more
      const active = result === null ? null : this.#calls.get(result.call)
      const isFine = result !== null && (active == null || (await active.take(result)))
      if (!isFine) process.emitWarning('a damaged result was dropped', 'lanemark')
      message.ack()
    } catch {
      // the server is away, and what belongs to the result is there: it is given again
      message.nak()
    }
  }

  async #hearAll(link: Link): Promise<void> {
    const notices = noticesFor(link.names, link.id)
    try {
      for await (const { data } of link.connection.subscribe(notices)) this.#hear(data)
    } catch (error) {
      this.#lose(link, error as Error)
    }
  }

  #hear(data: Uint8Array): void {
    const notice = decode('notice', data)
    if (notice !== null) this.#calls.get(notice.call)?.hear(notice)
  }

  async #leave(): Promise<void> {
    clearTimeout(this.#rest)
    clearInterval(this.#beats)
    const left = this.#link
    // a call that comes now has a connection of its own
    this.#link = null
    this.#current = null
    const link = await left?.catch(() => null)
    if (link == null || link.connection.isClosed()) return
    await link.purge(resultsFor(this.#names, link.id))
    await link.deleteConsumer(consumerOf(link))
    await link.close()
  }
}

const leastOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other)

/** Takes the results for whoever has this connection. */
const consumerOf = ({ id }: Link): string => `c_${id}`

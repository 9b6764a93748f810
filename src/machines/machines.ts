/** The executor of mode `machines`: chunks go through a NATS server to workers on any number of machines. */
import { randomUUID } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import * as v from 'valibot'
import { executor } from '../executors/executor.ts'
import type { Core, Executor } from '../executors/executor.ts'
import { divisionIn } from '../executors/dividing.ts'
import { inParts } from '../executors/divided.ts'
import type { Work } from '../executors/work.ts'
import { LanemarkError } from '../findings.ts'
import { invalid } from '../pool-options.ts'
import { check, whole } from '../options.ts'
import { loadKernel } from '../worker/loaded-kernel.ts'
import type { LoadedKernel } from '../worker/loaded-kernel.ts'
import { now } from '../worker/protocol.ts'
import { identityOf } from './identity.ts'
import { Link, unreachable } from './link.ts'
import type { Access } from './link.ts'
import { chunkSubject, namesOf, noticesFor, resultsFor } from './names.ts'
import type { GroupNames } from './names.ts'
import { RemoteCall } from './remote-call.ts'
import type { RemoteChunk } from './remote-call.ts'
import { decode, encode, loadOf, newPacking } from './wire.ts'
import type { Outcome, Word } from './wire.ts'

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
}

/** Ms between two words of a caller, */
const BEAT = 1000
/** and after which a machine that has not answered one is gone. */
const SILENCE = 3500
/** Chunks that are sent before the server has taken the first of them. */
const AT_ONCE = 32
/** Ms until what the server did not take is tried again. */
const RETRY = 250
/** Ms after which a caller that has no call leaves the server: its socket keeps a program alive. */
const REST = 1000
/** Ms for a result until it is given again. */
const TAKING = 30_000

const optionsSchema = v.looseObject({
  servers: v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.array(v.string()), v.nonEmpty())]),
  group: v.optional(v.string('a name')),
  prefix: v.optional(v.string('a name')),
  patience: v.optional(whole(100, 2 ** 31 - 1)),
})

/**
 * The executor of mode `machines`. Needs a NATS server with JetStream, and `lanemark worker` with the same
 * server and group on each machine; whatever the NATS client takes (TLS, credentials) can be given too.
 * @throws {LanemarkError} `option-invalid`; its calls also `server-unreachable`, `no-machines`
 */
export function machines(options: MachinesOptions): Executor {
  const { group = 'default', prefix = 'lanemark', patience = 5000 } = check(optionsSchema, options)
  const { group: _, prefix: __, patience: ___, ...access } = options
  return executor(new Caller(access, namesOf(prefix, group), patience))
}

/** What a call says of itself. */
type Told = Omit<Word<'beat'>, 'kind'>

interface Active {
  call: RemoteCall
  told: Told
  /** When each machine that can run it was last heard of, by `performance.now()`. */
  seen: Map<string, number>
  /** Hashes that machines have of files of the kernel's name. */
  others: Set<string>
  /** When somebody was there last that could run it. */
  servedAt: number
  /** Objects that it has stored. */
  objects: Set<string>
  feeding: boolean
  recovering: boolean
}

class Caller implements Core {
  readonly mode = 'machines'
  readonly #access: Access
  readonly #names: GroupNames
  readonly #patience: number
  readonly #id = randomUUID()
  readonly #calls = new Map<string, Active>()
  #link: Promise<Link> | null = null
  #beats: NodeJS.Timeout | undefined
  #rest: NodeJS.Timeout | undefined
  #closed: LanemarkError | null = null

  constructor(access: Access, names: GroupNames, patience: number) {
    this.#access = access
    this.#names = names
    this.#patience = patience
  }

  /** Chunks that the machines that were heard of can run at a time; 1 where nobody was. */
  get workers(): number {
    return Math.max(1, ...[...this.#calls.values()].map(({ call }) => call.lanes))
  }

  async open(): Promise<number[]> {
    if (this.#closed !== null) throw this.#closed
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

  async work(work: Work): Promise<void> {
    if (this.#closed !== null) throw this.#closed
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
    const { id, file } = identityOf(ref.url)
    const call = new RemoteCall(randomUUID(), work)
    const told: Told = {
      call: call.id,
      caller: this.#id,
      kernel: { id, file, name: ref.name },
      timeout: work.timeout ?? null,
      retries: work.retries,
      context: work.context === null ? null : `${call.id}-context`,
    }
    const active: Active = {
      call,
      told,
      seen: new Map(),
      others: new Set(),
      servedAt: performance.now(),
      objects: new Set(),
      feeding: false,
      recovering: false,
    }
    const abort = (): void => call.end(work.signal.reason)
    work.signal.addEventListener('abort', abort, { once: true })
    this.#calls.set(call.id, active)
    try {
      const link = await this.#connect()
      active.servedAt = performance.now()
      if (work.context !== null) await this.#storeContext(link, active, work.context.value)
      this.#beat()
      await call.finished
    } finally {
      work.signal.removeEventListener('abort', abort)
      await this.#end(active)
    }
  }

  async #storeContext(link: Link, { told, objects }: Active, value: unknown): Promise<void> {
    const packing = newPacking()
    packing.add(value)
    const name = told.context as string
    objects.add(name)
    await link.store(name, encode('load', loadOf(packing)))
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
    const notices = link.connection.subscribe(noticesFor(this.#names, this.#id))
    void (async () => {
      for await (const { data } of notices) this.#hear(decode('notice', data))
    })()
    await this.#listen(link)
    this.#beats = setInterval(() => this.#beat(), BEAT)
    return link
  }

  async #listen(link: Link): Promise<void> {
    const consumer = await link.consumer(`c_${this.#id}`, resultsFor(this.#names, this.#id), TAKING)
    await consumer.consume({
      callback: (message) => {
        void this.#take(link, message.data).finally(() => message.ack())
      },
    })
  }

  async #take(link: Link, data: Uint8Array): Promise<void> {
    const result = decode('result', data)
    if (result === null) return
    const outcome = await outcomeOf(link, result.outcome)
    const active = this.#calls.get(result.call)
    // of a call that has ended nothing is of use any more
    if (active === undefined || outcome === null) return
    active.call.accept(result, outcome)
    void this.#feed(active)
    const inputs = objectOf(result)
    if (active.objects.delete(inputs)) await link.discard(inputs)
  }

  #hear(notice: Word<'notice'> | null): void {
    const active = notice === null ? undefined : this.#calls.get(notice.call)
    if (notice === null || active === undefined) return
    if (notice.kind === 'started') active.call.started(notice.chunk)
    else if (notice.lanes > 0) {
      active.seen.set(notice.machine, performance.now())
      active.servedAt = performance.now()
      active.call.see(notice.machine, notice.lanes)
    } else for (const id of notice.others) active.others.add(id)
    void this.#feed(active)
  }

  /** Says which calls are under way, and sees whether somebody is there for each. */
  #beat(): void {
    void this.#link?.then((link) => this.#tell(link), ignore)
  }

  #tell(link: Link): void {
    for (const active of this.#calls.values()) {
      link.connection.publish(this.#names.calls, encode('beat', { kind: 'call', ...active.told }))
      this.#look(link, active)
    }
  }

  #look(link: Link, active: Active): void {
    const { call, seen, servedAt, told, others } = active
    const at = performance.now()
    for (const [machine, heard] of seen) {
      if (at - heard <= SILENCE) continue
      seen.delete(machine)
      call.forget(machine)
    }
    if (at - servedAt > this.#patience) {
      call.end(nobodyFor(told.kernel, this.#access.servers, this.#names, [...others]))
    } else void this.#recover(link, active)
  }

  /** Chunks that neither the server nor a machine has any more go out again. */
  async #recover(link: Link, active: Active): Promise<void> {
    const { call } = active
    const old = call.underWay.filter(({ sent }) => now() - sent > SILENCE)
    if (old.length === 0 || active.recovering) return
    active.recovering = true
    try {
      await this.#resend(link, active, old)
    } catch (error) {
      call.end(error)
    } finally {
      active.recovering = false
    }
  }

  async #resend(link: Link, active: Active, old: readonly RemoteChunk[]): Promise<void> {
    const { call, told } = active
    const pending = await link.pendingOf(`k_${told.kernel.id}`)
    if (pending !== null && pending > 0) return
    const results = await link.pendingOf(`c_${this.#id}`)
    if (results !== null && results > 0) return
    const before = new Set(old.map(({ id }) => id))
    await after(BEAT / 2)
    const lost = call.underWay.filter(({ id }) => before.has(id))
    if (lost.length === 0 || call.over) return
    if (results === null) await this.#restore(link)
    for (const chunk of lost) await this.#send(link, active, chunk)
  }

  async #feed(active: Active): Promise<void> {
    const { call } = active
    if (active.feeding || call.lanes === 0) return
    active.feeding = true
    try {
      const link = await this.#connect()
      const { source, sink } = call.work
      const sending: Promise<void>[] = []
      while (!call.over && call.hasRoom) {
        await sink.room()
        const chunk = call.next()
        if (chunk !== null) {
          sending.push(this.#send(link, active, chunk))
          if (sending.length >= AT_ONCE) await Promise.all(sending.splice(0))
        } else if (source.ended) break
        else await source.more()
      }
      await Promise.all(sending)
    } catch (error) {
      call.end(error)
    } finally {
      active.feeding = false
    }
  }

  async #send(link: Link, { call, told, objects }: Active, chunk: RemoteChunk): Promise<void> {
    const { id, inputs } = chunk
    const word = { call: call.id, chunk: id, inputs }
    let data = encode('chunk', word)
    if (data.byteLength > link.most) {
      const object = objectOf(word)
      objects.add(object)
      await link.store(object, encode('load', inputs))
      data = encode('chunk', { ...word, inputs: { object } })
    }
    const subject = chunkSubject(this.#names, told.kernel.id, call.id)
    const until = performance.now() + this.#patience
    for (;;) {
      try {
        await link.js.publish(subject, data)
        return
      } catch (cause) {
        if (call.over) return
        if (performance.now() > until) throw unreachable(this.#access.servers, cause)
        // the server may be on its way up again, or somebody has deleted the stream
        await after(RETRY)
        await this.#restore(link).catch(ignore)
      }
    }
  }

  async #restore(link: Link): Promise<void> {
    await link.ensure()
    if ((await link.pendingOf(`c_${this.#id}`)) === null) await this.#listen(link)
  }

  /** Nothing of the call is left on the server. */
  async #end(active: Active): Promise<void> {
    const { call, told, objects } = active
    this.#calls.delete(call.id)
    const link = await this.#link?.catch(() => null)
    if (link == null || link.connection.isClosed()) return
    link.connection.publish(this.#names.calls, encode('beat', { kind: 'ended', ...told }))
    await link.purge(chunkSubject(this.#names, told.kernel.id, call.id))
    await Promise.all([...objects].map((name) => link.discard(name)))
    if (this.#calls.size === 0) {
      this.#rest = setTimeout(() => void this.#leave(), REST)
    }
  }

  async #leave(): Promise<void> {
    clearTimeout(this.#rest)
    clearInterval(this.#beats)
    const link = await this.#link?.catch(() => null)
    this.#link = null
    if (link == null || link.connection.isClosed()) return
    await link.purge(resultsFor(this.#names, this.#id))
    await link.deleteConsumer(`c_${this.#id}`)
    await link.close()
  }
}

/** @param others hashes of the files of the kernel's name that machines have */
export function nobodyFor(
  { file, id }: Pick<Told['kernel'], 'file' | 'id'>,
  servers: Access['servers'],
  { stream }: GroupNames,
  others: string[],
): LanemarkError {
  const at = { servers: [servers].flat().join(', '), group: stream }
  return new LanemarkError({ code: 'no-machines', ...at, file, hash: id, others })
}

/** What the inputs of a chunk are called where they are stored apart. */
const objectOf = ({ call, chunk }: Pick<Word<'chunk'>, 'call' | 'chunk'>): string =>
  `${call}-${chunk}`

async function outcomeOf(link: Link, outcome: Word<'result'>['outcome']): Promise<Outcome | null> {
  if (!('object' in outcome)) return outcome
  const stored = await link.fetch(outcome.object)
  await link.discard(outcome.object)
  return stored === null ? null : decode('outcome', stored)
}

/** A connection that could not be made fails the calls that asked for it. */
const ignore = (): void => undefined

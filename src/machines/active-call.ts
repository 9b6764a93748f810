/**
 * One call of a caller on the server: its chunks are sent, sent again where they are lost, withdrawn where
 * they end their machines, and at the end nothing of it is left.
 */
import { setTimeout as after } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { LanemarkError } from '../findings.ts'
import { now } from '../worker/protocol.ts'
import { unreachable } from './link.ts'
import type { Access, Link } from './link.ts'
import { chunkSubject } from './names.ts'
import type { GroupNames } from './names.ts'
import { unpackOutcome } from './chunk-outcome.ts'
import type { RemoteCall, RemoteChunk } from './remote-call.ts'
import { decode, encode, loadOf, newPacking } from './wire.ts'
import type { Word } from './wire.ts'

/** Ms between two words of a caller, */
export const BEAT = 1000
/** and after which a chunk that is neither at the server nor with a machine is looked for. */
const SILENCE = 3500
/** Chunks that are sent before the server has taken the first of them. */
const AT_ONCE = 32
/** Ms until what the server did not take is tried again. */
const RETRY = 250

/** What a call says of itself. */
export type Told = Omit<Word<'beat'>, 'kind' | 'shares'>

export interface CallSettings {
  link: Link
  servers: Access['servers']
  /** Ms that it waits for a machine, or for the server. */
  patience: number
  /** Makes stream, bucket and the caller's consumer anew, where they are gone. */
  restore: () => Promise<void>
  /** Results that nobody has taken; null: the caller's consumer is gone. */
  untaken: () => Promise<number | null>
}

export class ActiveCall {
  readonly call: RemoteCall
  readonly told: Told
  readonly #settings: CallSettings
  /** Hashes that machines have of files of the kernel's name. */
  readonly #others = new Set<string>()
  /** Objects that it has stored. */
  readonly #objects = new Set<string>()
  /** Messages of each chunk, by their numbers in the stream. */
  readonly #messages = new Map<number, number[]>()
  /** When somebody was there last that could run it. */
  #servedAt = performance.now()
  #feeding = false
  #recovering = false

  constructor(call: RemoteCall, told: Told, settings: CallSettings) {
    this.call = call
    this.told = told
    this.#settings = settings
  }

  /** Stores the context, which each machine fetches once. */
  async begin(context: { value: unknown } | null): Promise<void> {
    const name = this.told.context
    if (context === null || name === null) return
    const packing = newPacking()
    packing.add(context.value)
    this.#objects.add(name)
    await this.#settings.link.store(name, encode('load', loadOf(packing)))
  }

  /** To be called when its machines know of it. */
  start(): void {
    this.tell('call')
    void this.#feed()
  }

  hear(notice: Word<'notice'>): void {
    if (notice.kind === 'started') void this.#started(notice.chunk)
    else if (notice.lanes > 0) {
      this.#servedAt = performance.now()
      this.#see(notice)
    } else for (const id of notice.others) this.#others.add(id)
    void this.#feed()
  }

  /** Machines that are told their share wait for it. */
  #see(notice: Extract<Word<'notice'>, { kind: 'here' }>): void {
    const { roster } = this.call
    const before = roster.told
    const { machine, is, lanes } = notice
    roster.see({ machine, is, lanes, heard: performance.now() })
    if (!isDeepStrictEqual(roster.told, before)) this.tell('call')
  }

  /** Says that the call is under way, or ends. */
  tell(kind: Word<'beat'>['kind']): void {
    const { connection, names } = this.#settings.link
    if (connection.isClosed()) return
    const shares = this.call.roster.told
    connection.publish(names.calls, encode('beat', { kind, ...this.told, shares }))
  }

  async #started(id: number): Promise<void> {
    if (!this.call.started(id)) return
    const { link } = this.#settings
    await Promise.all((this.#messages.get(id) ?? []).map((number) => link.withdraw(number)))
    this.#messages.delete(id)
  }

  /** Returns false for what is damaged. */
  async take(result: Word<'result'>): Promise<boolean> {
    const { link } = this.#settings
    const { outcome: told } = result
    const stored = 'object' in told ? await link.fetch(told.object) : null
    if ('object' in told) await link.discard(told.object)
    const outcome = 'object' in told ? stored && decode('outcome', stored) : told
    const arrived = outcome === null ? null : unpackOutcome(outcome)
    if (outcome === null || arrived === null) return false
    this.call.accept(result, arrived)
    this.#messages.delete(result.chunk)
    void this.#feed()
    const inputs = objectOf(result)
    if (this.#objects.delete(inputs)) await link.discard(inputs)
    return true
  }

  /** To be called with each word of the caller: whether somebody is there, and nothing is lost. */
  look(): void {
    const at = performance.now()
    this.call.roster.forgetSilent(at)
    const { link, servers, patience } = this.#settings
    if (at - this.#servedAt <= patience) void this.#recover()
    else this.call.end(nobodyFor(this.told.kernel, servers, link.names, [...this.#others]))
  }

  /** Chunks that neither the server nor a machine has any more go out again. */
  async #recover(): Promise<void> {
    const old = this.call.underWay.filter(({ sent }) => now() - sent > SILENCE)
    if (old.length === 0 || this.#recovering) return
    this.#recovering = true
    try {
      await this.#resend(old)
    } catch (error) {
      this.call.end(error)
    } finally {
      this.#recovering = false
    }
  }

  async #resend(old: readonly RemoteChunk[]): Promise<void> {
    const { link, restore, untaken } = this.#settings
    const pending = await link.pendingOf(`k_${this.told.kernel.id}`)
    if (pending !== null && pending > 0) return
    const results = await untaken()
    if (results !== null && results > 0) return
    await after(BEAT / 2)
    const lost = this.call.underWay.filter((chunk) => old.includes(chunk))
    if (lost.length === 0 || this.call.over) return
    if (results === null) await restore()
    for (const chunk of lost) await this.#send(chunk)
  }

  async #feed(): Promise<void> {
    const { call } = this
    if (this.#feeding || call.roster.workers === 0) return
    this.#feeding = true
    try {
      const { source, sink } = call.work
      const sending: Promise<void>[] = []
      while (!call.over && call.hasRoom) {
        await sink.room()
        const chunk = call.next()
        if (chunk !== null) {
          sending.push(this.#send(chunk))
          if (sending.length >= AT_ONCE) await Promise.all(sending.splice(0))
        } else if (source.ended) break
        else await source.more()
      }
      await Promise.all(sending)
    } catch (error) {
      call.end(error)
    } finally {
      this.#feeding = false
    }
  }

  async #send({ id, inputs }: RemoteChunk): Promise<void> {
    const { link, servers, patience, restore } = this.#settings
    const data = await this.#encoded({ call: this.call.id, chunk: id, inputs })
    const subject = chunkSubject(link.names, this.told.kernel.id, this.call.id)
    const until = performance.now() + patience
    for (;;) {
      try {
        const { seq } = await link.js.publish(subject, data)
        this.#messages.set(id, [...(this.#messages.get(id) ?? []), seq])
        return
      } catch (cause) {
        if (this.call.over) return
        if (performance.now() > until) throw unreachable(servers, cause)
        // the server may be on its way up again, or somebody has deleted the stream
        await after(RETRY)
        await restore().catch(ignore)
      }
    }
  }

  /** What is too large for a message is stored apart. */
  async #encoded(word: { call: string; chunk: number; inputs: Word<'load'> }): Promise<Uint8Array> {
    const { link } = this.#settings
    const data = encode('chunk', word)
    if (data.byteLength <= link.most) return data
    const object = objectOf(word)
    this.#objects.add(object)
    await link.store(object, encode('load', word.inputs))
    return encode('chunk', { ...word, inputs: { object } })
  }

  /** Nothing of the call is left on the server. */
  async end(): Promise<void> {
    const { link } = this.#settings
    if (link.connection.isClosed()) return
    this.tell('ended')
    await link.purge(chunkSubject(link.names, this.told.kernel.id, this.call.id))
    await Promise.all([...this.#objects].map((name) => link.discard(name)))
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

/** It is tried again, for as long as there is patience. */
const ignore = (): void => undefined

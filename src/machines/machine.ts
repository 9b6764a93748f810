/**
 * A machine of a group: takes chunks of the kernels that it has, runs them on its own workers, and stores
 * their results before it lets go of them.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import type { Consumer, JsMsg } from '@nats-io/jetstream'
import { executor } from '../executors/executor.ts'
import type { Executor } from '../executors/executor.ts'
import { processesCore } from '../executors/processes.ts'
import { threadsCore } from '../executors/threads.ts'
import type { ResolvedPool } from '../pool-options.ts'
import type { Kernels } from './kernels.ts'
import { Link } from './link.ts'
import type { Access } from './link.ts'
import { ChunkRunner, Damaged, knownCall } from './chunk-runner.ts'
import type { KnownCall } from './chunk-runner.ts'
import { noticesFor, workOf } from './names.ts'
import type { GroupNames } from './names.ts'
import { Turnstile } from './turnstile.ts'
import { decode, encode } from './wire.ts'
import type { Word } from './wire.ts'

type Is = Extract<Word<'notice'>, { kind: 'here' }>['is']

export interface MachineSettings {
  access: Access
  names: GroupNames
  /** What it says of itself; without a name it is called by its id. */
  is: Omit<Is, 'name'> & { name: string | null }
  mode: 'threads' | 'processes'
  pool: ResolvedPool
  kernels: Kernels
  /** Told of what happens, a line each. */
  say: (line: string) => void
}

/** Ms after which a chunk whose machine is not heard of is given to another. */
const PATIENCE = 5000
/** and within which a machine says that it works on it. */
const SIGN = PATIENCE / 4
/** Ms without a word of its caller after which nobody waits for a call. */
const FORGOTTEN = 6000
/** Ms that a machine asks the server for a chunk at a time, and rests where there is none. */
const ASK = 1000
/** Ms between two lines on what it has done. */
const REPORT = 60_000
/** Ms that chunks are given to end when it leaves. */
const FAREWELL = 30_000
/** A chunk that was given out so often runs alone. */
const SUSPECT = 3
/** Chunks of this length, ms, and longer are not taken ahead: another machine may be idle. */
const LONG = 1000

export class Machine {
  readonly id = randomUUID()
  readonly #settings: MachineSettings
  readonly #link: Link
  readonly #pool: Executor
  readonly #runner: ChunkRunner
  readonly #calls = new Map<string, KnownCall>()
  /** Kernels that chunks are taken for, by hash. */
  readonly #pumps = new Map<string, Promise<void>>()
  readonly #timers: NodeJS.Timeout[] = []
  readonly #lost = Promise.withResolvers<Error>()
  readonly #turnstile = new Turnstile()
  /** Resolves with the next word of a caller. */
  #resting = Promise.withResolvers<void>()
  #stopping = false
  #longest = 0
  #done = { chunks: 0, tasks: 0, damaged: 0 }

  get name(): string {
    return this.#settings.is.name ?? this.id.slice(0, 8)
  }

  /** Resolves when the connection is gone for good, as where credentials have expired; not after `stop`. */
  get lost(): Promise<Error> {
    return this.#lost.promise
  }

  /** @throws {LanemarkError} `server-unreachable`, `worker-unstartable` */
  static async start(settings: MachineSettings): Promise<Machine> {
    const { mode, pool, access, names } = settings
    const workers = executor(mode === 'threads' ? threadsCore(pool) : processesCore(pool))
    try {
      const link = await Link.open(access, names)
      await workers.open()
      return new Machine(settings, link, workers)
    } catch (error) {
      await workers.close()
      throw error
    }
  }

  private constructor(settings: MachineSettings, link: Link, pool: Executor) {
    this.#settings = settings
    this.#link = link
    this.#pool = pool
    this.#runner = new ChunkRunner(this.id, link, pool, settings.kernels)
    void this.#hearAll()
    void this.#awaitClose()
    this.#timers.push(
      setInterval(() => this.#forget(), ASK),
      setInterval(() => this.#report(), REPORT),
    )
  }

  async #awaitClose(): Promise<void> {
    const reason = await this.#link.connection.closed()
    if (!this.#stopping) this.#lost.resolve(reason ?? new Error('the connection was closed'))
  }

  async #hearAll(): Promise<void> {
    const { names } = this.#settings
    try {
      for await (const { data } of this.#link.connection.subscribe(names.calls)) {
        this.#hear(decode('beat', data))
      }
    } catch (error) {
      // the server does not let it listen
      this.#lost.resolve(error as Error)
    }
  }

  #hear(beat: Word<'beat'> | null): void {
    if (beat === null) {
      this.#done.damaged += 1
      return
    }
    if (beat.kind === 'ended') {
      this.#end(beat.call, 'its caller has ended it')
      return
    }
    const { kernels, names } = this.#settings
    const has = !this.#stopping && kernels.find(beat.kernel.id) !== null
    const others = has ? [] : kernels.namesakes(beat.kernel.file).slice(0, 20)
    const lanes = has ? this.#pool.workers : 0
    const me = { machine: this.id, is: { ...this.#settings.is, name: this.name } }
    const notice = { kind: 'here', ...me, call: beat.call, lanes, others } as const
    this.#link.connection.publish(noticesFor(names, beat.caller), encode('notice', notice))
    if (!has) return
    const known = this.#calls.get(beat.call)
    if (known === undefined) this.#calls.set(beat.call, knownCall(beat))
    else {
      known.heard = performance.now()
      known.beat = beat
    }
    this.#resting.resolve()
    this.#resting = Promise.withResolvers()
    if (this.#pumps.has(beat.kernel.id) || this.#shareOf(beat) === 0) return
    const pump = this.#pump(beat.kernel.id)
    this.#pumps.set(beat.kernel.id, pump)
    void pump.finally(() => this.#pumps.delete(beat.kernel.id))
  }

  #end(call: string, reason: string): void {
    this.#calls.get(call)?.ended.abort(new Error(reason))
    this.#calls.delete(call)
  }

  /** Calls that nobody waits for any more. */
  #forget(): void {
    // a server that is away says nothing of callers
    if (this.#link.connection.isClosed()) return
    for (const [id, { heard }] of this.#calls) {
      if (performance.now() - heard > FORGOTTEN) this.#end(id, 'its caller is gone')
    }
  }

  /** How many of its workers run the call. */
  #shareOf({ shares }: KnownCall['beat']): number {
    if (shares === null) return this.#pool.workers
    const own = shares.find(({ machine }) => machine === this.id)
    return Math.min(own?.workers ?? 0, this.#pool.workers)
  }

  /** How many of its workers run calls of the kernel. */
  #workersFor(kernel: string): number {
    if (this.#stopping) return 0
    const calls = [...this.#calls.values()].filter(({ beat }) => beat.kernel.id === kernel)
    return Math.max(0, ...calls.map(({ beat }) => this.#shareOf(beat)))
  }

  /** Takes chunks of a kernel for as long as there are calls of it. */
  async #pump(kernel: string): Promise<void> {
    const { names } = this.#settings
    const lanes = Array.from({ length: this.#pool.workers + 1 }, async (_, lane) => {
      let consumer: Consumer | null = null
      for (;;) {
        const workers = this.#workersFor(kernel)
        if (workers === 0) return
        // one more than there are workers, so that the next chunk is there; long ones are left to others
        if (lane > workers || (lane === workers && this.#longest > LONG)) {
          await Promise.race([this.#resting.promise, after(ASK, undefined, { ref: false })])
          continue
        }
        try {
          consumer ??= await this.#link.consumer(`k_${kernel}`, workOf(names, kernel), PATIENCE)
          const message = await consumer.next({ expires: ASK })
          if (message !== null) await this.#take(message)
        } catch {
          // the server is away, or the stream is gone; its caller makes it anew
          consumer = null
          await after(ASK / 4)
        }
      }
    })
    await Promise.all(lanes)
  }

  async #take(message: JsMsg): Promise<void> {
    const chunk = decode('chunk', message.data)
    if (chunk === null) {
      this.#drop(message, 'a message is damaged')
      return
    }
    const call = this.#calls.get(chunk.call)
    if (call === undefined) {
      // its caller may not have been heard of yet; after some rounds nobody waits for it
      if (message.info.deliveryCount > FORGOTTEN / ASK) message.term()
      else message.nak(ASK)
      return
    }
    // asked for before its caller said that others run it
    if (this.#shareOf(call.beat) === 0) message.nak()
    else await this.#run(message, chunk, call)
  }

  async #run(message: JsMsg, chunk: Word<'chunk'>, call: KnownCall): Promise<void> {
    const signs = setInterval(() => message.working(), SIGN)
    // what others could not end may be what ended them: it is to take no neighbour along
    const leave = await this.#turnstile.enter({ alone: message.info.deliveryCount >= SUSPECT })
    try {
      const took = await this.#runner.run(chunk, call, this.#shareOf(call.beat))
      // nobody waits for it any more
      if (took === null) {
        message.term()
        return
      }
      this.#longest = took.duration
      message.ack()
      this.#done.chunks += 1
      this.#done.tasks += took.tasks
    } catch (error) {
      if (error instanceof Damaged) {
        this.#drop(message, error.message)
        return
      }
      // not the kernel's doing: another machine, or this one a little later
      this.#settings.say(`a chunk is handed back: ${String(error)}`)
      message.nak(ASK)
    } finally {
      leave()
      clearInterval(signs)
    }
  }

  /** Its caller sends it again where it waits for it. */
  #drop(message: JsMsg, reason: string): void {
    // the others of this minute are counted
    if (this.#done.damaged === 0) this.#settings.say(`${reason}, and was dropped`)
    this.#done.damaged += 1
    message.term()
  }

  #report(): void {
    const { chunks, tasks, damaged } = this.#done
    this.#done = { chunks: 0, tasks: 0, damaged: 0 }
    const dropped = damaged === 0 ? '' : `, ${damaged} damaged messages dropped`
    this.#settings.say(
      `${tasks} tasks in ${chunks} chunks in the last minute, ${this.#calls.size} calls under way${dropped}`,
    )
  }

  /** Takes nothing more, ends what is under way, and leaves. */
  async stop(): Promise<void> {
    this.#stopping = true
    this.#resting.resolve()
    for (const timer of this.#timers) clearInterval(timer)
    const ended = Promise.all(this.#pumps.values())
    await Promise.race([ended, after(FAREWELL, undefined, { ref: false })])
    await this.#pool.close()
    await this.#link.close()
  }
}

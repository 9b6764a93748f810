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
import { LanemarkError } from '../findings.ts'
import type { ResolvedPool } from '../pool-options.ts'
import { packError } from '../worker/errors.ts'
import { unload } from '../worker/parcel.ts'
import { Uncrossable } from '../worker/uncrossable.ts'
import type { Kernels } from './kernels.ts'
import { Link } from './link.ts'
import type { Access } from './link.ts'
import { noticesFor, resultSubject, workOf } from './names.ts'
import type { GroupNames } from './names.ts'
import { decode, encode, loadOf, newPacking } from './wire.ts'
import type { Outcome, Word } from './wire.ts'

export interface MachineSettings {
  access: Access
  names: GroupNames
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
/** Chunks of this length, ms, and longer are not taken ahead: another machine may be idle. */
const LONG = 1000

interface Known {
  beat: Word<'beat'>
  heard: number
  ended: AbortController
  context: Promise<{ value: unknown } | null> | null
}

export class Machine {
  readonly id = randomUUID()
  readonly #settings: MachineSettings
  readonly #link: Link
  readonly #pool: Executor
  readonly #calls = new Map<string, Known>()
  /** Kernels that chunks are taken for, by hash. */
  readonly #pumps = new Map<string, Promise<void>>()
  readonly #underWay = new Set<Promise<void>>()
  readonly #timers: NodeJS.Timeout[] = []
  #stopping = false
  #longest = 0
  #done = { chunks: 0, tasks: 0, damaged: 0 }

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
    const calls = link.connection.subscribe(settings.names.calls)
    void (async () => {
      for await (const { data } of calls) this.#hear(decode('beat', data))
    })()
    this.#timers.push(
      setInterval(() => this.#forget(), ASK),
      setInterval(() => this.#report(), REPORT),
    )
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
    const notice = { kind: 'here', machine: this.id, call: beat.call, lanes, others } as const
    this.#link.connection.publish(noticesFor(names, beat.caller), encode('notice', notice))
    if (!has) return
    const known = this.#calls.get(beat.call)
    if (known !== undefined) known.heard = performance.now()
    else this.#calls.set(beat.call, newCall(beat))
    if (this.#pumps.has(beat.kernel.id)) return
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

  /** Takes chunks of a kernel for as long as there are calls of it. */
  async #pump(kernel: string): Promise<void> {
    const { names } = this.#settings
    const isCalled = (): boolean =>
      !this.#stopping && [...this.#calls.values()].some(({ beat }) => beat.kernel.id === kernel)
    const lanes = Array.from({ length: this.#pool.workers + 1 }, async (_, lane) => {
      let consumer: Consumer | null = null
      while (isCalled()) {
        // one more than there are workers, so that the next chunk is there; long ones are left to others
        if (lane === this.#pool.workers && this.#longest > LONG) {
          await after(ASK)
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
      this.#done.damaged += 1
      this.#settings.say('a damaged message was dropped')
      message.term()
      return
    }
    const call = this.#calls.get(chunk.call)
    if (call === undefined) {
      // its caller may not have been heard of yet; after some rounds nobody waits for it
      if (message.info.deliveryCount > FORGOTTEN / ASK) message.term()
      else message.nak(ASK)
      return
    }
    const running = this.#run(message, chunk, call)
    this.#underWay.add(running)
    try {
      await running
    } finally {
      this.#underWay.delete(running)
    }
  }

  async #run(message: JsMsg, chunk: Word<'chunk'>, call: Known): Promise<void> {
    const { names } = this.#settings
    const { beat } = call
    const started = {
      kind: 'started',
      machine: this.id,
      call: chunk.call,
      chunk: chunk.chunk,
    } as const
    this.#link.connection.publish(noticesFor(names, beat.caller), encode('notice', started))
    const signs = setInterval(() => message.working(), SIGN)
    try {
      const inputs = await this.#inputsOf(chunk)
      if (inputs === null) {
        message.term()
        return
      }
      const begun = performance.now()
      const outcome = await this.#outcomeOf(inputs, call)
      if (outcome === null) {
        message.term()
        return
      }
      const took = performance.now() - begun
      this.#longest = took
      await this.#answer(chunk, beat, outcome, took)
      message.ack()
      this.#done.chunks += 1
      this.#done.tasks += inputs.length
    } catch (error) {
      // not the kernel's doing: another machine, or this one a little later
      this.#settings.say(`a chunk is handed back: ${String(error)}`)
      message.nak(ASK)
    } finally {
      clearInterval(signs)
    }
  }

  /** Null: its caller has taken them away. */
  async #inputsOf({ inputs }: Word<'chunk'>): Promise<unknown[] | null> {
    if (!('object' in inputs)) return unload(inputs)
    const stored = await this.#link.fetch(inputs.object)
    const load = stored === null ? null : decode('load', stored)
    return load === null ? null : unload(load)
  }

  /** Null: nobody waits for it any more. */
  async #outcomeOf(inputs: unknown[], call: Known): Promise<Outcome | null> {
    const { kernel, timeout, retries } = call.beat
    const url = this.#settings.kernels.load(kernel.id)
    if (url === null)
      throw new Error(`${kernel.file} has changed, and this worker has to be started again`)
    call.context ??= this.#contextOf(call.beat)
    const context = await call.context
    try {
      const outcomes = await this.#pool.map({ url, name: kernel.name }, inputs as never[], {
        settle: true,
        divide: false,
        retries,
        signal: call.ended.signal,
        ...(timeout === null ? {} : { timeout }),
        ...(context === null ? {} : { context: context.value }),
      })
      return packed(outcomes)
    } catch (error) {
      if (call.ended.signal.aborted) return null
      if (!(error instanceof LanemarkError) || error.code === 'closed') throw error
      // of the whole chunk, as where the kernel cannot be loaded: each of its tasks is told so
      return packed(inputs.map(() => ({ status: 'rejected', reason: error })))
    }
  }

  async #contextOf({ context }: Word<'beat'>): Promise<{ value: unknown } | null> {
    if (context === null) return null
    const stored = await this.#link.fetch(context)
    const load = stored === null ? null : decode('load', stored)
    return load === null ? null : { value: unload(load)[0] }
  }

  async #answer(
    { call, chunk }: Word<'chunk'>,
    beat: Word<'beat'>,
    outcome: Outcome,
    took: number,
  ): Promise<void> {
    const word = { call, chunk, machine: this.id, took, outcome }
    let data = encode('result', word)
    if (data.byteLength > this.#link.most) {
      const object = `${call}-${chunk}-result`
      await this.#link.store(object, encode('outcome', outcome))
      data = encode('result', { ...word, outcome: { object } })
    }
    const subject = resultSubject(this.#settings.names, beat.caller, call)
    await this.#link.js.publish(subject, data)
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
    for (const timer of this.#timers) clearInterval(timer)
    const ended = Promise.all([...this.#pumps.values(), ...this.#underWay])
    await Promise.race([ended, after(FAREWELL, undefined, { ref: false })])
    await this.#pool.close()
    await this.#link.close()
  }
}

const newCall = (beat: Word<'beat'>): Known => ({
  beat,
  heard: performance.now(),
  ended: new AbortController(),
  context: null,
})

/** Outcomes as they travel. */
function packed(outcomes: readonly PromiseSettledResult<unknown>[]): Outcome {
  const packing = newPacking()
  const failures: Outcome['failures'] = []
  for (const [position, one] of outcomes.entries()) {
    if (one.status === 'fulfilled') {
      const refused = add(packing, one.value)
      if (refused !== null) failures.push({ position, finding: refused, cause: null })
      continue
    }
    packing.add(undefined)
    failures.push({ position, ...failureOf(one.reason) })
  }
  return { results: loadOf(packing), failures }
}

/** What threads have shared, for one, cannot go further. */
function add(packing: ReturnType<typeof newPacking>, value: unknown): { code: string } | null {
  try {
    packing.add(value)
    return null
  } catch (error) {
    if (!(error instanceof Uncrossable)) throw error
    packing.add(undefined)
    const { type, path, lacks } = error
    const what = 'result' as const
    return { code: 'cannot-cross', what, type, path, lacks, works: ['processes'] } as {
      code: string
    }
  }
}

function failureOf(reason: unknown): Pick<Outcome['failures'][number], 'finding' | 'cause'> {
  const { finding, cause } = reason as LanemarkError
  const own = cause === undefined || cause === null ? null : packError(cause)
  return { finding, cause: own && { bytes: own.bytes, shared: [], moved: [] } }
}

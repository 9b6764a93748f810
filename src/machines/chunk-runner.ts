/** A chunk on the machine that has taken it: its inputs, its context, its kernel, and its result back. */
import type { Executor, Run } from '../executors/executor.ts'
import { LanemarkError } from '../findings.ts'
import { unload } from '../worker/parcel.ts'
import type { Kernels } from './kernels.ts'
import type { Link } from './link.ts'
import { noticesFor, resultSubject } from './names.ts'
import { packOutcomes } from './chunk-outcome.ts'
import { decode, encode } from './wire.ts'
import type { Outcome, Word } from './wire.ts'

/** A call that somebody waits for. */
export interface KnownCall {
  beat: Word<'beat'>
  heard: number
  ended: AbortController
  context: Promise<{ value: unknown }> | null
}

export const knownCall = (beat: Word<'beat'>): KnownCall => ({
  beat,
  heard: performance.now(),
  ended: new AbortController(),
  context: null,
})

/** What is none of ours, or is not there any more. */
export class Damaged extends Error {}

export class ChunkRunner {
  readonly #machine: string
  readonly #link: Link
  readonly #pool: Executor
  readonly #kernels: Kernels

  constructor(machine: string, link: Link, pool: Executor, kernels: Kernels) {
    this.#machine = machine
    this.#link = link
    this.#pool = pool
    this.#kernels = kernels
  }

  /**
   * Runs the chunk on so many workers, and stores its result. Null: nobody waits for it any more.
   * @returns its tasks, and ms that they took
   * @throws {Damaged} and what is no fault of the chunk's
   */
  async run(
    chunk: Word<'chunk'>,
    call: KnownCall,
    workers: number,
  ): Promise<{ tasks: number; duration: number } | null> {
    const { beat } = call
    const place = { machine: this.#machine, call: chunk.call, chunk: chunk.chunk }
    const started = encode('notice', { kind: 'started', ...place })
    this.#link.connection.publish(noticesFor(this.#link.names, beat.caller), started)
    const inputs = await this.#inputsOf(chunk)
    const begun = performance.now()
    const outcome = await this.#outcomeOf(inputs, call, workers)
    if (outcome === null) return null
    const duration = performance.now() - begun
    await this.#answer(chunk, beat, outcome, duration)
    return { tasks: inputs.length, duration }
  }

  /** @throws {Damaged} */
  async #inputsOf({ inputs }: Word<'chunk'>): Promise<unknown[]> {
    return 'object' in inputs ? await this.#fetch(inputs.object) : unpacked(inputs)
  }

  /** @throws {Damaged} */
  async #fetch(name: string): Promise<unknown[]> {
    const stored = await this.#link.fetch(name)
    if (stored === null) throw new Damaged(`the object ${name} is not there`)
    const load = decode('load', stored)
    if (load === null) throw new Damaged(`the object ${name} is damaged`)
    return unpacked(load)
  }

  /** Null: nobody waits for it any more. */
  async #outcomeOf(inputs: unknown[], call: KnownCall, workers: number): Promise<Outcome | null> {
    const { kernel, timeout, retries, times } = call.beat
    const url = this.#kernels.load(kernel.id)
    if (url === null)
      throw new Error(`${kernel.file} has changed, and this worker has to be started again`)
    const context = await this.#contextOf(call)
    const ref = { url, name: kernel.name }
    const options = {
      divide: false,
      // its caller has sized it for one worker; the others have chunks of their own
      chunk: Math.max(1, inputs.length),
      workers,
      signal: call.ended.signal,
      ...(timeout === null ? {} : { timeout }),
      ...(context === null ? {} : { context: context.value }),
    }
    try {
      if (times === null) {
        const all = { ...options, settle: true, retries } as const
        return packOutcomes(await this.#pool.map(ref, inputs as never[], all), null)
      }
      const run = await this.#pool.run(ref, inputs as never[], { ...options, times })
      return packOutcomes(run.results.map(fulfilled), runOf(run))
    } catch (error) {
      if (call.ended.signal.aborted) return null
      if (!(error instanceof LanemarkError) || error.code === 'closed') throw error
      return packOutcomes(failedOf(inputs.length, error), null)
    }
  }

  /** Fetched once; where that failed, again for the next chunk. */
  async #contextOf(call: KnownCall): Promise<{ value: unknown } | null> {
    const { context: name } = call.beat
    if (name === null) return null
    call.context ??= this.#fetch(name).then(([value]) => ({ value }))
    try {
      return await call.context
    } catch (error) {
      call.context = null
      throw error
    }
  }

  async #answer(
    { call, chunk }: Word<'chunk'>,
    beat: Word<'beat'>,
    outcome: Outcome,
    took: number,
  ): Promise<void> {
    const word = { call, chunk, machine: this.#machine, took, outcome }
    let data = encode('result', word)
    if (data.byteLength > this.#link.most) {
      const object = `${call}-${chunk}-result`
      await this.#link.store(object, encode('outcome', outcome))
      data = encode('result', { ...word, outcome: { object } })
    }
    const subject = resultSubject(this.#link.names, beat.caller, call)
    await this.#link.js.publish(subject, data)
  }
}

const fulfilled = <Value>(value: Value): PromiseFulfilledResult<Value> => ({
  status: 'fulfilled',
  value,
})

/**
 * Of a task of the chunk, the first that failed, with which its call ends; or of the whole chunk, as where
 * the kernel cannot be loaded, and each of its tasks is told so.
 */
function failedOf(count: number, reason: LanemarkError): PromiseSettledResult<unknown>[] {
  const { index } = reason.finding as { index?: number }
  return Array.from({ length: count }, (_, position) =>
    index === undefined || index === position
      ? { status: 'rejected', reason }
      : fulfilled(undefined),
  )
}

function runOf({ trips, times }: Run<unknown>): NonNullable<Outcome['run']> {
  return {
    trips: trips.map((trip) => {
      const { lane, first, count, received, loaded, started, ended, replied } = trip
      const { packing, user, system, wait, async } = trip
      const moments = { received, loaded, started, ended, replied, packing }
      return { ...trip.worker, lane, first, count, ...moments, user, system, wait, async }
    }),
    times: times && {
      started: Float64Array.from(times.started),
      ended: Float64Array.from(times.ended),
    },
  }
}

function unpacked(load: Word<'load'>): unknown[] {
  try {
    return unload(load)
  } catch (cause) {
    throw new Damaged('a value is damaged', { cause })
  }
}

/** The runs of a comparison's cases: each with what it used, and its results held against serial's. */
import type { Executor, Run } from '../executors/executor.ts'
import type { CaseId, Instrument, RemoteMachine } from '../model.ts'
import { isApart, isRemote } from '../modes.ts'
import { countFaults } from '../system/faults.ts'
import type { LoadedKernel } from '../worker/loaded-kernel.ts'
import type { ResolvedCompare } from './compare-options.ts'
import type { Recorded } from './comparison.ts'
import { Inputs } from './inputs.ts'
import { callTime, canWatch, instrumentFor, readingCost } from './instrument.ts'
import { takeStock } from './stock.ts'
import { verify, withCause } from './verify.ts'

/** A case with its executor and its runs, without their results, which may be large. */
export interface OpenCase extends CaseId {
  executor: Executor
  startup: number[]
  runs: Recorded[]
  /** Workers that were asked for of other machines; null: none, or all that there are. */
  asked: number | null
  /** The other machines; null: it has none. */
  machines: RemoteMachine[] | null
}

export interface Ran extends Run<unknown> {
  faults: number | null
}

export class CaseRuns {
  /** Serial's results, to which all others must be equal. */
  expected: unknown[] = []
  /** Where calls are parts: the index of each one's input. */
  owners: number[] = []
  instrument: Instrument = { cost: readingCost(), times: 'tasks' }
  readonly #kernel: LoadedKernel
  readonly #inputs: Inputs
  /** One value, or none. */
  readonly #context: Inputs
  readonly #options: ResolvedCompare
  readonly #signal: AbortSignal
  /** Mean time of a call in serial, ms. */
  #call = Infinity
  /** Whether calls have a time limit of their own: alike in all modes, and where it is not felt. */
  #watched = true

  constructor(kernel: LoadedKernel, inputs: Inputs, options: ResolvedCompare, signal: AbortSignal) {
    this.#kernel = kernel
    this.#inputs = inputs
    this.#context = new Inputs(options.context === undefined ? [] : [options.context], 'context')
    this.#options = options
    this.#signal = signal
  }

  /** @param parts of each input; null: they are run whole */
  async execute(one: OpenCase, parts: number | null): Promise<Ran> {
    const { cost } = this.#options
    const faults = isRemote(one) ? () => null : countFaults(isApart(one) ? 'children' : 'own')
    const run = await one.executor.run(this.#kernel.ref, this.#inputs.given, {
      ...this.#runOptions(),
      times: this.instrument.times,
      ...(cost === null ? {} : { cost }),
      ...(parts === null ? {} : { divide: parts }),
    })
    if (run.owners !== null) this.owners = run.owners
    if (isRemote(one)) {
      const [input] = this.#inputs.given
      await takeStock(one, () => one.executor.run(this.#kernel.ref, [input], this.#runOptions()))
    }
    return { ...run, faults: faults() }
  }

  #runOptions() {
    const { timeout } = this.#options
    const [context] = this.#context.given
    return {
      signal: this.#signal,
      ...(this.#watched ? { timeout } : {}),
      ...(context === undefined ? {} : { context }),
    }
  }

  /** By the quicker of two passes: a machine that was busy for a moment made no call any longer. */
  chooseInstrument(serial: Run<unknown> | undefined): void {
    if (serial === undefined) return
    this.#call = Math.min(this.#call, callTime(serial.trips))
    this.#watched = canWatch(this.#call)
    // with an order of their own, tasks of a trip are not neighbours, and cannot share it evenly
    if (this.#options.cost !== null) return
    this.instrument = instrumentFor(this.instrument.cost, this.#call)
  }

  /** @throws {LanemarkError} `input-changed` */
  checkArguments(mode: string | null): void {
    this.#inputs.check(mode)
    this.#context.check(mode)
  }

  /**
   * @param serial runs an input again, to find the cause of a difference
   * @throws {LanemarkError} `results-differ` with its cause, and those of `equals`
   */
  async verify(
    one: OpenCase,
    results: readonly unknown[],
    { divided, serial }: { divided: boolean; serial: OpenCase | undefined },
  ): Promise<void> {
    const { equals, timeout } = this.#options
    const [context] = this.#context.given
    const expectation = {
      inputs: this.#inputs.given,
      context: context === undefined ? null : { value: context },
      expected: this.expected,
      equals,
      divided,
    }
    try {
      verify(results, expectation, one)
    } catch (error) {
      const again = async (input: unknown): Promise<unknown> => {
        const options = { ...this.#runOptions(), timeout }
        const run = await serial?.executor.run(this.#kernel.ref, [input], options)
        return run?.results[0]
      }
      throw await withCause(error, expectation, { mode: one.mode, again })
    }
  }
}

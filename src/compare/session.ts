/** One comparison from its first pass to its figures: checked, warmed up, measured in rounds. */
import { describe } from '../text/describe.ts'
import type { Executor, Run } from '../executors/executor.ts'
import { LanemarkError } from '../findings.ts'
import type { Interleaved } from '../measure/interleave.ts'
import type { Probes } from '../measure/probes.ts'
import type { Turn } from '../measure/turns.ts'
import type { CaseId, Comparison, Instrument } from '../model.ts'
import type { ResolvedCompare } from './options.ts'
import { seededRandom, shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import type { LoadedKernel } from '../worker/kernel.ts'
import { assemble } from './comparison.ts'
import type { CaseRounds, Recorded } from './comparison.ts'
import { noteOf } from '../measure/digest.ts'
import type { Host, RoundCase } from './host.ts'
import type { Inputs } from './inputs.ts'
import { callTime, canWatch, instrumentFor, readingCost } from './instrument.ts'
import { verify, withCause } from './verify.ts'

export interface Compared<Output> {
  comparison: Comparison
  /** The results, which are the same in all modes. */
  results: Output[]
}

/** A first pass that takes longer, ms, counts as the first round instead of being repeated. */
const LONGEST_UNTIMED_PASS = 2000

/** Ms of warm-up for each case; the pass before it has loaded everything. */
const WARMUP = 250

/** What a reading of the capacity adds to a round, ms. */
const PROBE = 70

const MOST_ROUNDS = 60

/** A case with its executor and its runs, without their results, which may be large. */
export interface OpenCase extends CaseId {
  executor: Executor
  startup: number[]
  runs: Recorded[]
}

export class Session {
  readonly #kernel: LoadedKernel
  readonly #inputs: Inputs
  readonly #options: ResolvedCompare
  readonly #cases: OpenCase[]
  readonly #probes: Probes
  readonly #host: Host
  #instrument: Instrument = { cost: readingCost(), times: 'tasks' }
  /** Mean time of a call in serial, ms. */
  #call = Infinity
  /** Whether calls have a time limit of their own: alike in all modes, and where it is not felt. */
  #watched = true
  /** Serial's results, to which all others must be equal. */
  #expected: unknown[] | null = null
  /** Runs of the first pass that count as round 0. */
  readonly #kept = new Map<string, Run<unknown>>()

  constructor(
    kernel: LoadedKernel,
    inputs: Inputs,
    options: ResolvedCompare,
    cases: OpenCase[],
    probes: Probes,
    host: Host,
  ) {
    this.#kernel = kernel
    this.#inputs = inputs
    this.#options = options
    this.#cases = cases
    this.#probes = probes
    this.#host = host
  }

  async run(cores: number): Promise<Compared<unknown>> {
    const { seed, name, nameModule } = this.#host
    const pass = await this.#firstPass(seededRandom(seed))
    const warm = pass.counted ? null : await this.#warmPass()
    const duration = warm === null ? pass.duration : warm + PROBE
    let outcome: Interleaved | null = null
    const settings = {
      rounds: this.#roundsFor(duration),
      warmup: this.#kept.size > 0 ? 0 : WARMUP,
    }
    await this.#host.rounds(
      this.#cases.map((one) => this.#roundCase(one)),
      settings,
      {
        seed: seed + 1,
        before: (turn) => this.#before(turn, settings.rounds, duration),
        measured: (measured) => {
          outcome = measured
        },
      },
    )
    const { order, warmup } = told(outcome)
    this.#inputs.check(null)
    const results = this.#expected ?? []
    const comparison = assemble({
      name,
      kernel: {
        module: nameModule(this.#kernel.ref.url),
        export: this.#kernel.ref.name,
        kind: this.#kernel.kind,
      },
      cores,
      seed,
      order: pass.counted ? [pass.order, ...order.slice(1)] : order,
      equality: pass.counted ? 'first round' : 'untimed pass',
      instrument: this.#instrument,
      warmup: pass.counted
        ? { duration: 0, rounds: 0 }
        : {
            duration: pass.duration + (warm ?? 0) + warmup.duration,
            rounds: (warm === null ? 1 : 2) + warmup.rounds,
          },
      references: this.#options.references,
      cases: paired(this.#cases),
      inputs: this.#inputs.given.map((input, index) => ({
        input: describe(input),
        result: noteOf(results[index]),
      })),
      probes: this.#probes.all,
      probed: this.#probes.workers,
    })
    return { comparison, results }
  }

  /**
   * Every mode once, for equality. Processes go first: a kernel that takes its process down is then
   * met where that can be survived and told.
   */
  async #firstPass(random: Random) {
    const shuffled = shuffle(this.#cases, random)
    const safest = shuffled.filter(({ mode }) => mode === 'processes')
    const order = [...safest, ...shuffled.filter((one) => !safest.includes(one))]
    const runs = new Map<OpenCase, Run<unknown>>()
    for (const one of order) {
      await this.#host.progress({ text: `first pass, ${one.label}`, left: this.#options.budget })
      await this.#probes.take(0, one.label)
      runs.set(one, await this.#execute(one))
      this.#inputs.check(one.label)
    }
    const serial = this.#cases.find(({ mode }) => mode === 'serial')
    const alone = serial && runs.get(serial)
    this.#expected = alone?.results ?? []
    this.#chooseInstrument(alone)
    for (const [one, { results }] of runs) if (one !== serial) await this.#verify(one, results)
    const duration = [...runs.values()].reduce((sum, { makespan }) => sum + makespan, 0)
    // calls that are too short to be timed one by one are not slow, but many
    const counted = duration > LONGEST_UNTIMED_PASS && this.#instrument.times === 'tasks'
    if (counted) for (const [one, run] of runs) this.#kept.set(one.label, run)
    else this.#probes.forget()
    return { duration, counted, order: order.map(({ label }) => label) }
  }

  /** By the quicker of two passes: a machine that was busy for a moment made no call any longer. */
  #chooseInstrument(serial: Run<unknown> | undefined): void {
    if (serial === undefined) return
    this.#call = Math.min(this.#call, callTime(serial.trips))
    this.#watched = canWatch(this.#call)
    // with an order of their own, tasks of a trip are not neighbours, and cannot share it evenly
    if (this.#options.cost !== null) return
    this.#instrument = instrumentFor(this.#instrument.cost, this.#call)
  }

  /**
   * What a round takes once everything is loaded and compiled, ms: the cold first pass would promise
   * too few rounds, and take calls for longer than they are.
   */
  async #warmPass(): Promise<number> {
    let duration = 0
    for (const one of this.#cases) {
      const run = await this.#execute(one)
      duration += run.makespan
      await this.#verify(one, run.results)
      this.#inputs.check(one.label)
      if (one.mode === 'serial') this.#chooseInstrument(run)
    }
    return duration
  }

  async #execute(one: OpenCase): Promise<Run<unknown>> {
    const { signal } = this.#host
    const { context, cost, timeout } = this.#options
    return await one.executor.run(this.#kernel.ref, this.#inputs.given, {
      signal,
      times: this.#instrument.times,
      ...(this.#watched ? { timeout } : {}),
      ...(context === undefined ? {} : { context }),
      ...(cost === null ? {} : { cost }),
    })
  }

  #roundCase(one: OpenCase): RoundCase {
    return {
      label: one.label,
      begin: () => {
        one.runs.length = 0
      },
      run: async () => {
        const kept = this.#kept.get(one.label)
        this.#kept.delete(one.label)
        const run = kept ?? (await this.#execute(one))
        if (kept === undefined) await this.#verify(one, run.results)
        const { makespan, trips, times } = run
        one.runs.push({ makespan, trips, times })
        return makespan
      },
    }
  }

  async #before({ round, name }: Turn, rounds: number, duration: number): Promise<void> {
    const left = (rounds - round) * duration
    await this.#host.progress({ text: `round ${round + 1} of ${rounds}, ${name}`, left })
    if (!this.#kept.has(name)) await this.#probes.take(round, name)
  }

  #roundsFor(duration: number): number {
    const affordable = Math.floor(this.#options.budget / Math.max(duration, 1))
    // the first pass of a slow kernel is a round already, and a second one may be too much
    const least = this.#kept.size > 0 ? 1 : 2
    return this.#options.rounds ?? Math.min(MOST_ROUNDS, Math.max(least, affordable))
  }

  async #verify(one: OpenCase, results: readonly unknown[]): Promise<void> {
    const { equals, context } = this.#options
    const expectation = {
      inputs: this.#inputs.given,
      context: context === undefined ? null : { value: context },
      expected: this.#expected ?? [],
      equals,
    }
    try {
      verify(results, expectation, one)
    } catch (error) {
      const again = (input: unknown): Promise<unknown> => this.#serialAgain(input)
      throw await withCause(error, expectation, { mode: one.mode, again })
    }
  }

  async #serialAgain(input: unknown): Promise<unknown> {
    const serial = this.#cases.find(({ mode }) => mode === 'serial')
    const { timeout } = this.#options
    const run = await serial?.executor.run(this.#kernel.ref, [input], { timeout })
    return run?.results[0]
  }
}

/** The rounds that all cases have: in a run of the gate, fast ones were called more often. */
function paired(cases: readonly OpenCase[]): CaseRounds[] {
  const common = Math.min(...cases.map(({ runs }) => runs.length))
  return cases.map((one) => rounds({ ...one, runs: one.runs.slice(0, common) }))
}

const rounds = ({ label, mode, workers, startup, runs }: OpenCase): CaseRounds => ({
  label,
  mode,
  workers,
  startup,
  rounds: runs,
})

function told(outcome: Interleaved | null): Interleaved {
  if (outcome === null) throw new LanemarkError({ code: 'no-plugin' })
  return outcome
}

/** One comparison from its first pass to its figures: checked, warmed up, measured in rounds. */
import { describe } from '../text/describe.ts'
import type { Auto, Decision } from '../executors/auto/auto.ts'
import { LanemarkError } from '../findings.ts'
import type { Interleaved } from '../measure/interleave.ts'
import type { Probes } from '../measure/probes.ts'
import type { Turn } from '../measure/turns.ts'
import type { CaseResult, Comparison, ResultNote } from '../model.ts'
import { chooses, isApart, isRemote } from '../modes.ts'
import type { ResolvedCompare, WholeResult } from './compare-options.ts'
import { mean } from '../stats/mean.ts'
import { seededRandom, shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import type { LoadedKernel } from '../worker/loaded-kernel.ts'
import { capacityOf } from './capacity.ts'
import { assemble, speedups } from './comparison.ts'
import type { CaseRounds, Elsewhere, Measurement } from './comparison.ts'
import { noteOf } from '../measure/digest.ts'
import type { Host, RoundCase } from './host.ts'
import type { Inputs } from './inputs.ts'
import { partsOf } from './calls.ts'
import { CaseRuns } from './case-runs.ts'
import type { OpenCase, Ran } from './case-runs.ts'
import { awaitCores, PROBE } from './patience.ts'
import { ceilingOf, Rounds } from './rounds.ts'
import type { Measured } from './rounds.ts'

export interface Compared<Output> {
  comparison: Comparison
  /** The results, which are the same in all modes. */
  results: Output[]
}

/** A first pass that takes longer, ms, counts as the first round instead of being repeated. */
const LONGEST_UNTIMED_PASS = 2000

/** Ms of warm-up for each case; the pass before it has loaded everything. */
const WARMUP = 250

/** More than any budget has time for; it is asked after each one whether there is another. */
const MOST_ROUNDS = 1e6

export class Session {
  readonly #kernel: LoadedKernel
  readonly #inputs: Inputs
  readonly #options: ResolvedCompare
  readonly #runs: CaseRuns
  /** Those that are compared. */
  readonly #cases: OpenCase[]
  /** Where calls are parts: serial with whole inputs, whose results are those to be expected. */
  readonly #whole: OpenCase | null
  readonly #probes: Probes
  readonly #host: Host
  /** Runs of the first pass that count as round 0. */
  readonly #kept = new Map<string, Ran>()
  /** When the first round that counts began, by `performance.now()`. */
  #begun = 0

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
    this.#whole = options.divide === null || options.divide.whole !== null ? null : wholeOf(cases)
    this.#runs = new CaseRuns(kernel, inputs, options, host.signal)
    this.#probes = probes
    this.#host = host
  }

  get #all(): OpenCase[] {
    return this.#whole === null ? this.#cases : [this.#whole, ...this.#cases]
  }

  async run(cores: number): Promise<Compared<unknown>> {
    const { seed, name, nameModule, timeLeft } = this.#host
    const ceiling = ceilingOf(this.#options.budget, timeLeft())
    this.#begun = performance.now()
    const pass = await this.#firstPass(seededRandom(seed))
    const warm = pass.counted ? null : await this.#warmPass()
    const duration = warm === null ? pass.duration : warm + PROBE
    let outcome: Interleaved | null = null
    // the first pass of a slow kernel is a round already, and a second one may be too much
    const { rounds: asked, budget, least: firstLook } = this.#options
    const least = pass.counted ? 1 : 2
    const allowance = { rounds: asked, budget, ceiling, least, firstLook }
    const rounds = new Rounds(allowance, () => this.#measured())
    await this.#host.rounds(
      this.#all.map((one) => this.#roundCase(one)),
      { rounds: asked ?? MOST_ROUNDS, warmup: pass.counted ? 0 : WARMUP },
      {
        seed: seed + 1,
        before: (turn) => this.#before(turn, rounds, duration),
        goesOn: () => rounds.goesOn(),
        measured: (measured) => {
          outcome = measured
        },
      },
    )
    const { order, warmup } = told(outcome)
    this.#runs.checkArguments(null)
    const results = this.#runs.expected
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
      instrument: this.#runs.instrument,
      warmup: pass.counted
        ? { duration: 0, rounds: 0 }
        : {
            duration: pass.duration + (warm ?? 0) + warmup.duration,
            rounds: (warm === null ? 1 : 2) + warmup.rounds,
          },
      ending: rounds.ending,
      references: this.#options.references,
      repeats: this.#options.repeats,
      decision: this.#decision(),
      notes: this.#options.notes,
      ...this.#calls(results.map(noteOf)),
      probes: this.#probes.all,
      probed: this.#probes.workers,
      putOff: this.#probes.putOff,
    })
    return { comparison, results }
  }

  /**
   * Every mode once, for equality. Processes, and other machines, go first: a kernel that takes its process down is then
   * met where that can be survived and told.
   */
  async #firstPass(random: Random) {
    const shuffled = shuffle(this.#all, random)
    const safest = shuffled.filter((one) => isApart(one) || isRemote(one))
    const order = [...safest, ...shuffled.filter((one) => !safest.includes(one))]
    const runs = new Map<OpenCase, Ran>()
    for (const one of order) {
      const left = this.#leftOfPass([...runs.values()])
      await this.#host.progress({ text: `first pass, ${one.label}`, left })
      await this.#probes.take(0, one.label)
      runs.set(one, await this.#runs.execute(one, this.#parts(one)))
      this.#runs.checkArguments(one.label)
    }
    const serial = this.#cases.find(({ mode }) => mode === 'serial')
    const first = this.#whole ?? serial
    const elsewhere = this.#options.divide?.whole?.results
    this.#runs.expected = [...(elsewhere ?? (first && runs.get(first)?.results) ?? [])]
    this.#runs.chooseInstrument(serial && runs.get(serial))
    // what a division got wrong, serial shows as well, where nothing else can be to blame
    const others = [...runs].filter(([one]) => elsewhere !== undefined || one !== first)
    const serialFirst = others.toSorted(([one], [other]) => weight(one) - weight(other))
    for (const [one, { results }] of serialFirst) await this.#verify(one, results)
    const duration = [...runs.values()].reduce((sum, { makespan }) => sum + makespan, 0)
    // calls that are too short to be timed one by one are not slow, but many
    const counted = duration > LONGEST_UNTIMED_PASS && this.#runs.instrument.times === 'tasks'
    if (counted) for (const [one, run] of runs) this.#kept.set(one.label, run)
    else this.#probes.forget()
    return { duration, counted, order: order.map(({ label }) => label) }
  }

  /** Ms: by what the modes before took, as far as there are some. */
  #leftOfPass(ran: readonly Ran[]): number {
    if (ran.length === 0) return this.#options.budget
    return mean(ran.map(({ makespan }) => makespan)) * (this.#all.length - ran.length)
  }

  /**
   * What a round takes once everything is loaded and compiled, ms: the cold first pass would promise
   * too few rounds, and take calls for longer than they are.
   */
  async #warmPass(): Promise<number> {
    let duration = 0
    for (const one of this.#all) {
      const run = await this.#runs.execute(one, this.#parts(one))
      duration += run.makespan
      await this.#verify(one, run.results)
      this.#runs.checkArguments(one.label)
      if (one.mode === 'serial' && one !== this.#whole) this.#runs.chooseInstrument(run)
    }
    return duration
  }

  /** What is compared: whole inputs, or the parts of them. */
  #calls(results: readonly ResultNote[]): Pick<Measurement, 'cases' | 'inputs' | 'divided'> {
    const wholes = this.#inputs.given.map((input, index) => ({
      input: describe(input),
      result: results[index] as ResultNote,
    }))
    const all = paired(this.#all)
    const { divide } = this.#options
    if (divide === null) return { cases: all, inputs: wholes, divided: null }
    const cases = all.filter(({ label }) => label !== this.#whole?.label)
    const whole = divide.whole === null ? (all[0] as CaseRounds) : elsewhereOf(divide.whole)
    const { inputs, calls } = partsOf(wholes, this.#runs.owners)
    return { cases, inputs, divided: { parts: divide.parts, inputs: calls, whole } }
  }

  /** So many parts each input of the case has; null: it has whole ones. */
  #parts(one: OpenCase): number | null {
    return one === this.#whole ? null : (this.#options.divide?.parts ?? null)
  }

  async #verify(one: OpenCase, results: readonly unknown[]): Promise<void> {
    const serial = this.#cases.find(({ mode }) => mode === 'serial')
    await this.#runs.verify(one, results, { divided: this.#parts(one) !== null, serial })
  }

  #decision(): Pick<Decision, 'mode' | 'sentence'> | null {
    const chooser = this.#cases.find(chooses)?.executor as Partial<Auto> | undefined
    const decision = chooser?.decision ?? null
    return decision && { mode: decision.mode, sentence: decision.sentence }
  }

  #roundCase(one: OpenCase): RoundCase {
    return {
      label: one.label,
      begin: () => {
        one.runs.length = 0
        if (this.#kept.size === 0) this.#begun = performance.now()
      },
      run: async () => {
        const kept = this.#kept.get(one.label)
        this.#kept.delete(one.label)
        const run = kept ?? (await this.#runs.execute(one, this.#parts(one)))
        if (kept === undefined) await this.#verify(one, run.results)
        const { makespan, trips, times, faults } = run
        one.runs.push({ makespan, trips, times, faults })
        return makespan
      },
    }
  }

  async #before({ round, name }: Turn, rounds: Rounds, duration: number): Promise<void> {
    const { waits, left } = rounds.progress(round, duration)
    await this.#host.progress({ text: `round ${round + 1} ${waits}, ${name}`, left })
    if (this.#kept.has(name)) return
    const isFirst = await this.#probes.take(round, name)
    if (!isFirst) return
    const text = `round ${round + 1} waits until the machine delivers its cores`
    const wait = (): Promise<void> => this.#host.progress({ text, left })
    await awaitCores(this.#probes, round, duration, { told: wait, signal: this.#host.signal })
  }

  #measured(): Measured {
    const cases = paired(this.#cases)
    const taken = cases[0]?.rounds.length ?? 0
    const { counted, shortRounds } = capacityOf(this.#probes.all, this.#probes.workers, taken)
    return {
      taken,
      there: taken - shortRounds.length,
      counted: counted?.length ?? 0,
      elapsed: performance.now() - this.#begun,
      speedups: (confidence) => speedups(cases, counted ?? [], confidence),
    }
  }
}

const weight = ({ mode }: OpenCase): number => (mode === 'serial' ? 0 : 1)

function elsewhereOf({ name, cases }: WholeResult): Elsewhere {
  const { makespans, makespan } = cases.find(({ mode }) => mode === 'serial') as CaseResult
  return { of: name, makespans, makespan }
}

function wholeOf(cases: readonly OpenCase[]): OpenCase {
  const serial = cases.find(({ mode }) => mode === 'serial') as OpenCase
  return { ...serial, label: 'serial, whole', startup: [], runs: [] }
}

/** The rounds that all cases have: in a run of the gate, fast ones were called more often. */
function paired(cases: readonly OpenCase[]): CaseRounds[] {
  const common = Math.min(...cases.map(({ runs }) => runs.length))
  return cases.map((one) => rounds({ ...one, runs: one.runs.slice(0, common) }))
}

const rounds = ({ label, mode, workers, startup, machines, runs }: OpenCase): CaseRounds => ({
  label,
  mode,
  workers,
  startup,
  machines,
  rounds: runs,
})

function told(outcome: Interleaved | null): Interleaved {
  if (outcome === null) throw new LanemarkError({ code: 'no-plugin' })
  return outcome
}

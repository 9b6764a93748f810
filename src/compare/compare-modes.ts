/** One kernel and its inputs through all modes: checked, warmed up, measured in rounds. */
import { describe } from '../describe.ts'
import { availableCores } from '../cores.ts'
import type { Executor, Run } from '../executors/executor.ts'
import { executorFor } from '../executors/index.ts'
import { LanemarkError } from '../findings.ts'
import type { Kernel } from '../kernel.ts'
import { openCapacityMeter } from '../measure/capacity.ts'
import type { Progress } from '../measure/channel.ts'
import type { Interleaved } from '../measure/interleave.ts'
import type { Plan } from '../measure/plan.ts'
import { Probes } from '../measure/probes.ts'
import type { Turn } from '../measure/turns.ts'
import type { CaseId, Comparison } from '../model.ts'
import { resolveCompare } from '../options.ts'
import type { CompareOptions, ResolvedCompare } from '../options.ts'
import { seededRandom, shuffle } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import { loadKernel } from '../worker/kernel.ts'
import type { LoadedKernel } from '../worker/kernel.ts'
import { assemble } from './comparison.ts'
import type { CaseRounds } from './comparison.ts'
import { noteOf } from './digest.ts'
import { difference } from './equality.ts'

/** What a comparison needs of its surroundings. */
export interface Host {
  /** Name of the comparison. */
  name: string
  seed: number
  /** The kernel's module as the report names it. */
  nameModule: (url: string) => string
  signal: AbortSignal
  progress: (progress: Progress) => Promise<void>
  /** Runs the cases' functions in turns, round by round, and tells when each phase begins. */
  rounds: (cases: readonly RoundCase[], settings: RoundSettings, plan: Plan) => Promise<void>
}

export interface RoundCase {
  label: string
  /** Called when a phase begins. */
  begin: (phase: 'warmup' | 'run') => void
  /** Runs all tasks once; resolves to the makespan, ms. */
  run: () => Promise<number>
}

export interface RoundSettings {
  rounds: number
  /** Ms of warm-up for each case; 0: the first round is counted already. */
  warmup: number
}

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
const PROBE = 40

const MOST_ROUNDS = 60

/** @throws {LanemarkError} for options, kernels, failing tasks and differing results */
export async function compareModes<Input, Output>(
  kernel: Kernel<Input, Output>,
  inputs: readonly Input[],
  options: CompareOptions,
  host: Host,
): Promise<Compared<Output>> {
  const resolved = resolveCompare(options)
  if (inputs.length === 0) throw new LanemarkError({ code: 'no-inputs' })
  const loaded = await loadKernel(kernel)
  const cores = availableCores()
  const opened: { close: () => Promise<void> }[] = []
  try {
    const cases: OpenCase[] = []
    for (const one of resolved.cases) {
      const executor = executorFor(one)
      opened.push(executor)
      cases.push({ ...one, executor, startup: await executor.open(), runs: [] })
    }
    const most = Math.max(...cases.map(({ workers }) => workers))
    const meter = await openCapacityMeter(Math.max(1, Math.min(Math.floor(cores), most)))
    opened.push(meter)
    const session = new Session(loaded, inputs, resolved, cases, new Probes(meter), host)
    return (await session.run(cores)) as Compared<Output>
  } finally {
    await Promise.all(opened.map((one) => one.close()))
  }
}

/** A case with its executor and its runs, without their results, which may be large. */
interface OpenCase extends CaseId {
  executor: Executor
  startup: number[]
  runs: CaseRounds['rounds']
}

class Session {
  readonly #kernel: LoadedKernel
  readonly #inputs: readonly unknown[]
  readonly #options: ResolvedCompare
  readonly #cases: OpenCase[]
  readonly #probes: Probes
  readonly #host: Host
  /** Serial's results, to which all others must be equal. */
  #expected: unknown[] | null = null
  /** Runs of the first pass that count as round 0. */
  readonly #kept = new Map<string, Run<unknown>>()

  constructor(
    kernel: LoadedKernel,
    inputs: readonly unknown[],
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
    const warm = await this.#warmPass(pass.counted)
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
      warmup: pass.counted
        ? { duration: 0, rounds: 0 }
        : {
            duration: pass.duration + (warm ?? 0) + warmup.duration,
            rounds: (warm === null ? 1 : 2) + warmup.rounds,
          },
      references: this.#options.references,
      cases: paired(this.#cases),
      inputs: this.#inputs.map((input, index) => ({
        input: describe(input),
        result: noteOf(results[index]),
      })),
      probes: this.#probes.all,
      meter: this.#probes.settings,
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
      const { timeout } = this.#options
      runs.set(one, await this.#execute(one, timeout))
    }
    const serial = this.#cases.find(({ mode }) => mode === 'serial')
    this.#expected = (serial && runs.get(serial)?.results) ?? []
    for (const [one, { results }] of runs) this.#verify(one, results)
    const duration = [...runs.values()].reduce((sum, { makespan }) => sum + makespan, 0)
    const counted = duration > LONGEST_UNTIMED_PASS
    if (counted) for (const [one, run] of runs) this.#kept.set(one.label, run)
    else this.#probes.forget()
    return { duration, counted, order: order.map(({ label }) => label) }
  }

  /**
   * What a round takes once everything is loaded and compiled, ms: the cold first pass would promise
   * too few rounds. Null where the number of rounds does not depend on it.
   */
  async #warmPass(counted: boolean): Promise<number | null> {
    if (counted || this.#options.rounds !== null) return null
    let duration = 0
    for (const one of this.#cases) duration += (await this.#execute(one)).makespan
    return duration
  }

  /** @param timeout given to serial and concurrent only in the first pass, see `MapOptions` */
  async #execute(one: OpenCase, timeout?: number): Promise<Run<unknown>> {
    const isPool = one.mode === 'threads' || one.mode === 'processes'
    const limit = isPool ? this.#options.timeout : timeout
    const { signal } = this.#host
    return await one.executor.run(this.#kernel.ref, this.#inputs, {
      signal,
      ...(limit === undefined ? {} : { timeout: limit }),
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
        if (kept === undefined) this.#verify(one, run.results)
        const { makespan, traces } = run
        one.runs.push({ makespan, traces })
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

  #verify(one: OpenCase, results: readonly unknown[]): void {
    const { equals } = this.#options
    for (const [index, actual] of results.entries()) {
      const expected = this.#expected?.[index]
      const parted =
        equals === null ? difference(expected, actual) : judge(equals, expected, actual)
      if (parted === null) continue
      const input = describe(this.#inputs[index])
      const again = one.mode === 'serial'
      const place = { mode: one.label, index, input, again }
      throw new LanemarkError({ code: 'results-differ', ...place, ...parted })
    }
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

function judge(
  equals: (actual: unknown, expected: unknown) => boolean,
  expected: unknown,
  actual: unknown,
) {
  if (equals(actual, expected)) return null
  const path = 'the result itself, by the `equals` option'
  return { path, expected: describe(expected), actual: describe(actual) }
}

function told(outcome: Interleaved | null): Interleaved {
  if (outcome === null) throw new LanemarkError({ code: 'no-plugin' })
  return outcome
}

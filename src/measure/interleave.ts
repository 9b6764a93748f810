/**
 * Functions measured side by side, in turns. Tinybench's own order is all of the first, then all of
 * the second, which makes winners out of whatever the machine does meanwhile.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import type { BenchOptions, HookMode } from 'tinybench'
import { LanemarkError } from '../findings.ts'
import type { Clock } from '../model.ts'
import { seededRandom } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import { Reservoir } from '../stats/reservoir.ts'
import { batchRule } from './batch.ts'
import type { Caller, Timed } from './caller.ts'
import { realTime } from './clock.ts'
import type { Now } from './clock.ts'
import { Subject } from './subject.ts'
import type { Asked } from './subject.ts'
import { takeTurns } from './turns.ts'
import type { Turn } from './turns.ts'

export interface Measured {
  caller: Caller
  /** A call that was made already and counts as the first sample. */
  first: Timed | null
  /** The function's own; aborted, all end with its reason. */
  signal?: AbortSignal | undefined
}

export interface InterleaveSettings {
  tasks: readonly Measured[]
  /** Tinybench's options; time and iterations are per function. */
  options: BenchOptions
  /** The clock that the callers read. */
  clock: Clock
  /** How long a turn lasts, ms; at least one call in any case, 0 for exactly one. */
  slice: number
  random: Random
  /** Samples kept for each function; infinity for all. */
  keep: number
  /** Ms of real time for one call, or one turn's last call; null for any time. */
  timeout: number | null
  /** What slices and time limits go by. */
  real?: Now
  /** Awaited before each turn of the counted phase. */
  before?: (turn: Turn) => Promise<void>
  /** Asked after each round of the counted phase: whether there is another, as far as asked for. */
  goesOn?: () => boolean
  /** Called after each turn of the counted phase, when the system has said what it has to say of it. */
  after?: (subject: Subject) => void
}

/** How the rounds went. */
export interface Interleaved {
  /** Per round the names in the order they ran. */
  order: string[][]
  /** The warm-up phase before the first counted round. */
  warmup: { duration: number; rounds: number }
}

export interface Outcome extends Interleaved {
  /** In the order of the tasks. */
  subjects: Subject[]
}

/**
 * Runs all functions; a function that throws stops the others, which may clean up.
 *
 * @throws what a function or a hook threw, the reason of the group's or of a function's own signal,
 *   `call-timeout`, or RangeError for two functions of one name
 */
export async function interleave(settings: InterleaveSettings): Promise<Outcome> {
  const { options, random, real = realTime } = settings
  options.signal?.throwIfAborted()
  refuseNamesakes(settings.tasks)
  // how long the warm-up is depends on the machine: it must not change what is drawn after it
  const other = seededRandom(random.below(2 ** 32))
  const subjects = settings.tasks.map((task) => subjectOf(task, settings, real, other))
  const begun = real()
  const warms = options.warmup !== false && subjects.some((subject) => !subject.done('warmup'))
  const warm = warms ? await phase('warmup', subjects, settings, other) : []
  const duration = real() - begun
  const order = await phase('run', subjects, settings, random)
  return { subjects, order, warmup: { duration, rounds: warm.length } }
}

function refuseNamesakes(tasks: readonly Measured[]): void {
  const names = tasks.map(({ caller }) => caller.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new RangeError(`a benchmark named "${twice}" already exists`)
}

function subjectOf(
  { caller, first, signal: own }: Measured,
  { options, clock, keep }: InterleaveSettings,
  real: Now,
  random: Random,
): Subject {
  const { time = 1000, iterations = 64, warmupTime = 250, warmupIterations = 16 } = options
  const asked: Record<HookMode, Asked> = {
    warmup: { time: warmupTime, iterations: warmupIterations },
    run: { time, iterations },
  }
  const signals = [options.signal, own].filter((signal) => signal !== undefined)
  const samples = new Reservoir(keep, seededRandom(random.below(2 ** 32)))
  const signal = AbortSignal.any(signals)
  const rule = batchRule(clock)
  return new Subject({ caller, first, asked, samples, clock, rule, real, signal })
}

/** All turns of one phase, within the functions' own hooks for all calls. */
async function phase(
  mode: HookMode,
  subjects: readonly Subject[],
  settings: InterleaveSettings,
  random: Random,
): Promise<string[][]> {
  const open = new Set<Subject>()
  try {
    for (const subject of subjects) {
      await settings.options.setup?.(subject.caller.task, mode)
      await subject.caller.all('beforeAll', mode)
      open.add(subject)
    }
    const members = subjects.map((subject) => ({
      name: subject.name,
      done: () => subject.done(mode),
      turn: async (round: number) => {
        await turn(subject, mode, round, settings)
        if (subject.done(mode)) await close(subject)
      },
    }))
    const order = await takeTurns(members, random, mode === 'run' ? settings.goesOn : undefined)
    for (const subject of open) await close(subject)
    return order
  } catch (error) {
    const closed = await Promise.allSettled([...open].map(close))
    const errors = closed.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    if (errors.length === 0) throw error
    const what = 'a benchmark failed, and so did its cleaning up'
    throw new AggregateError([error, ...errors], what, { cause: error })
  }

  async function close(subject: Subject): Promise<void> {
    open.delete(subject)
    await subject.caller.all('afterAll', mode)
    await settings.options.teardown?.(subject.caller.task, mode)
  }
}

async function turn(
  subject: Subject,
  mode: HookMode,
  round: number,
  settings: InterleaveSettings,
): Promise<void> {
  const { slice, timeout, before, after } = settings
  await breathe()
  if (mode === 'run') await before?.({ round, name: subject.name })
  subject.throwIfAborted()
  const work = subject.turn(mode, round, slice)
  await (timeout === null ? work : inTime(work, subject.name, timeout))
  subject.throwIfAborted()
  if (mode !== 'run' || after === undefined) return
  await breathe()
  after(subject)
}

/** A call that never settles is given up; one that blocks cannot be. */
async function inTime(work: Promise<void>, name: string, timeout: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new LanemarkError({ code: 'call-timeout', name, timeout }))
  }, timeout)
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

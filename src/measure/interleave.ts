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
import type { Caller } from './caller.ts'
import { realTime } from './clock.ts'
import type { Now } from './clock.ts'
import { throwAll } from './failures.ts'
import { closePhase, openPhase, WARMUP, warmsUp } from './first-call.ts'
import type { FirstCall } from './first-call.ts'
import { Subject } from './subject.ts'
import type { Asked } from './subject.ts'
import { takeTurns } from './turns.ts'
import type { Turn } from './turns.ts'

export interface Measured {
  caller: Caller
  /** A call that was made already. */
  first: FirstCall
  /** The function's own; aborted, it ends with its reason. */
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
  /** Whether one that fails ends the others; else they go on, and all that failed is told at the end. */
  together: boolean
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
 * Runs all functions.
 *
 * @throws what a function or a hook threw, the reason of the group's or of a function's own signal, or
 *   `call-timeout`; an AggregateError of these for several functions; RangeError for two of one name
 */
export async function interleave(settings: InterleaveSettings): Promise<Outcome> {
  const { options, random, real = realTime } = settings
  refuseNamesakes(settings.tasks)
  // how long the warm-up is depends on the machine: it must not change what is drawn after it
  const other = seededRandom(random.below(2 ** 32))
  const subjects = settings.tasks.map((task) => subjectOf(task, settings, real, other))
  const failures: Failures = new Map()
  const begun = real()
  const warm = warmsUp(options) ? await phase('warmup', subjects, settings, other, failures) : []
  const duration = real() - begun
  const order = await phase('run', subjects, settings, random, failures)
  throwAll(subjects.flatMap((subject) => failures.get(subject)?.errors ?? []))
  return { subjects, order, warmup: { duration, rounds: warm.length } }
}

/** What each function that failed threw. */
type Failures = Map<Subject, { errors: unknown[] }>

function refuseNamesakes(tasks: readonly Measured[]): void {
  const names = tasks.map(({ caller }) => caller.name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new RangeError(`a benchmark named "${twice}" already exists`)
}

function subjectOf(
  { caller, first, signal: own }: Measured,
  settings: InterleaveSettings,
  real: Now,
  random: Random,
): Subject {
  const { options, clock, keep } = settings
  const { time = 1000, iterations = 64, warmupTime, warmupIterations } = options
  const asked: Record<HookMode, Asked> = {
    warmup: {
      time: warmupTime ?? WARMUP.time,
      iterations: warmupIterations ?? WARMUP.iterations,
    },
    run: { time, iterations },
  }
  const signals = [options.signal, own].filter((signal) => signal !== undefined)
  const samples = new Reservoir(keep, seededRandom(random.below(2 ** 32)))
  const signal = AbortSignal.any(signals)
  const rule = batchRule(clock)
  const warms = warmsUp(options)
  return new Subject({ caller, first, warms, asked, samples, clock, rule, real, signal })
}

/** All turns of one phase, within the functions' own hooks for all calls. */
async function phase(
  mode: HookMode,
  all: readonly Subject[],
  settings: InterleaveSettings,
  random: Random,
  failures: Failures,
): Promise<string[][]> {
  const { options, together } = settings
  const open = openedBefore(all)
  const subjects = (): Subject[] => all.filter((subject) => !failures.has(subject))
  try {
    for (const subject of subjects()) await attempt(subject, () => begin(subject))
    const members = subjects().map((subject) => ({
      name: subject.name,
      done: () => failures.has(subject) || subject.done(mode),
      turn: (round: number) => take(subject, round),
    }))
    const some = members.filter((member) => !member.done())
    const order = await takeTurns(some, random, mode === 'run' ? settings.goesOn : undefined)
    for (const subject of open.keys()) await attempt(subject, () => close(subject))
    return order
  } catch (error) {
    const closed = await Promise.allSettled([...open.keys()].map(close))
    throw withClosing(error, closed)
  }

  async function begin(subject: Subject): Promise<void> {
    options.signal?.throwIfAborted()
    const { failure } = subject.first
    if (failure !== null) throw failure.thrown
    if (open.get(subject) === mode) return
    await close(subject)
    await openPhase(subject.caller, mode, options)
    open.set(subject, mode)
  }

  async function take(subject: Subject, round: number): Promise<void> {
    await breathe()
    if (mode === 'run') await settings.before?.({ round, name: subject.name })
    await attempt(subject, async () => {
      await turn(subject, mode, round, settings)
      if (subject.done(mode)) await close(subject)
    })
  }

  /** Whatever is not the function's own ends the whole. */
  async function attempt(subject: Subject, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (together || options.signal?.aborted === true) throw error
      const closed = await Promise.allSettled([close(subject)])
      failures.set(subject, { errors: [withClosing(error, closed)] })
    }
  }

  async function close(subject: Subject): Promise<void> {
    const opened = open.get(subject)
    open.delete(subject)
    if (opened !== undefined) await closePhase(subject.caller, opened, options)
  }
}

/** Functions that their first call has opened, in the first phase. */
function openedBefore(subjects: readonly Subject[]): Map<Subject, HookMode> {
  const open = new Map<Subject, HookMode>()
  for (const subject of subjects) {
    const { opened } = subject.first
    if (opened !== null && !subject.begun) open.set(subject, opened)
    subject.begun = true
  }
  return open
}

/** An error, with those of the cleaning up after it. */
function withClosing(error: unknown, closed: readonly PromiseSettledResult<void>[]): unknown {
  const errors = closed.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (errors.length === 0) return error
  const what = 'a benchmark failed, and so did its cleaning up'
  return new AggregateError([error, ...errors], what, { cause: error })
}

async function turn(
  subject: Subject,
  mode: HookMode,
  round: number,
  { slice, timeout, after }: InterleaveSettings,
): Promise<void> {
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

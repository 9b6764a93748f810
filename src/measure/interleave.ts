/**
 * Functions measured side by side: tinybench runs all its tasks at once, and turns let one of them
 * work at a time. Tinybench's own order is all of the first, then all of the second, which makes
 * winners out of whatever the machine does meanwhile.
 */
import { setImmediate as breathe } from 'node:timers/promises'
import { Bench } from 'tinybench'
import type { BenchOptions, Fn, FnOptions, HookMode, Task, TaskResult } from 'tinybench'
import { median } from '../stats/quantile.ts'
import { seededRandom } from '../stats/random.ts'
import type { Random } from '../stats/random.ts'
import { isThenable } from '../worker/kernel.ts'
import { stopwatch } from './stopwatch.ts'
import type { Stopwatch } from './stopwatch.ts'
import { Turns } from './turns.ts'
import type { Turn } from './turns.ts'

export interface Measured {
  name: string
  fn: Fn
  /** `async` must be known: tinybench otherwise calls the function to find out. */
  options: FnOptions & { async: boolean }
  /** Whether its calls may tell their own durations, as tinybench's `overriddenDuration`. */
  tellsTime?: boolean
}

export interface InterleaveSettings {
  tasks: readonly Measured[]
  /** Tinybench's options; time and iterations are per function. */
  options: BenchOptions
  /** How long a turn lasts, ms; at least one call in any case, 0 for exactly one. */
  slice: number
  random: Random
  /** Awaited before each turn of the counted phase. */
  before?: (turn: Turn) => Promise<void>
}

export interface Interleaved {
  /** Tinybench's own results, by name. */
  results: Map<string, TaskResult>
  /** Tasks, whose results also carry runtime and clock. */
  tasks: Task[]
  /** Per name: the median duration of a call in each of its turns, ms, with the turn's round. */
  turns: Map<string, { round: number; duration: number }[]>
  /** Per round the names in the order they ran. */
  order: string[][]
  /** The warm-up phase before the first counted round. */
  warmup: { duration: number; rounds: number }
}

/** Runs all functions; a function that throws stops the others, and its error is thrown. */
export async function interleave(settings: InterleaveSettings): Promise<Interleaved> {
  const { tasks, options, random } = settings
  const names = tasks.map(({ name }) => name)
  const failed = new AbortController()
  const signals = [failed.signal, ...(options.signal ? [options.signal] : [])]
  const signal = AbortSignal.any(signals)
  const phases: Record<HookMode, Turns> = {
    // how long the warm-up is depends on the machine: it must not change what is drawn after it
    warmup: new Turns({
      names,
      random: seededRandom(random.below(2 ** 32)),
      before: () => breathe(),
    }),
    run: new Turns({
      names,
      random,
      before: async (turn) => {
        await breathe()
        await settings.before?.(turn)
      },
    }),
  }
  signal.addEventListener('abort', () => {
    for (const turns of Object.values(phases)) turns.stop(signal.reason)
  })

  const { now, timestampProvider, ...rest } = options
  const clocks = { ...(now && { now }), ...(timestampProvider && { timestampProvider }) }
  const watch = stopwatch(new Bench(clocks).timestampProvider)
  const bench = new Bench({
    ...rest,
    concurrency: 'bench',
    timestampProvider: watch.provider,
    signal,
  })
  const turns = new Map(names.map((name) => [name, [] as { round: number; duration: number }[]]))
  for (const task of tasks) {
    const taken = turns.get(task.name) ?? []
    const { fn, options: hooks } = hooked(task, phases, settings.slice, watch, taken)
    bench.add(task.name, fn, hooks)
    bench.getTask(task.name)?.addEventListener('error', ({ error }) => failed.abort(error))
  }
  signal.throwIfAborted()
  const begun = performance.now()
  let warm = begun
  bench.addEventListener('start', () => {
    warm = performance.now()
  })
  await bench.run()
  signal.throwIfAborted()
  return {
    results: new Map(bench.tasks.map((task) => [task.name, task.result])),
    tasks: bench.tasks,
    turns,
    order: phases.run.order,
    warmup: { duration: warm - begun, rounds: phases.warmup.order.length },
  }
}

/** The function, whose own word on how long it took is not for tinybench alone. */
function heard(fn: Fn, tell: (duration: number) => void): Fn {
  const hear = (returned: unknown): unknown => {
    const duration = toldDuration(returned)
    if (duration !== undefined) tell(duration)
    return returned
  }
  return () => {
    const returned = fn()
    return isThenable(returned) ? returned.then(hear) : hear(returned)
  }
}

/** By tinybench's rule. */
export function toldDuration(returned: unknown): number | undefined {
  if (typeof returned !== 'object' || returned === null) return undefined
  if (!('overriddenDuration' in returned)) return undefined
  const { overriddenDuration: duration } = returned
  return typeof duration === 'number' && Number.isFinite(duration) && duration >= 0
    ? duration
    : undefined
}

/** The function with its own hooks inside of its turns. */
function hooked(
  { name, fn, options, tellsTime }: Measured,
  phases: Record<HookMode, Turns>,
  slice: number,
  { lap, count }: Stopwatch,
  taken: { round: number; duration: number }[],
): { fn: Fn; options: FnOptions } {
  let begun = 0
  const hooks: FnOptions = {
    ...options,
    // within a turn nothing is awaited that need not be: a fast function is called millions of times
    beforeEach(mode = 'run') {
      return phases[mode].has(name) ? options.beforeEach?.call(this, mode) : begin(this, mode)
    },
    afterEach(mode = 'run') {
      // refused a turn: there was no call, and none of its hooks
      if (!phases[mode].has(name)) return
      const after = options.afterEach?.call(this, mode)
      return after === undefined ? pause(mode) : after.then(() => pause(mode))
    },
    async afterAll(mode = 'run') {
      finish(mode)
      await options.afterAll?.call(this, mode)
      phases[mode].leave(name)
    },
  }
  if (tellsTime !== true) return { fn, options: hooks }
  const tell = (duration: number): void => {
    count(duration)
    // it counts as a part of the turn as well
    begun -= duration
  }
  return { fn: heard(fn, tell), options: hooks }

  async function begin(task: Task, mode: HookMode): Promise<void> {
    try {
      await phases[mode].take(name)
    } catch (reason) {
      // tinybench forgets this hook when one before it fails
      await options.afterAll?.call(task, mode)
      throw reason
    }
    lap()
    begun = performance.now()
    await options.beforeEach?.call(task, mode)
  }

  function pause(mode: HookMode): void {
    if (performance.now() - begun >= slice) finish(mode)
  }

  function finish(mode: HookMode): void {
    const turns = phases[mode]
    if (!turns.has(name)) return
    const durations = lap()
    const round = turns.current?.round ?? 0
    if (mode === 'run' && durations.length > 0) taken.push({ round, duration: median(durations) })
    turns.pass(name)
  }
}

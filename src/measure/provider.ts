/** Vitest's benchmark provider: the functions of one `bench.compare()` or `bench().run()`. */
import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import type { BenchOptions, Task } from 'tinybench'
import type { BenchGroup, BenchTask } from '../model.ts'
import { medianEstimate } from '../stats/median-interval.ts'
import { pairedRatio } from '../stats/paired-ratio.ts'
import { median } from '../stats/quantile.ts'
import { seededRandom } from '../stats/random.ts'
import { progressSender, providedSettings, sendGroup } from './channel.ts'
import { interleave } from './interleave.ts'
import type { Interleaved } from './interleave.ts'
import { firstCall } from './first-call.ts'
import type { FirstCall } from './first-call.ts'
import { planOf } from './plan.ts'

/** Slices of 20 ms pair well and keep a function's caches warm. */
const SLICE = 20

/** Time for each function of a plain `bench()` beyond its warm-up, ms; tinybench's own default. */
const TIME = 1000

/** Calls of each function, as far as they fit into `TIME`; tinybench's own default. */
const ITERATIONS = 64

/** Below this many calls a median says little; slow functions get as many. */
const LEAST_ITERATIONS = 6

export default { run } satisfies BenchmarkProvider

async function run(group: BenchmarkGroup): Promise<BenchResult[]> {
  const plan = planOf(group.options)
  if (plan === undefined) return await runPlain(group)
  const outcome = await interleave({
    tasks: group.registrations.map(({ name, fn, fnOpts }) => ({
      name,
      fn,
      options: { ...fnOpts, async: true },
    })),
    options: optionsOf(group, {}),
    slice: 0,
    random: seededRandom(plan.seed),
    before: plan.before,
  })
  plan.measured(outcome)
  return toResults(outcome)
}

async function runPlain(group: BenchmarkGroup): Promise<BenchResult[]> {
  const { seed } = providedSettings()
  const signal = group.options?.signal ?? group.test.context.signal
  const calls: FirstCall[] = []
  for (const registration of group.registrations) {
    signal.throwIfAborted()
    calls.push(await firstCall(registration))
  }
  const options = optionsOf(group, defaultsFor(calls, group.options ?? {}))
  const total = expectedTime(calls, options)
  const send = progressSender(group.test)
  const begun = performance.now()
  const outcome = await interleave({
    tasks: calls.map(({ measured }) => measured),
    options,
    slice: SLICE,
    random: seededRandom(seed),
    before: ({ round, name }) => {
      const left = Math.max(0, total - (performance.now() - begun))
      return send({ text: `round ${round + 1}, ${name}`, left })
    },
  })
  const results = toResults(outcome)
  await sendGroup(group.test, toGroup(group, seed, outcome))
  return results
}

/** As Vitest's own provider sets them, with the user's over ours. */
function optionsOf(group: BenchmarkGroup, defaults: BenchOptions): BenchOptions {
  return {
    signal: group.test.context.signal,
    name: group.test.fullTestName,
    retainSamples: group.config.retainSamples,
    ...defaults,
    ...group.options,
  }
}

/** A function of seconds gets few calls, and its first call serves as warm-up. */
function defaultsFor(calls: readonly FirstCall[], given: BenchOptions): BenchOptions {
  const slowest = Math.max(...calls.map(({ duration }) => duration))
  const affordable = Math.floor(TIME / Math.max(slowest, 1e-6))
  const slow = slowest > (given.warmupTime ?? 250)
  return {
    time: TIME,
    iterations: Math.min(ITERATIONS, Math.max(LEAST_ITERATIONS, affordable)),
    ...(slow ? { warmup: false } : {}),
  }
}

function expectedTime(calls: readonly FirstCall[], options: BenchOptions): number {
  const { time = TIME, iterations = ITERATIONS, warmup = true, warmupTime = 250 } = options
  return calls.reduce(
    (sum, { duration }) => sum + Math.max(time, iterations * duration) + (warmup ? warmupTime : 0),
    0,
  )
}

function toResults(outcome: Interleaved): BenchResult[] {
  return outcome.tasks.map((task) => toResult(task))
}

function toResult(task: Task): BenchResult {
  const { result } = task
  if (result.state !== 'completed') {
    throw new Error(`the benchmark "${task.name}" did not complete; its state is "${result.state}"`)
  }
  return { ...result, name: task.name }
}

function toGroup(group: BenchmarkGroup, seed: number, outcome: Interleaved): BenchGroup {
  const entries = [...outcome.turns]
  const medianOf = (turns: readonly { duration: number }[]): number =>
    turns.length === 0 ? Infinity : median(turns.map(({ duration }) => duration))
  const fastest = entries.toSorted(([, one], [, other]) => medianOf(one) - medianOf(other))[0]
  return {
    name: group.options?.name ?? group.test.fullTestName,
    seed,
    rounds: outcome.order.length,
    tasks: entries.map(([name, turns]): BenchTask => {
      const others = fastest === undefined || fastest[0] === name ? null : fastest[1]
      return {
        name,
        latency: medianEstimate(turns.map(({ duration }) => duration)),
        ratio: others === null ? null : ratioOf(turns, others),
        samples: outcome.tasks.find((task) => task.name === name)?.runs ?? 0,
      }
    }),
  }
}

/** Round by round, over the rounds in which both had a turn. */
function ratioOf(
  turns: readonly { round: number; duration: number }[],
  others: readonly { round: number; duration: number }[],
): BenchTask['ratio'] {
  const byRound = new Map(others.map(({ round, duration }) => [round, duration]))
  const pairs = turns.flatMap(({ round, duration }) => {
    const other = byRound.get(round)
    return other !== undefined && other > 0 && duration > 0 ? [[duration, other] as const] : []
  })
  if (pairs.length === 0) return null
  return pairedRatio(
    pairs.map(([duration]) => duration),
    pairs.map(([, other]) => other),
  )
}

/** Vitest's benchmark provider: the functions of one `bench.compare()` or `bench().run()`. */
import type { BenchmarkGroup, BenchmarkProvider, BenchResult } from 'vitest'
import type { BenchOptions } from 'tinybench'
import { seededRandom } from '../stats/random.ts'
import { bytesOf } from './allocation.ts'
import { Caller } from './caller.ts'
import { progressSender, providedSettings, sendGroup } from './channel.ts'
import { clockOf, measureClock, realTime } from './clock.ts'
import { EmptyLoop } from './empty-loop.ts'
import { firstCall } from './first-call.ts'
import type { FirstCall } from './first-call.ts'
import { watchGarbage } from './garbage.ts'
import { groupOf, resultsOf } from './group.ts'
import { interleave } from './interleave.ts'
import { planOf } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Subject } from './subject.ts'

/** Slices of 20 ms pair well and keep a function's caches warm. */
const SLICE = 20

/** Time for each function of a plain `bench()` beyond its warm-up, ms; tinybench's own default. */
const TIME = 1000

/** Calls of each function, as far as they fit into `TIME`; tinybench's own default. */
const ITERATIONS = 64

/** Below this many calls a median says little; slow functions get as many. */
const LEAST_ITERATIONS = 6

/** Samples kept of each function unless all are asked for. */
const KEPT = 10_000

/** Ms for one call: five minutes, as for a task of a comparison. */
const CALL_TIMEOUT = 300_000

export default { run } satisfies BenchmarkProvider

async function run(group: BenchmarkGroup): Promise<BenchResult[]> {
  const plan = planOf(group.options)
  return plan === undefined ? await runPlain(group) : await runPlan(group, plan)
}

/** The modes of a comparison: each one tells its own duration, and has one call a turn. */
async function runPlan(group: BenchmarkGroup, plan: Plan): Promise<BenchResult[]> {
  const options = optionsOf(group, {})
  const { name, now } = clockOf(options)
  const clock = measureClock(name, now)
  const tasks = group.registrations.map(({ name: label, fn, fnOpts }) => {
    const caller = new Caller({ name: label, fn, fnOpts: { ...fnOpts, async: true } }, now)
    return { caller, first: null, signal: fnOpts?.signal }
  })
  const random = seededRandom(plan.seed)
  const { before } = plan
  const keep = keepFor(options)
  const settings = { tasks, options, clock, slice: 0, random, keep, timeout: null, before }
  const outcome = await interleave(settings)
  plan.measured(outcome)
  return await resultsOf(outcome.subjects, { clock, loop: null, retain: retains(options) })
}

async function runPlain(group: BenchmarkGroup): Promise<BenchResult[]> {
  const { seed, bytes } = providedSettings()
  const { name, now } = clockOf(group.options ?? {})
  const clock = measureClock(name, now)
  const signal = group.options?.signal ?? group.test.context.signal
  const tasks = []
  for (const registration of group.registrations) {
    signal.throwIfAborted()
    registration.fnOpts?.signal?.throwIfAborted()
    const caller = new Caller(registration, now)
    const call = await firstCall(caller)
    tasks.push({ caller, first: call.kept, call, signal: registration.fnOpts?.signal })
  }
  const calls = tasks.map(({ call }) => call)
  const options = optionsOf(group, defaultsFor(calls, group.options ?? {}))
  const empty = new EmptyLoop(now, clock)
  const garbage = watchGarbage()
  const outcome = await interleave({
    tasks,
    options,
    clock,
    slice: SLICE,
    random: seededRandom(seed),
    keep: keepFor(options),
    timeout: CALL_TIMEOUT,
    before: progressOf(group, calls, options, () => void garbage?.take()),
    after: (subject) => {
      if (garbage !== null) subject.garbage = (subject.garbage ?? 0) + garbage.take()
      if (isLooped(subject)) empty.read()
    },
  }).finally(() => garbage?.close())
  const allocated = new Map<string, Awaited<ReturnType<typeof bytesOf>>>()
  if (bytes) for (const { caller } of tasks) allocated.set(caller.name, await bytesOf(caller))
  const measured = { clock, loop: empty.estimate, retain: retains(options) }
  const groupName = group.options?.name ?? group.test.fullTestName
  const facts = { name: groupName, seed, rounds: outcome.order.length, bytes: allocated }
  await sendGroup(group.test, groupOf(outcome.subjects, measured, facts))
  return await resultsOf(outcome.subjects, measured)
}

/** Whether the empty loop's time is a part of what was timed. */
const isLooped = ({ caller }: Subject): boolean => !caller.alone && caller.async === false

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

const retains = ({ retainSamples }: BenchOptions): boolean => retainSamples === true

const keepFor = (options: BenchOptions): number => (retains(options) ? Infinity : KEPT)

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

/** Sends how far it is, before each turn. */
function progressOf(
  { test }: BenchmarkGroup,
  calls: readonly FirstCall[],
  options: BenchOptions,
  then: () => void,
) {
  const total = expectedTime(calls, options)
  const send = progressSender(test)
  const begun = realTime()
  return async ({ round, name }: { round: number; name: string }): Promise<void> => {
    const left = Math.max(0, total - (realTime() - begun))
    await send({ text: `round ${round + 1}, ${name}`, left })
    then()
  }
}

function expectedTime(calls: readonly FirstCall[], options: BenchOptions): number {
  const { time = TIME, iterations = ITERATIONS, warmup = true, warmupTime = 250 } = options
  return calls.reduce(
    (sum, { duration }) => sum + Math.max(time, iterations * duration) + (warmup ? warmupTime : 0),
    0,
  )
}

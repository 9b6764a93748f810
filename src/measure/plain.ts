/** Plain functions: first called once, then timed in turns beside an empty loop, then reported. */
import type { BenchmarkGroup, BenchResult } from 'vitest'
import type { BenchOptions } from 'tinybench'
import type { Clock, Estimate } from '../model.ts'
import { seededRandom } from '../stats/random.ts'
import { bytesOf } from './allocation.ts'
import { Caller } from './caller.ts'
import { progressSender, providedSettings, sendGroup } from './channel.ts'
import { clockOf, measureClock, realTime } from './clock.ts'
import type { Now } from './clock.ts'
import { EmptyLoop } from './empty-loop.ts'
import { runAtOnce } from './at-once.ts'
import { throwAll } from './failures.ts'
import { firstCall, NO_CALL } from './first-call.ts'
import type { FirstCall } from './first-call.ts'
import { watchGarbage } from './garbage.ts'
import { groupOf, resultsOf } from './group.ts'
import { interleave } from './interleave.ts'
import type { InterleaveSettings, Measured, Outcome } from './interleave.ts'
import { defaultsFor, expectedTime, keepFor, optionsOf, retains } from './run-options.ts'
import type { Subject } from './subject.ts'
import type { Turn } from './turns.ts'

/** Slices of 20 ms pair well and keep a function's caches warm. */
const SLICE = 20

/** Ms for one call: five minutes, as for a task of a comparison. */
const CALL_TIMEOUT = 300_000

export async function runPlain(group: BenchmarkGroup): Promise<BenchResult[]> {
  const given = group.options ?? {}
  if (given.concurrency) return await runAtOnce(group)
  const { seed, bytes: counted } = providedSettings()
  const { name: clockName, now } = clockOf(given)
  const clock = measureClock(clockName, now)
  const instruments = { clock, now, empty: new EmptyLoop(now, clock), seed }
  const outcomes: Outcome[] = []
  const errors: unknown[] = []
  for (const set of setsOf(group)) {
    await measureSet(set, instruments).then(
      (outcome) => outcomes.push(outcome),
      (error: unknown) => errors.push(error),
    )
  }
  throwAll(errors)
  const subjects = outcomes.flatMap((outcome) => outcome.subjects)
  const bytes = counted ? await allocated(subjects) : new Map<string, null>()
  const retain = retains(optionsOf(group, {}))
  const measuring = { clock, loop: instruments.empty.estimate, retain }
  const name = given.name ?? group.test.fullTestName
  const rounds = Math.max(...outcomes.map(({ order }) => order.length))
  await sendGroup(group.test, groupOf(subjects, measuring, { name, seed, rounds, bytes }))
  return await resultsOf(subjects, measuring)
}

/**
 * What takes turns together: all functions, unless something is set up for each and torn down after
 * it. That of one must not meet that of another, so each is measured by itself.
 */
function setsOf(group: BenchmarkGroup): BenchmarkGroup[] {
  const { setup, teardown } = group.options ?? {}
  if (setup === undefined && teardown === undefined) return [group]
  return group.registrations.map((one) => ({ ...group, registrations: [one] }))
}

interface Instruments {
  clock: Clock
  now: Now
  empty: EmptyLoop
  seed: number
}

async function measureSet(group: BenchmarkGroup, instruments: Instruments): Promise<Outcome> {
  const { clock, now, empty, seed } = instruments
  const tasks = await callFirst(group, now)
  const calls = tasks.map(({ first }) => first)
  const options = optionsOf(group, defaultsFor(calls, group.options ?? {}))
  return await takeTurns(empty, {
    tasks,
    options,
    clock,
    slice: SLICE,
    random: seededRandom(seed),
    keep: keepFor(options),
    timeout: CALL_TIMEOUT,
    together: false,
    before: progressOf(group, calls, options),
  })
}

async function callFirst(group: BenchmarkGroup, now: Now): Promise<Measured[]> {
  const signal = group.options?.signal ?? group.test.context.signal
  const tasks: Measured[] = []
  for (const registration of group.registrations) {
    const own = registration.fnOpts?.signal
    const caller = new Caller(registration, now)
    const isOver = signal.aborted || own?.aborted === true
    const first = isOver ? NO_CALL : await firstCall(caller, group.options ?? {})
    tasks.push({ caller, first, signal: own })
  }
  return tasks
}

/** The turns, with the empty loop read and the garbage told after each. */
async function takeTurns(empty: EmptyLoop, settings: InterleaveSettings): Promise<Outcome> {
  const garbage = watchGarbage()
  try {
    return await interleave({
      ...settings,
      before: async (turn) => {
        await settings.before?.(turn)
        garbage?.take()
      },
      after: (subject) => {
        if (garbage !== null) subject.garbage = (subject.garbage ?? 0) + garbage.take()
        if (isLooped(subject)) empty.read()
      },
    })
  } finally {
    garbage?.close()
  }
}

/** Whether the empty loop's time is a part of what was timed. */
const isLooped = ({ caller }: Subject): boolean => !caller.alone && caller.async === false

async function allocated(subjects: readonly Subject[]): Promise<Map<string, Estimate | null>> {
  const bytes = new Map<string, Estimate | null>()
  for (const { caller } of subjects) bytes.set(caller.name, await bytesOf(caller))
  return bytes
}

/** Sends how far it is, before each turn. */
function progressOf(
  { test }: BenchmarkGroup,
  calls: readonly FirstCall[],
  options: BenchOptions,
): (turn: Turn) => Promise<void> {
  const total = expectedTime(calls, options)
  const send = progressSender(test)
  const begun = realTime()
  return async ({ round, name }) => {
    const left = Math.max(0, total - (realTime() - begun))
    await send({ text: `round ${round + 1}, ${name}`, left })
  }
}

/** Plain functions: first called once, then timed in turns beside an empty loop, then reported. */
import type { BenchmarkGroup, BenchResult } from 'vitest'
import type { BenchOptions } from 'tinybench'
import type { Estimate } from '../model.ts'
import { seededRandom } from '../stats/random.ts'
import { bytesOf } from './allocation.ts'
import { Caller } from './caller.ts'
import { progressSender, providedSettings, sendGroup } from './channel.ts'
import { clockOf, measureClock, realTime } from './clock.ts'
import type { Now } from './clock.ts'
import { EmptyLoop } from './empty-loop.ts'
import { firstCall } from './first-call.ts'
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
  const { seed, bytes: counted } = providedSettings()
  const { name: clockName, now } = clockOf(group.options ?? {})
  const clock = measureClock(clockName, now)
  const { tasks, calls } = await callFirst(group, now)
  const options = optionsOf(group, defaultsFor(calls, group.options ?? {}))
  const empty = new EmptyLoop(now, clock)
  const outcome = await takeTurns(empty, {
    tasks,
    options,
    clock,
    slice: SLICE,
    random: seededRandom(seed),
    keep: keepFor(options),
    timeout: CALL_TIMEOUT,
    before: progressOf(group, calls, options),
  })
  const bytes = counted ? await allocated(tasks) : new Map<string, null>()
  const measuring = { clock, loop: empty.estimate, retain: retains(options) }
  const name = group.options?.name ?? group.test.fullTestName
  const facts = { name, seed, rounds: outcome.order.length, bytes }
  await sendGroup(group.test, groupOf(outcome.subjects, measuring, facts))
  return await resultsOf(outcome.subjects, measuring)
}

async function callFirst(group: BenchmarkGroup, now: Now) {
  const signal = group.options?.signal ?? group.test.context.signal
  const tasks: Measured[] = []
  const calls: FirstCall[] = []
  for (const registration of group.registrations) {
    const own = registration.fnOpts?.signal
    signal.throwIfAborted()
    own?.throwIfAborted()
    const caller = new Caller(registration, now)
    const call = await firstCall(caller)
    calls.push(call)
    tasks.push({ caller, first: call.kept, signal: own })
  }
  return { tasks, calls }
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

async function allocated(tasks: readonly Measured[]): Promise<Map<string, Estimate | null>> {
  const bytes = new Map<string, Estimate | null>()
  for (const { caller } of tasks) bytes.set(caller.name, await bytesOf(caller))
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

import type { BenchOptions, FnHook, FnOptions, Task } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { Caller } from '../../src/measure/caller.ts'
import { firstCall, NO_CALL } from '../../src/measure/first-call.ts'
import { interleave } from '../../src/measure/interleave.ts'
import type { Measured } from '../../src/measure/interleave.ts'
import type { Subject } from '../../src/measure/subject.ts'
import { fakeClock } from './fake-clock.ts'
import { settingsFor } from './support.ts'

/** A function whose calls take so long on its own clock. */
function counting(duration: number, result?: unknown, fnOpts: FnOptions = {}) {
  const clock = fakeClock()
  const counts = { calls: 0 }
  const fn = (): unknown => {
    counts.calls += 1
    clock.pass(duration)
    return result
  }
  return { caller: new Caller({ name: 'f', fn, fnOpts }, clock.now), counts, clock }
}

const callerOf = (fn: () => unknown, fnOpts: FnOptions = {}): Caller =>
  new Caller({ name: 'f', fn, fnOpts })

/** The first call, and then as many as are asked for in turns of one call each, or of 20 ms. */
async function measure(
  { caller, clock }: Pick<ReturnType<typeof counting>, 'caller' | 'clock'>,
  iterations: number,
  slice = 0,
): Promise<Subject> {
  const first = await firstCall(caller, {})
  const task: Measured = { caller, first }
  const settings = settingsFor([task], { iterations }, { slice, real: clock.now })
  return (await interleave(settings)).subjects[0]!
}

/** Not a promise, but to be awaited all the same. */
// oxlint-disable-next-line unicorn/no-thenable -- that is the case to be tested
const thenable = () => ({ then: (resolve: () => void): void => resolve() })

describe('the first call', () => {
  test.each([
    ['a plain function', () => 1, false],
    ['an async function', async () => 1, true],
    ['a plain function that returns a promise', () => Promise.resolve(1), true],
    ['a function that returns a thenable', thenable, true],
  ])('of %s tells whether it is asynchronous', async (_, fn, async) => {
    const caller = callerOf(fn)
    await firstCall(caller, {})
    expect(caller.async).toBe(async)
  })

  test.each([true, false])('is not needed where `async: %s` is given', async (async) => {
    const { caller, counts } = counting(5000, undefined, { async })
    expect(await firstCall(caller, {})).toEqual(NO_CALL)
    expect(counts.calls).toBe(0)
  })

  test('waits for a promise to tell how long the call takes', async () => {
    const clock = fakeClock()
    const fn = async (): Promise<void> => {
      await Promise.resolve()
      clock.pass(40)
    }
    expect(await firstCall(new Caller({ name: 'f', fn }, clock.now), {})).toMatchObject({
      duration: 40,
    })
  })

  test('opens a phase with its hooks, whose `this` is a task, and leaves it open', async () => {
    const log: string[] = []
    const note = (hook: string): FnHook =>
      function hear(mode) {
        log.push(`${hook} ${mode} ${this.name}`)
      }
    const fnOpts: FnOptions = {
      beforeAll: note('beforeAll'),
      beforeEach: note('beforeEach'),
      afterEach: note('afterEach'),
      afterAll: note('afterAll'),
    }
    const setup = (task: Task | undefined, mode: string | undefined): void => {
      log.push(`setup ${mode} ${task?.name}`)
    }
    const caller = callerOf(() => void log.push('called'), fnOpts)
    expect(await firstCall(caller, { setup })).toMatchObject({ opened: 'warmup' })
    expect(log).toEqual([
      'setup warmup f',
      'beforeAll warmup f',
      'beforeEach warmup f',
      'called',
      'afterEach warmup f',
    ])
  })

  test('that throws is told as it is, after the hooks that clean up', async () => {
    const log: string[] = []
    const error = new RangeError('too much')
    const fnOpts = { afterEach: () => void log.push('each'), afterAll: () => void log.push('all') }
    const fn = (): never => {
      throw error
    }
    const caller = callerOf(fn, fnOpts)
    const first = await firstCall(caller, {})
    expect(first).toMatchObject({ opened: 'warmup', failure: { thrown: error } })
    await expect(interleave(settingsFor([{ caller, first }]))).rejects.toBe(error)
    expect(log).toEqual(['each', 'all'])
  })
})

describe('a slow function', () => {
  test('is never called once more than needed: its first call is its first sample', async () => {
    const slow = counting(3000)
    const subject = await measure(slow, 2)
    expect(slow.counts.calls).toBe(2)
    expect(subject.spent.calls).toBe(2)
    expect(subject.turns).toEqual([0, 1].map((round) => ({ round, duration: 3000 })))
  })

  test('has a turn for each of its samples', async () => {
    const { turns } = await measure(counting(300), 6, 20)
    expect(turns).toHaveLength(6)
  })

  test('that is asynchronous neither', async () => {
    const slow = counting(250, Promise.resolve('done'))
    const { turns } = await measure(slow, 3)
    expect(slow.counts.calls).toBe(3)
    expect(turns[0]).toEqual({ round: 0, duration: 250 })
  })

  test('has its hooks as often as it is called', async () => {
    const counts = { beforeEach: 0, afterEach: 0 }
    const slow = counting(400, undefined, {
      beforeEach: () => void (counts.beforeEach += 1),
      afterEach: () => void (counts.afterEach += 1),
    })
    await measure(slow, 3)
    expect({ ...counts, ...slow.counts }).toEqual({ beforeEach: 3, calls: 3, afterEach: 3 })
  })

  test('that tells its own duration is believed in its first call too', async () => {
    const { turns, samples } = await measure(counting(400, { overriddenDuration: 7 }), 3)
    expect(turns.map(({ duration }) => duration)).toEqual([7, 7, 7])
    expect(samples.kept).toEqual([7, 7, 7])
  })
})

/** What a group of one function does, asked in this way, as it happens. */
async function logOf(options: BenchOptions): Promise<string[]> {
  const log: string[] = []
  const hooks = {
    beforeAll: (mode: string | undefined) => void log.push(`open ${mode}`),
    afterAll: (mode: string | undefined) => void log.push(`close ${mode}`),
  }
  const caller = callerOf(() => void log.push('call'), hooks)
  const given = { time: 0, warmupTime: 0, ...options }
  const first = await firstCall(caller, given)
  await interleave(settingsFor([{ caller, first }], { warmup: true, ...given }))
  return log
}

const calls = (count: number): string[] => Array.from({ length: count }, () => 'call')

describe('as many calls as asked for, within one opening of each phase', () => {
  test('warm-up: the first call is one of it', async () => {
    expect(await logOf({ warmupIterations: 3, iterations: 2 })).toEqual([
      'open warmup',
      ...calls(3),
      'close warmup',
      'open run',
      ...calls(2),
      'close run',
    ])
  })

  test.each([{ warmup: false }, { warmupIterations: 0 }])(
    '%j: no call but counted ones',
    async (none) => {
      expect(await logOf({ ...none, iterations: 2 })).toEqual([
        'open run',
        ...calls(2),
        'close run',
      ])
    },
  )
})

test('a fast function is called anew for every sample', async () => {
  const fast = counting(249)
  await measure(fast, 3)
  expect(fast.counts.calls).toBe(1 + 3)
})

import * as fc from 'fast-check'
import type { FnHook } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { interleave } from '../../src/measure/interleave.ts'
import type { Measured } from '../../src/measure/interleave.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { fakeClock } from './fake-clock.ts'
import { async, settingsFor, sync } from './support.ts'

describe('the calls of functions measured side by side', () => {
  test('take turns: in each round every function has one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 4 }),
        fc.integer({ min: 2, max: 6 }),
        fc.nat(),
        async (names, iterations, seed) => {
          const calls: string[] = []
          const tasks = names.map((name, index) => {
            const note = () => void calls.push(name)
            return index % 2 === 0 ? sync(name, note) : async(name, async () => note())
          })
          const random = seededRandom(seed)
          const outcome = await interleave({ ...settingsFor(tasks, { iterations }), random })
          expect(calls).toEqual(outcome.order.flat())
          expect(outcome.order).toHaveLength(iterations)
          for (const round of outcome.order) expect(round.toSorted()).toEqual(names.toSorted())
        },
      ),
      { numRuns: 30 },
    )
  })

  test('do not overlap, asynchronous ones neither', async () => {
    let inside = 0
    let most = 0
    const careful = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => void setImmediate(resolve))
      inside -= 1
    }
    await interleave(settingsFor([async('a', careful), async('b', careful)]))
    expect(most).toBe(1)
  })

  test('go on without a function that has had its time', async () => {
    const clock = fakeClock()
    const calls: string[] = []
    const costing = (name: string, duration: number): Measured => {
      const fn = (): void => {
        calls.push(name)
        clock.pass(duration)
      }
      return sync(name, fn, {}, clock.now)
    }
    const tasks = [costing('slow', 10), costing('fast', 1)]
    const options = { time: 30, iterations: 1 }
    const settings = settingsFor(tasks, options, { real: clock.now })
    const { subjects, order } = await interleave(settings)
    expect(calls.filter((name) => name === 'slow')).toHaveLength(3)
    expect(calls.filter((name) => name === 'fast')).toHaveLength(30)
    expect(order.slice(3)).toEqual(Array.from({ length: 27 }, () => ['fast']))
    const [slow, fast] = subjects
    expect(slow?.turns).toEqual([0, 1, 2].map((round) => ({ round, duration: 10 })))
    expect(fast?.turns.every(({ duration }) => duration === 1)).toBe(true)
  })

  test('are counted one by one, as many as asked for', async () => {
    const { subjects } = await interleave(settingsFor([sync('a', () => 1), sync('b', () => 2)]))
    expect(subjects.map(({ name, spent, samples }) => [name, spent.calls, samples.count])).toEqual([
      ['a', 4, 4],
      ['b', 4, 4],
    ])
  })

  test('are made in batches where many are asked for, and never one more than that', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), async (iterations) => {
        let calls = 0
        const clock = fakeClock({ cost: 1e-5 })
        const fn = (): void => {
          calls += 1
          clock.pass(1e-6)
        }
        const settings = settingsFor([sync('a', fn, {}, clock.now)], { iterations })
        const { subjects } = await interleave(settings)
        expect(calls).toBe(iterations)
        expect(subjects[0]?.spent.calls).toBe(iterations)
        expect(subjects[0]?.samples.count).toBeGreaterThanOrEqual(Math.min(6, iterations))
      }),
      { numRuns: 40 },
    )
  })

  test('in the warm-up take turns too, and leave no trace in the counted rounds', async () => {
    const calls: string[] = []
    const tasks = ['a', 'b'].map((name) => sync(name, () => void calls.push(name)))
    const warm = { warmup: true, warmupIterations: 3, warmupTime: 0, iterations: 2 }
    const outcome = await interleave(settingsFor(tasks, warm))
    expect(calls).toHaveLength(10)
    for (const round of [0, 2, 4]) {
      expect(calls.slice(round, round + 2).toSorted()).toEqual(['a', 'b'])
    }
    expect(outcome.warmup.rounds).toBe(3)
    expect(outcome.order.flat()).toEqual(calls.slice(6))
    expect(outcome.subjects[0]?.turns).toHaveLength(2)
  })

  test('in a warm-up of no time and no calls are none', async () => {
    const log: string[] = []
    const hooks = { beforeAll: (mode?: string) => void log.push(`${mode}`) }
    const warm = { warmup: true, warmupIterations: 0, warmupTime: 0, iterations: 1 }
    await interleave(settingsFor([sync('a', () => void log.push('called'), hooks)], warm))
    expect(log).toEqual(['run', 'called'])
  })

  test('come in the same order for the same seed, however long the warm-up was', async () => {
    const orderAfter = async (warmupIterations: number): Promise<string[][]> => {
      const tasks = ['a', 'b', 'c'].map((name) => sync(name, () => null))
      const warm = { warmup: true, warmupTime: 0, warmupIterations }
      return (await interleave(settingsFor(tasks, { ...warm, iterations: 8 }))).order
    }
    expect(await orderAfter(5)).toEqual(await orderAfter(2))
  })

  test('come in slices, whose median stands for the turn', async () => {
    const clock = fakeClock()
    const durations = [3, 1, 8, 2, 2]
    const left = [...durations]
    const tasks = [sync('a', () => clock.pass(left.shift() ?? 0), {}, clock.now)]
    const settings = settingsFor(tasks, { iterations: durations.length }, { slice: 60_000 })
    const { subjects, order } = await interleave(settings)
    expect(order).toEqual([['a']])
    expect(subjects[0]?.turns).toEqual([{ round: 0, duration: 2 }])
  })

  test('leave no more samples than there is room for, however many they are', async () => {
    const clock = fakeClock()
    let calls = 0
    const fn = (): void => clock.pass((calls += 1) === 700 ? 9 : 1)
    const settings = settingsFor([sync('a', fn, {}, clock.now)], { iterations: 1000 }, { keep: 50 })
    const { subjects } = await interleave(settings)
    const { kept, count, least, most } = subjects[0]!.samples
    expect([kept.length, count, least, most]).toEqual([50, 1000, 1, 9])
    expect(subjects[0]?.mean).toBeCloseTo(1.008, 9)
  })
})

describe('a function that tells its own duration', () => {
  test('is believed', async () => {
    const task = async('a', () => Promise.resolve({ overriddenDuration: 12 }))
    const { subjects } = await interleave(settingsFor([task]))
    expect(subjects[0]?.samples.kept).toEqual([12, 12, 12, 12])
    expect(subjects[0]?.turns.map(({ duration }) => duration)).toEqual([12, 12, 12, 12])
  })

  test('is called one by one, though its calls are fast', async () => {
    const task = sync('a', () => ({ overriddenDuration: 1e-6 }))
    const { subjects } = await interleave(settingsFor([task], { iterations: 1000 }))
    expect([subjects[0]?.samples.count, subjects[0]?.batch]).toEqual([1000, 1])
  })

  test('ends after ten times the time in real time, however little it tells', async () => {
    const clock = fakeClock()
    const fn = (): object => {
      clock.pass(20)
      return { overriddenDuration: 0.001 }
    }
    const options = { time: 100, iterations: 1 }
    const settings = settingsFor([sync('a', fn, {}, clock.now)], options, { real: clock.now })
    const { subjects } = await interleave(settings)
    expect(subjects[0]?.spent).toMatchObject({ calls: 50, real: 1000 })
    expect(subjects[0]?.ended).toBe(1000)
  })

  test('ends a warm-up by real time too', async () => {
    const clock = fakeClock()
    let calls = 0
    const fn = (): object => {
      calls += 1
      clock.pass(20)
      return { overriddenDuration: 0.001 }
    }
    const options = { time: 0, iterations: 1, warmup: true, warmupTime: 100, warmupIterations: 1 }
    await interleave(settingsFor([sync('a', fn, {}, clock.now)], options, { real: clock.now }))
    expect(calls).toBe(5 + 1)
  })
})

test('hooks that take long end a measurement as well, and calls asked for are all made', async () => {
  const clock = fakeClock()
  const beforeEach = (): void => clock.pass(30)
  const fn = (): void => clock.pass(0.01)
  const measured = async (iterations: number) => {
    const tasks = [sync('a', fn, { beforeEach }, clock.now)]
    const settings = settingsFor(tasks, { time: 60, iterations }, { real: clock.now })
    return (await interleave(settings)).subjects[0]!
  }
  expect((await measured(1)).spent.calls).toBe(20)
  expect((await measured(33)).spent.calls).toBe(33)
})

test('a call that never settles is given up, and the others may clean up', async () => {
  const log: string[] = []
  const tasks = [
    async('hangs', () => new Promise(() => undefined)),
    sync('good', () => 1, { afterAll: () => void log.push('afterAll') }),
  ]
  const settings = settingsFor(tasks, {}, { timeout: 30 })
  await expect(interleave(settings)).rejects.toMatchObject({
    code: 'call-timeout',
    finding: { name: 'hangs', timeout: 30 },
  })
  expect(log).toEqual(['afterAll'])
})

describe('hooks', () => {
  /** A function with all hooks, which write down what happens. */
  function hooked(name: string, log: string[]): Measured {
    const note = (hook: string): FnHook =>
      async function hear(mode) {
        log.push(`${name} ${hook} ${mode}`)
        // a turn that were passed on too early would show in the log
        await new Promise((resolve) => void setImmediate(resolve))
        log.push(`${name} ${hook} of ${this.name} over`)
      }
    const hooks = { beforeAll: note('beforeAll'), beforeEach: note('beforeEach') }
    const others = { afterEach: note('afterEach'), afterAll: note('afterAll') }
    return sync(name, () => void log.push(`${name} called`), { ...hooks, ...others })
  }

  const expected = (name: string, calls: number): string[] => {
    const hook = (one: string): string[] => [`${name} ${one} run`, `${name} ${one} of ${name} over`]
    const each = [...hook('beforeEach'), `${name} called`, ...hook('afterEach')]
    const all = Array.from({ length: calls }, () => each).flat()
    return [...hook('beforeAll'), ...all, ...hook('afterAll')]
  }

  test('run in order, once for each call and once for each phase', async () => {
    const log: string[] = []
    await interleave(settingsFor([hooked('a', log)]))
    expect(log).toEqual(expected('a', 4))
  })

  test('of one function run within its turns; only `beforeAll` comes before them', async () => {
    const log: string[] = []
    await interleave(settingsFor([hooked('a', log), hooked('b', log)]))
    for (const name of ['a', 'b']) {
      expect(log.filter((line) => line.startsWith(name))).toEqual(expected(name, 4))
    }
    const turns = log.filter((line) => !line.includes('beforeAll'))
    const switches = turns.filter((line, at) => at > 0 && line[0] !== turns[at - 1]?.[0])
    const ended = turns.filter((line, at) => line[0] !== (turns[at + 1]?.[0] ?? ''))
    expect(switches.length).toBeGreaterThan(3)
    for (const line of ended) expect(line).toMatch(/(afterEach|afterAll) of . over$/)
  })

  test('of the whole benchmark run around each function’s own', async () => {
    const log: string[] = []
    const note = (hook: string) => (task?: { name: string }, mode?: string) =>
      void log.push(`${hook} ${task?.name} ${mode}`)
    const options = { iterations: 1, setup: note('setup'), teardown: note('teardown') }
    const hooks = { beforeAll: () => void log.push('beforeAll') }
    await interleave(settingsFor([sync('a', () => void log.push('called'), hooks)], options))
    expect(log).toEqual(['setup a run', 'beforeAll', 'called', 'teardown a run'])
  })
})

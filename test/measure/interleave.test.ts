import * as fc from 'fast-check'
import type { FnHook, FnOptions } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { interleave } from '../../src/measure/interleave.ts'
import type { InterleaveSettings, Measured } from '../../src/measure/interleave.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { fakeClock } from './fake-clock.ts'

const settingsFor = (
  tasks: readonly Measured[],
  options: InterleaveSettings['options'] = {},
): InterleaveSettings => ({
  tasks,
  options: { time: 0, iterations: 4, warmup: false, ...options },
  slice: 0,
  random: seededRandom(7),
})

const sync = (name: string, fn: () => unknown, options: FnOptions = {}): Measured => ({
  name,
  fn,
  options: { ...options, async: false },
})

const async = (name: string, fn: () => Promise<unknown>, options: FnOptions = {}): Measured => ({
  name,
  fn,
  options: { ...options, async: true },
})

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
    const costing = (name: string, duration: number): Measured =>
      sync(name, () => {
        calls.push(name)
        clock.pass(duration)
      })
    const tasks = [costing('slow', 10), costing('fast', 1)]
    const options = { time: 30, iterations: 1, timestampProvider: clock.provider }
    const { turns, order } = await interleave(settingsFor(tasks, options))
    expect(calls.filter((name) => name === 'slow')).toHaveLength(3)
    expect(calls.filter((name) => name === 'fast')).toHaveLength(30)
    expect(order.slice(3)).toEqual(Array.from({ length: 27 }, () => ['fast']))
    expect(turns.get('slow')).toEqual([0, 1, 2].map((round) => ({ round, duration: 10 })))
    expect(turns.get('fast')?.every(({ duration }) => duration === 1)).toBe(true)
  })

  test('are counted by tinybench, whose results come along', async () => {
    const outcome = await interleave(settingsFor([sync('a', () => 1), sync('b', () => 2)]))
    expect(outcome.tasks.map(({ name, runs }) => [name, runs])).toEqual([
      ['a', 4],
      ['b', 4],
    ])
    expect(outcome.results.get('b')?.state).toBe('completed')
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
    expect(outcome.turns.get('a')).toHaveLength(2)
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
    const tasks = [sync('a', () => clock.pass(left.shift() ?? 0))]
    const options = { iterations: durations.length, timestampProvider: clock.provider }
    const { turns, order } = await interleave({ ...settingsFor(tasks, options), slice: 60_000 })
    expect(order).toEqual([['a']])
    expect(turns.get('a')).toEqual([{ round: 0, duration: 2 }])
  })

  test('may tell their own durations, which tinybench and the turns both take over', async () => {
    const task = async('a', () => Promise.resolve({ overriddenDuration: 12 }))
    const outcome = await interleave(settingsFor([{ ...task, tellsTime: true }]))
    expect(outcome.results.get('a')).toMatchObject({ latency: { p50: 12 } })
    expect(outcome.turns.get('a')?.map(({ duration }) => duration)).toEqual([12, 12, 12, 12])
  })
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
})

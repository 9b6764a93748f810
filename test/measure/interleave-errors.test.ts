import type { FnOptions } from 'tinybench'
import { describe, expect, test } from 'vitest'
import { interleave } from '../../src/measure/interleave.ts'
import type { InterleaveSettings, Measured } from '../../src/measure/interleave.ts'
import { settingsFor as four, sync } from './support.ts'

/** So few that each call is timed by itself. */
const settingsFor = (
  tasks: readonly Measured[],
  options: InterleaveSettings['options'] = {},
): InterleaveSettings => four(tasks, { iterations: 11, ...options })

interface Counted extends Measured {
  calls: number
}

/** A function that counts its calls and does something else as well. */
function counted(name: string, act: (call: number) => unknown, options: FnOptions = {}): Counted {
  const counter = { calls: 0 }
  const fn = (): unknown => {
    counter.calls += 1
    return act(counter.calls)
  }
  return Object.assign(counter, sync(name, fn, options))
}

const idle = (): null => null

describe('an error of a function', () => {
  class Special extends Error {
    readonly code = 'E_SPECIAL'
  }

  const failing = (error: Error): Counted =>
    counted('bad', (call) => {
      if (call === 3) throw error
    })

  test('is thrown as it is, when the others are done', async () => {
    const error = new Special('third call')
    const bad = failing(error)
    const good = counted('good', idle)
    await expect(interleave(settingsFor([good, bad]))).rejects.toBe(error)
    expect(bad.calls).toBe(3)
    expect(good.calls).toBe(11)
  })

  test('ends the others where they only mean something together', async () => {
    const error = new Special('third call')
    const good = counted('good', idle)
    const settings = { ...settingsFor([good, failing(error)]), together: true }
    await expect(interleave(settings)).rejects.toBe(error)
    expect(good.calls).toBeLessThanOrEqual(3)
  })

  test('of several functions is one error with all of them, in their order', async () => {
    const [one, other] = [new Special('one'), new Special('other')]
    const tasks = [failing(one), counted('good', idle), Object.assign(failing(other), {})]
    tasks[2]!.caller = sync('worse', () => {
      throw other
    }).caller
    const thrown: unknown = await interleave(settingsFor(tasks)).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(AggregateError)
    expect(thrown).toMatchObject({ message: 'Some benchmarks failed', errors: [one, other] })
  })

  test('counts in the warm-up too', async () => {
    const error = new Special('third call')
    const options = { warmup: true, warmupTime: 0, warmupIterations: 10 }
    const good = counted('good', idle)
    await expect(interleave(settingsFor([good, failing(error)], options))).rejects.toBe(error)
    expect(good.calls).toBe(10 + 11)
  })

  test('lets the others clean up, and calls no hook for calls that were not made', async () => {
    const log: string[] = []
    const hooks = {
      beforeEach: () => void log.push('beforeEach'),
      afterEach: () => void log.push('afterEach'),
      afterAll: () => void log.push('afterAll'),
    }
    const good = counted('good', idle, hooks)
    await expect(interleave(settingsFor([good, failing(new Special())]))).rejects.toThrow(Special)
    const calls = Array.from({ length: good.calls }, () => ['beforeEach', 'afterEach']).flat()
    expect(log).toEqual([...calls, 'afterAll'])
  })

  test.each(['beforeAll', 'beforeEach', 'afterEach', 'afterAll'] as const)(
    'or of its %s is the same',
    async (hook) => {
      const error = new Special(hook)
      const fail = (): never => {
        throw error
      }
      const tasks = [counted('good', idle), counted('bad', idle, { [hook]: fail })]
      await expect(interleave(settingsFor(tasks, { iterations: 3 }))).rejects.toBe(error)
    },
  )

  test('or of what is done before a turn is the same', async () => {
    const error = new Special('progress')
    const tasks = [counted('a', idle), counted('b', idle)]
    const before = ({ round }: { round: number }): Promise<void> =>
      round === 2 ? Promise.reject(error) : Promise.resolve()
    await expect(interleave({ ...settingsFor(tasks), before })).rejects.toBe(error)
    expect(tasks.map(({ calls }) => calls)).toEqual([2, 2])
  })
})

describe('a signal', () => {
  test('ends all functions, and its reason is thrown', async () => {
    const stop = new AbortController()
    const reason = new Error('no longer needed')
    const afterAll: string[] = []
    const note = (name: string): FnOptions => ({ afterAll: () => void afterAll.push(name) })
    const tasks = [
      counted('a', (call) => call === 2 && stop.abort(reason), note('a')),
      counted('b', idle, note('b')),
    ]
    await expect(interleave(settingsFor(tasks, { signal: stop.signal }))).rejects.toBe(reason)
    expect(tasks[0]?.calls).toBe(2)
    expect(tasks[1]?.calls).toBeLessThanOrEqual(2)
    expect(afterAll.toSorted()).toEqual(['a', 'b'])
  })

  test('that was given before lets nothing begin', async () => {
    const task = counted('a', idle)
    const signal = AbortSignal.abort(new Error('never mind'))
    await expect(interleave(settingsFor([task], { signal }))).rejects.toThrow('never mind')
    expect(task.calls).toBe(0)
  })

  test('of one function is an error of that function', async () => {
    const stop = new AbortController()
    const reason = new Error('not this one')
    const tasks = [
      counted('a', (call) => call === 2 && stop.abort(reason), { signal: stop.signal }),
      counted('b', idle),
    ]
    await expect(interleave(settingsFor(tasks))).rejects.toBe(reason)
    expect(tasks.map(({ calls }) => calls)).toEqual([2, 11])
  })
})

test('an error while cleaning up is told beside the one before', async () => {
  const [first, second] = [new Error('call'), new Error('cleaning up')]
  const fail = (error: Error) => (): never => {
    throw error
  }
  const task = counted('a', fail(first), { afterAll: fail(second) })
  await expect(interleave(settingsFor([task]))).rejects.toMatchObject({ errors: [first, second] })
})

test('two functions of one name are refused', async () => {
  const tasks = [counted('same', idle), counted('same', idle)]
  await expect(interleave(settingsFor(tasks))).rejects.toThrow('"same" already exists')
})

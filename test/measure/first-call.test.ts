import type { FnHook, FnOptions } from 'tinybench'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { firstCall } from '../../src/measure/first-call.ts'
import type { FirstCall } from '../../src/measure/first-call.ts'
import { interleave } from '../../src/measure/interleave.ts'
import { seededRandom } from '../../src/stats/random.ts'

const measure = async ({ measured }: FirstCall, iterations: number) =>
  await interleave({
    tasks: [measured],
    options: { time: 0, iterations, warmup: false },
    slice: 0,
    random: seededRandom(1),
  })

/** Time passes only when a function says so. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

function counting(duration: number, result?: unknown) {
  const counts = { calls: 0 }
  const fn = (): unknown => {
    counts.calls += 1
    vi.advanceTimersByTime(duration)
    return result
  }
  return { fn, counts }
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
    const { measured } = await firstCall({ name: 'f', fn })
    expect(measured.options.async).toBe(async)
  })

  test.each([true, false])('is not needed where `async: %s` is given', async (async) => {
    const { fn, counts } = counting(5000)
    const call = await firstCall({ name: 'f', fn, fnOpts: { async } })
    expect(call).toMatchObject({ duration: 0, measured: { fn, options: { async } } })
    expect(counts.calls).toBe(0)
  })

  test('waits for a promise to tell how long the call takes', async () => {
    const fn = async (): Promise<void> => {
      await Promise.resolve()
      vi.advanceTimersByTime(40)
    }
    expect(await firstCall({ name: 'f', fn })).toMatchObject({ duration: 40 })
  })

  test('has all hooks around it, whose `this` is a task', async () => {
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
    await firstCall({ name: 'f', fn: () => void log.push('called'), fnOpts })
    expect(log).toEqual([
      'beforeAll warmup f',
      'beforeEach warmup f',
      'called',
      'afterEach warmup f',
      'afterAll warmup f',
    ])
  })

  test('that throws is told as it is, after the hooks that clean up', async () => {
    const log: string[] = []
    const error = new RangeError('too much')
    const fnOpts = { afterEach: () => void log.push('each'), afterAll: () => void log.push('all') }
    const fn = (): never => {
      throw error
    }
    await expect(firstCall({ name: 'f', fn, fnOpts })).rejects.toBe(error)
    expect(log).toEqual(['each', 'all'])
  })

  test('is not made when the function’s own signal says so', async () => {
    const { fn, counts } = counting(1)
    const fnOpts = { signal: AbortSignal.abort(new Error('never mind')) }
    await expect(firstCall({ name: 'f', fn, fnOpts })).rejects.toThrow('never mind')
    expect(counts.calls).toBe(0)
  })
})

describe('a slow function', () => {
  test('is never called once more than needed: its first call is its first sample', async () => {
    const { fn, counts } = counting(3000)
    const call = await firstCall({ name: 'f', fn })
    expect(call.duration).toBe(3000)
    const { tasks, turns } = await measure(call, 2)
    expect(counts.calls).toBe(2)
    expect(tasks[0]?.runs).toBe(2)
    // tinybench's own clock does not know of the fake time, so only the kept call lasted
    expect(turns.get('f')?.[0]).toEqual({ round: 0, duration: 3000 })
    expect(tasks[0]?.result).toMatchObject({ latency: { max: 3000 } })
  })

  test('has a turn for each of its samples', async () => {
    const { fn } = counting(300)
    const call = await firstCall({ name: 'f', fn })
    const options = { time: 0, iterations: 6, warmup: false }
    const random = seededRandom(1)
    const { turns } = await interleave({ tasks: [call.measured], options, slice: 20, random })
    expect(turns.get('f')).toHaveLength(6)
  })

  test('that is asynchronous neither', async () => {
    const { fn, counts } = counting(250, Promise.resolve('done'))
    const { turns } = await measure(await firstCall({ name: 'f', fn }), 3)
    expect(counts.calls).toBe(3)
    expect(turns.get('f')?.[0]).toEqual({ round: 0, duration: 250 })
  })

  test('has its hooks as often as it is called', async () => {
    const counts = { beforeEach: 0, calls: 0, afterEach: 0 }
    const fnOpts = {
      beforeEach: () => void (counts.beforeEach += 1),
      afterEach: () => void (counts.afterEach += 1),
    }
    const fn = (): void => {
      counts.calls += 1
      vi.advanceTimersByTime(400)
    }
    await measure(await firstCall({ name: 'f', fn, fnOpts }), 3)
    expect(counts).toEqual({ beforeEach: 3, calls: 3, afterEach: 3 })
  })

  test('that tells its own duration is believed in its first call too', async () => {
    const { fn } = counting(400, { overriddenDuration: 7 })
    const { tasks, turns } = await measure(await firstCall({ name: 'f', fn }), 3)
    expect(turns.get('f')?.map(({ duration }) => duration)).toEqual([7, 7, 7])
    expect(tasks[0]?.result).toMatchObject({ latency: { min: 7, max: 7 } })
  })
})

test('a fast function is called anew for every sample', async () => {
  const { fn, counts } = counting(249)
  await measure(await firstCall({ name: 'f', fn }), 3)
  expect(counts.calls).toBe(1 + 3)
})

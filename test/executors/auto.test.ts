/** The mode that chooses: what it chooses for which work, what it says of it, and what it learns. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { choose, tookWith } from '../../src/executors/auto/choice.ts'
import type { Known, Situation } from '../../src/executors/auto/choice.ts'
import { crossingOf, trialOf } from '../../src/executors/auto/crossing.ts'
import type { TaskValues } from '../../src/executors/auto/crossing.ts'
import { auto, kernel, shared } from '../../src/index.ts'
import type { Auto } from '../../src/index.ts'
import { FIXED, POOLS } from '../../src/modes.ts'
import type { Mode } from '../../src/modes.ts'
import { closure, echo, square, squareLater } from '../kernels/index.ts'
import { executorOf, MODES } from './support.ts'

const known = (parts: Partial<Known> = {}): Known => ({
  alone: { task: 1, busy: 1, background: 0, async: false },
  crossing: {},
  memory: 0,
  took: {},
  outOfMemory: false,
  calls: 0,
  ...parts,
})

const situation = (parts: Partial<Situation> = {}): Situation => ({
  count: parts.left ?? 1000,
  left: 1000,
  workers: 2,
  worth: 1,
  divisible: false,
  starts: { threads: 60, processes: 150 },
  ...parts,
})

/** Calls until the mode is chosen: with each one it counts less what starting a pool takes here. */
async function untilIn<Results>(
  modes: readonly Mode[],
  executor: Auto,
  call: () => Promise<Results>,
): Promise<Results[]> {
  const found: Results[] = []
  while (!modes.includes(executor.decision?.mode as Mode) && found.length < 50)
    found.push(await call())
  expect(modes).toContain(executor.decision?.mode)
  return found
}

const alone = (task: number) => ({ task, busy: 1, background: 0, async: false })

describe('the choice', () => {
  test('of a kernel that nobody has seen: here, and across all workers where it divides', () => {
    const fresh = known({ alone: null })
    expect(choose(fresh, situation()).mode).toBe('serial')
    expect(choose(fresh, situation({ divisible: true })).mode).toBe('threads')
    expect(choose(fresh, situation({ divisible: true, workers: 1 })).mode).toBe('serial')
  })

  test.for([
    ['little work', { left: 10 }, {}, 'serial'],
    ['much work', {}, {}, 'threads'],
    ['one worker', { workers: 1 }, {}, 'serial'],
    ['one long call', { left: 1 }, { alone: alone(5000) }, 'serial'],
    ['one long call that divides', { left: 1, divisible: true }, { alone: alone(5000) }, 'threads'],
    ['values that are dear to send', {}, { crossing: { threads: 1.2, processes: 1.2 } }, 'serial'],
    [
      'values that cannot cross',
      {},
      { crossing: { threads: Infinity, processes: Infinity } },
      'serial',
    ],
    ['memory that only threads share', {}, { crossing: { processes: Infinity } }, 'threads'],
    ['threads out of memory', {}, { outOfMemory: true }, 'processes'],
    [
      'threads that do not come up',
      { starts: { threads: Infinity, processes: 0 } },
      {},
      'processes',
    ],
    [
      'calls that wait',
      {},
      { alone: { task: 50, busy: 0.01, background: 0, async: true } },
      'concurrent',
    ],
    [
      'calls that are computed in the background',
      {},
      { alone: { task: 50, busy: 0.02, background: 1, async: true } },
      'concurrent',
    ],
    [
      'promises that compute here all the same',
      {},
      { alone: { task: 5, busy: 0.97, background: 0, async: true } },
      'threads',
    ],
  ] as [string, Partial<Situation>, Partial<Known>, string][])('for %s', ([, at, of, mode]) => {
    expect(choose(known(of), situation(at)).mode).toBe(mode)
  })

  test('what whole calls took counts more than any model', () => {
    const up = situation({ starts: { threads: 0, processes: 0 } })
    const slow = { threads: { count: 1000, tasks: [0.75] } }
    expect(choose(known({ took: slow, calls: 1 }), up).mode).toBe('processes')
    const both = { ...slow, processes: { count: 1000, tasks: [1.4] } }
    // cold calls are slower than the ones to come: serial deserves a whole call as well
    expect(choose(known({ took: both, calls: 2 }), up).mode).toBe('serial')
    const all = { ...both, serial: { count: 1000, tasks: [1] } }
    expect(choose(known({ took: all, calls: 3 }), up).mode).toBe('threads')
  })

  test('what held threads up is expected of processes too, but for half of it', () => {
    const up = situation({ starts: { threads: 0, processes: 0 } })
    const took = { threads: { count: 1000, tasks: [0.54] } }
    expect(choose(known({ took, calls: 1 }), up).mode).toBe('threads')
  })

  test('processes have to be given shared memory first', () => {
    const up = situation({ starts: { threads: 0, processes: 0 } })
    const serial = { count: 1000, tasks: [1] }
    const took = { serial, threads: { count: 1000, tasks: [0.7] } }
    expect(choose(known({ took, calls: 1 }), up).mode).toBe('processes')
    expect(choose(known({ took, calls: 1, memory: 2 ** 24 }), up).mode).toBe('threads')
  })

  test('what sending costs is not even tried where it would cost more than a pool can save', () => {
    const up = situation({ starts: { threads: 0, processes: 0 } })
    expect(choose(known({ calls: 1 }), up).mode).toBe('threads')
    expect(choose(known({ calls: 1 }), { ...up, worth: 600 }).mode).toBe('serial')
  })

  test('a pool that starts only for this call must save what that takes, or be needed often', () => {
    const brief = situation({ left: 80 })
    expect(choose(known(), brief).mode).toBe('serial')
    expect(choose(known({ calls: 10 }), brief).mode).toBe('threads')
  })

  test('one slow call on a busy machine changes nothing', () => {
    const took = tookWith(tookWith(undefined, 100, 50), 100, 500)
    expect(took.tasks).toEqual([0.5, 5])
    const of = { took: { threads: took, serial: { count: 100, tasks: [1] } }, calls: 2 }
    expect(choose(known(of), situation({ left: 100 })).mode).toBe('threads')
  })

  const time = fc.double({ min: 1e-5, max: 1e4, noNaN: true })
  test('is never one that is expected to take over 5 % longer than another', () => {
    const facts = fc.record({
      task: time,
      way: time,
      left: fc.integer({ min: 1, max: 1e6 }),
      workers: fc.integer({ min: 1, max: 64 }),
      took: fc.dictionary(fc.constantFrom(...FIXED), fc.record({ count: fc.nat(), task: time })),
    })
    fc.assert(
      fc.property(facts, ({ task, way, left, workers, took }) => {
        const seen = Object.entries(took).map(([mode, { count, task: each }]) => [
          mode,
          { count: count + 1, tasks: [each] },
        ])
        const crossing = { threads: way, processes: way }
        const of = known({ alone: alone(task), crossing, took: Object.fromEntries(seen), calls: 1 })
        const { mode, expected } = choose(of, situation({ left, workers }))
        const least = Math.min(...Object.values(expected))
        expect(expected[mode]).toBeLessThanOrEqual(1.05 * least)
      }),
    )
  })
})

describe('the way of a task’s values', () => {
  const values = (parts: Partial<TaskValues>): TaskValues => ({
    input: 1,
    result: 1,
    filled: null,
    ...parts,
  })

  test('is dearer to processes where they fill memory of the caller’s', () => {
    const filled = shared(new Float64Array(2 ** 17))
    const { crossing } = crossingOf(values({ filled }))
    expect(crossing.processes).toBeGreaterThan(10 * (crossing.threads as number))
  })

  test('of shared memory is none, but that each process is given a copy', () => {
    const numbers = shared(new Float64Array(2 ** 17))
    const { memory } = crossingOf(values({ input: numbers.subarray(0, 9) }))
    expect(memory).toBe(2 ** 20)
  })

  test('takes longer to find out for objects than for buffers, and for shared memory no time', () => {
    const bytes = 2 ** 20
    const numbers = Array.from({ length: bytes / 8 }, (_, index) => index)
    expect(trialOf(numbers)).toBeGreaterThan(4 * trialOf(new Uint8Array(bytes)))
    expect(trialOf(shared(new Uint8Array(bytes)))).toBeLessThan(0.001)
  })

  test('does not exist for functions', () => {
    const { crossing } = crossingOf(values({ result: () => 1 }))
    expect(crossing).toEqual({ threads: Infinity, processes: Infinity })
  })
})

describe('auto()', () => {
  test('says what it chose, and why', async () => {
    await using executor = auto({ workers: 2 })
    expect(executor.decision).toBeNull()
    expect(await executor.map(square, [2, 3])).toEqual([4, 9])
    expect(executor.decision).toMatchObject({ mode: 'serial', why: 'short' })
    expect(executor.decision?.sentence).toMatch(/^serial: \w+ calls? of about .* too little work/)
  })

  test('stays on this thread with what cannot cross', async () => {
    await using executor = auto({ workers: 2 })
    const [result] = await executor.map(closure, [undefined])
    expect(result?.inner.call()).toBe(1)
  })

  test('fans out where there is work for all, and the results are those of any mode', async () => {
    const grind = kernel<(typeof import('../kernels/chooser.ts'))['grind']>(
      new URL('../kernels/chooser.ts', import.meta.url),
      'grind',
    )
    await using executor = auto({ workers: 2 })
    const inputs = Array.from({ length: 100 }, (_, index) => index)
    const expected = await executorOf('serial').map(grind, inputs)
    // which of the two depends on which is up first, and a busy machine says
    const found = await untilIn(POOLS, executor, () => executor.map(grind, inputs))
    for (const results of found) expect(results).toEqual(expected)
    expect(executor.decision?.why).toBe('parallel')
    // and what whole calls have shown is kept
    for (let call = 0; executor.decision?.why !== 'seen' && call < 50; call += 1) {
      await executor.map(grind, inputs)
    }
    expect(executor.decision?.why).toBe('seen')
  })

  test('lets calls that wait overlap', async () => {
    const nap = kernel<(typeof import('../kernels/chooser.ts'))['nap']>(
      new URL('../kernels/chooser.ts', import.meta.url),
      'nap',
    )
    await using executor = auto({ workers: 2 })
    const naps = Array.from({ length: 50 }, (_, index) => index)
    expect(await executor.map(nap, naps)).toEqual(naps)
    expect(executor.decision).toMatchObject({ mode: 'concurrent', why: 'waits' })
  })

  test('goes to processes with what threads had no memory for, and loses nothing', async () => {
    const hoard = kernel<(typeof import('../kernels/chooser.ts'))['hoard']>(
      new URL('../kernels/chooser.ts', import.meta.url),
      'hoard',
    )
    await using executor = auto({ workers: 2, heap: 64 })
    const inputs = Array.from({ length: 24 }, (_, index) => index)
    const found = await untilIn(['processes'], executor, () => executor.map(hoard, inputs))
    for (const results of found) expect(results).toEqual(inputs)
    expect(executor.decision?.why).toBe('memory')
  })

  test('takes a divisible kernel to its workers at once', async () => {
    const numbers = kernel<typeof import('../kernels/ranges.ts')>(
      new URL('../kernels/ranges.ts', import.meta.url),
    )
    await using executor = auto({ workers: 2 })
    expect(await executor.map(numbers, [{ from: 1, to: 4 }])).toEqual(['1,2,3,'])
    expect(executor.decision).toMatchObject({ mode: 'threads', why: 'divides' })
  })

  test('works on inputs of which nobody knows how many there are', async () => {
    await using executor = auto({ workers: 2 })
    const inputs = async function* () {
      for (let input = 0; input < 300; input += 1) yield input
    }
    const expected = Array.from({ length: 300 }, (_, index) => index ** 2)
    expect(await executor.map(squareLater, inputs())).toEqual(expected)
    expect(executor.decision?.tasks).toBeGreaterThan(0)
  })

  test('a value of any kind comes back as in the other modes', async () => {
    const values = [1n, new Map([[1, { a: 2 }]]), new Float64Array([1, 2]), null]
    for (const mode of MODES) {
      await using executor = executorOf(mode)
      expect(await executor.map(echo, values)).toEqual(values)
    }
  })
})

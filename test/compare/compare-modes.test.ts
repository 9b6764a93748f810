import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { compareModes } from '../../src/compare/compare-modes.ts'
import { LanemarkError } from '../../src/findings.ts'
import type { Finding } from '../../src/findings.ts'
import { kernel } from '../../src/kernel.ts'
import type { Kernel } from '../../src/kernel.ts'
import { openCapacityMeter } from '../../src/measure/capacity-meter.ts'
import { FIXED } from '../../src/modes.ts'
import type { CompareOptions } from '../../src/compare/compare-options.ts'
import { fakeHost } from './fake-host.ts'
import { mood } from './kernels/moody.ts'

const at = (name: string): URL => new URL(`./kernels/${name}`, import.meta.url)

const slow = kernel<typeof import('./kernels/slow.ts').default>(at('slow.ts'))
const moody = kernel<typeof import('./kernels/moody.ts').default>(at('moody.ts'))

/** In this process only, which takes no time to start. */
const HERE: CompareOptions = { modes: ['concurrent'], rounds: 2 }

async function findingOf(promise: Promise<unknown>): Promise<Finding> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof LanemarkError) return error.finding
  throw new Error('not refused by lanemark', { cause: error })
}

/** All threads that something starts. */
async function threadsOf(action: () => Promise<unknown>): Promise<Worker[]> {
  const started: Worker[] = []
  const note = (message: unknown): void => {
    started.push((message as { worker: Worker }).worker)
  }
  subscribe('worker_threads', note)
  await action()
  unsubscribe('worker_threads', note)
  return started
}

describe('all modes', () => {
  test('give one comparison, processes first and then in random order', async () => {
    const host = fakeHost()
    const { comparison, results } = await compareModes(
      slow,
      [1, 2],
      { rounds: 2, workers: 2 },
      host,
    )
    expect(results).toEqual([2, 4])
    expect(comparison.cases.map(({ label }) => label)).toEqual(FIXED)
    expect(comparison.cases.map(({ startup }) => startup.length)).toEqual([0, 0, 2, 2])
    expect(comparison.kernel).toEqual({
      module: 'kernels/slow.ts',
      export: 'default',
      kind: 'function',
    })
    expect(comparison.name).toBe(host.name)
    expect(host.progressed[0]?.text).toBe('first pass, processes')
  })

  test('close their workers, and the meter its threads', async () => {
    const options: CompareOptions = { modes: ['threads'], workers: 2, rounds: 1 }
    const started = await threadsOf(() =>
      compareModes(slow, [1], options, fakeHost({ openMeter: openCapacityMeter })),
    )
    expect(started.length).toBeGreaterThanOrEqual(3)
    expect(started.every(({ threadId }) => threadId === -1)).toBe(true)
  })

  test('close their workers when something fails, too', async () => {
    const options: CompareOptions = { modes: ['threads'], workers: 2, rounds: 1 }
    const host = fakeHost({ openMeter: openCapacityMeter })
    host.onTurn = () => {
      throw new Error('in the middle')
    }
    const started = await threadsOf(() =>
      expect(compareModes(slow, [1], options, host)).rejects.toThrow('in the middle'),
    )
    expect(started.length).toBeGreaterThanOrEqual(3)
    expect(started.every(({ threadId }) => threadId === -1)).toBe(true)
  })
})

describe('results that differ', () => {
  test('are told before anything is timed', async () => {
    Object.assign(mood, { calls: 0, stable: 3 })
    const host = fakeHost()
    const finding = await findingOf(compareModes(moody, ['a', 'b'], HERE, host))
    expect(finding).toMatchObject({
      code: 'results-differ',
      mode: 'concurrent',
      index: 1,
      input: "'b'",
      path: '.answer',
      why: 'again',
    })
    expect(host.asked).toBe(null)
  })

  test('in a later round are told too, as a second call where it is serial', async () => {
    Object.assign(mood, { calls: 0, stable: 8 })
    const host = fakeHost()
    const finding = await findingOf(compareModes(moody, ['a', 'b'], HERE, host))
    // behind two passes the warm-up begins with serial
    expect(finding).toMatchObject({
      code: 'results-differ',
      mode: 'serial',
      index: 0,
      why: 'again',
    })
    expect(finding).toMatchObject({ expected: '0', actual: '9' })
  })

  test('in the pass that finds out how long a call takes are told as well', async () => {
    Object.assign(mood, { calls: 0, stable: 7 })
    const host = fakeHost()
    const finding = await findingOf(compareModes(moody, ['a', 'b'], HERE, host))
    expect(finding).toMatchObject({ mode: 'concurrent', index: 1, why: 'again', actual: '8' })
    expect(host.asked).toBe(null)
  })

  test('may count as equal by the user’s own judgement', async () => {
    Object.assign(mood, { calls: 0, stable: 0 })
    const equals = (one: { name: string }, other: { name: string }) => one.name === other.name
    const { results } = await compareModes(moody, ['a'], { ...HERE, equals }, fakeHost())
    expect(results[0]?.name).toBe('a')
  })

  test('by the user’s own judgement are told as such', async () => {
    Object.assign(mood, { calls: 0, stable: 100 })
    const finding = compareModes(moody, ['a'], { ...HERE, equals: () => false }, fakeHost())
    expect(await findingOf(finding)).toMatchObject({
      code: 'results-differ',
      path: 'the result itself',
      why: 'equals',
    })
  })
})

describe('inputs', () => {
  const sorting = kernel<typeof import('./kernels/sorting.ts').default>(at('sorting.ts'))

  test('that the kernel changes are told before anything is timed, and are the caller’s as they were', async () => {
    const inputs = [[], [3, 1, 2]]
    const host = fakeHost()
    const finding = await findingOf(compareModes(sorting, inputs, HERE, host))
    expect(finding).toMatchObject({ code: 'input-changed', index: 1, path: '[0]', before: '3' })
    expect(inputs).toEqual([[], [3, 1, 2]])
    expect(host.asked).toBe(null)
  })

  test('with a context that the kernel changes are refused as well, and the caller’s stays as it was', async () => {
    const tallying = kernel<typeof import('./kernels/tallying.ts').default>(
      at('tallying.ts'),
      'default',
    )
    const context = [1]
    const finding = await findingOf(
      compareModes(tallying, [5], { modes: ['concurrent'], context }, fakeHost()),
    )
    expect(finding).toMatchObject({ code: 'input-changed', what: 'context', before: '[ 1 ]' })
    expect(context).toEqual([1])
  })

  test('are given with the same context when the cause of a difference is looked for', async () => {
    const classOf = kernel<typeof import('./kernels/tallying.ts').classOf>(
      at('tallying.ts'),
      'classOf',
    )
    const options = { modes: ['threads'], workers: 1, rounds: 1 } as const
    const url = { ...options, context: new URL('file:///a') }
    expect(await findingOf(compareModes(classOf, [5], url, fakeHost()))).toMatchObject({
      code: 'cannot-cross',
      what: 'context',
      type: 'URL',
    })
    class Table {
      rows = [1]
    }
    const table = { ...options, context: new Table() }
    expect(await findingOf(compareModes(classOf, [5], table, fakeHost()))).toMatchObject({
      code: 'results-differ',
      why: 'elsewhere',
      lost: { what: 'context', lost: 'class', type: 'Table', path: '' },
    })
  })

  test('may be anything that can be iterated; nothing else', async () => {
    const { results } = await compareModes(slow, new Set([5, 6]), HERE, fakeHost())
    expect(results).toEqual([10, 12])
    for (const none of ['abc', 7, undefined, null, { length: 1 }]) {
      const finding = await findingOf(compareModes(slow, none as never, HERE, fakeHost()))
      expect(finding).toMatchObject({ code: 'option-invalid', option: 'inputs' })
    }
  })

  test('with a hole have a result for it', async () => {
    Object.assign(mood, { calls: 0, stable: 1000 })
    // oxlint-disable-next-line no-sparse-arrays -- that is what is tested
    const holes = ['a', , 'c'] as string[]
    const { results, comparison } = await compareModes(moody, holes, HERE, fakeHost())
    expect(results).toHaveLength(3)
    expect(comparison.tasks.map(({ input }) => input)).toEqual(["'a'", 'undefined', "'c'"])
  })
})

describe('refused before anything starts', () => {
  const missing: Kernel<number, number> = { url: String(at('nowhere.ts')), name: '' }
  const one: Kernel<number, number> = slow
  const unnamed: Kernel<number, number> = { ...one, name: 'fast' }
  const none: number[] = []

  test.each([
    ['no inputs', one, none, HERE, 'no-inputs'],
    ['a missing module', missing, [1], HERE, 'kernel-unreadable'],
    ['a missing export', unnamed, [1], HERE, 'kernel-missing-export'],
    ['an export that is no function', { ...one, name: 'counts' }, [1], HERE, 'kernel-not-function'],
    ['no workers', one, [1], { workers: 0 }, 'option-invalid'],
    ['serial alone', one, [1], { modes: ['serial'] }, 'option-invalid'],
  ] as const)('%s', async (_, subject, inputs, options, code) => {
    const host = fakeHost()
    let finding: Finding | null = null
    const started = await threadsOf(async () => {
      finding = await findingOf(compareModes(subject, inputs, options, host))
    })
    expect(finding).toMatchObject({ code })
    expect(started).toEqual([])
    expect(host.progressed).toEqual([])
  })
})

test('a comparison that repeats another has as many inputs', async () => {
  const { comparison: repeats } = await compareModes(slow, [1, 2], HERE, fakeHost())
  const finding = await findingOf(compareModes(slow, [1], { ...HERE, repeats }, fakeHost()))
  expect(finding).toMatchObject({ code: 'option-invalid', option: 'repeats' })
  const { comparison } = await compareModes(slow, [3, 4], { ...HERE, repeats }, fakeHost())
  expect(comparison.repeats).toMatchObject({ name: 'suite > test' })
})

test('an abort ends the comparison with its reason', async () => {
  const stop = new AbortController()
  const host = fakeHost({ signal: stop.signal })
  host.onTurn = (round) => {
    if (round === 1) stop.abort(new Error('no longer needed'))
  }
  await expect(compareModes(slow, [1], HERE, host)).rejects.toThrow('no longer needed')
})

test('surroundings without a provider are told', async () => {
  const host = fakeHost()
  host.rounds = () => Promise.resolve()
  expect(await findingOf(compareModes(slow, [1], HERE, host))).toEqual({ code: 'no-plugin' })
})

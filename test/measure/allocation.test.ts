/** On the real heap: how much a call allocates follows from what it makes. */
import { describe, expect, test } from 'vitest'
import { bytesOf } from '../../src/measure/allocation.ts'
import { Caller } from '../../src/measure/caller.ts'
import { watchGarbage } from '../../src/measure/garbage.ts'

const callerOf = (fn: () => unknown, fnOpts = {}): Caller =>
  new Caller({ name: 'f', fn, fnOpts: { async: false, ...fnOpts } })

let kept: unknown = null

describe('bytes a call', () => {
  test('of an array of a thousand numbers are its elements and a little', async () => {
    const bytes = await bytesOf(callerOf(() => (kept = Array.from({ length: 1000 }, () => 0.5))))
    // eight bytes a number, or two more where the array has grown on the way
    expect(bytes?.value).toBeGreaterThanOrEqual(8000)
    expect(bytes?.value).toBeLessThan(60_000)
    expect(kept).toHaveLength(1000)
  })

  test('are the same from the first asking on, wherever collections fall', async () => {
    const asked: (number | undefined)[] = []
    for (let time = 0; time < 8; time += 1) {
      kept = Array.from({ length: 3000 * time }, () => ({}))
      const bytes = await bytesOf(callerOf(() => (kept = Array.from({ length: 1000 }, () => 0.5))))
      asked.push(bytes?.value)
    }
    for (const value of asked) {
      expect(value).toBeGreaterThanOrEqual(8000)
      expect(value).toBeLessThan(60_000)
    }
  })

  test('are not told of a call that makes collections each time', async () => {
    const garbage = (): unknown => {
      for (let round = 0; round < 200; round += 1)
        kept = Array.from({ length: 100_000 }, () => round)
      return kept
    }
    expect(await bytesOf(callerOf(garbage))).toBeNull()
  })

  test('of a function that allocates nothing are none', async () => {
    let sum = 0
    const bytes = await bytesOf(callerOf(() => void (sum = (sum + 1) & 1023)))
    expect(bytes?.value).toBeLessThan(1)
  })

  test('of an asynchronous function include its promise', async () => {
    const bytes = await bytesOf(callerOf(async () => 1, { async: true }))
    expect(bytes?.value).toBeGreaterThan(16)
  })

  test('are not told where hooks run around each call', async () => {
    expect(await bytesOf(callerOf(() => [], { beforeEach: () => undefined }))).toBeNull()
  })

  test('are measured between the hooks for all calls', async () => {
    const log: string[] = []
    const note = (hook: string) => (mode?: string) => void log.push(`${hook} ${mode}`)
    const hooks = { beforeAll: note('before'), afterAll: note('after') }
    await bytesOf(callerOf(() => [], hooks))
    expect(log).toEqual(['before warmup', 'after warmup'])
  })
})

test('collections are heard of within a moment', async () => {
  const watch = watchGarbage()
  if (watch === null) throw new Error('this Node tells nothing of collections')
  try {
    watch.take()
    let told = 0
    // what is kept for a while makes work for the collector; the first collections end this
    for (let batch = 0; batch < 200 && told === 0; batch += 1) {
      kept = Array.from({ length: 100_000 }, (_, index) => ({ index }))
      await new Promise((resolve) => void setImmediate(resolve))
      told = watch.take()
    }
    expect(told).toBeGreaterThan(0)
  } finally {
    watch.close()
  }
})

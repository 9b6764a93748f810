import { describe, expect, test, vi } from 'vitest'
import { asyncLoop, syncLoop } from '../../src/measure/loop.ts'

describe('the loop', () => {
  test.each([1, 2, 7, 1000])(
    'makes %i calls and gives what the last one returned',
    async (calls) => {
      let made = 0
      expect(syncLoop(() => (made += 1))(calls)).toBe(calls)
      expect(made).toBe(calls)
      made = 0
      expect(await asyncLoop(async () => (made += 1))(calls)).toBe(calls)
      expect(made).toBe(calls)
    },
  )

  test('waits for each asynchronous call before the next', async () => {
    let inside = 0
    let most = 0
    await asyncLoop(async () => {
      inside += 1
      most = Math.max(most, inside)
      await Promise.resolve()
      inside -= 1
    })(10)
    expect(most).toBe(1)
  })

  test('throws what the function throws, at once', async () => {
    const error = new RangeError('third')
    let made = 0
    const fail = (): void => {
      made += 1
      if (made === 3) throw error
    }
    expect(() => syncLoop(fail)(10)).toThrow(error)
    expect(made).toBe(3)
    made = 0
    await expect(asyncLoop(async () => fail())(10)).rejects.toBe(error)
    expect(made).toBe(3)
  })

  test('is one of its own for each function', () => {
    // equal sources would share what the compiler learns of the call
    const sources = new Set<string>()
    vi.stubGlobal(
      'Function',
      new Proxy(Function, {
        construct(target, parts: string[]) {
          sources.add(parts.join(';'))
          return Reflect.construct(target, parts)
        },
      }),
    )
    try {
      syncLoop(() => 1)
      syncLoop(() => 1)
    } finally {
      vi.unstubAllGlobals()
    }
    expect(sources.size).toBe(2)
  })
})

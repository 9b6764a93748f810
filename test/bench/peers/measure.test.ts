import { describe, expect, test } from 'vitest'
import type { Contender } from '../../../bench/peers/contenders/contender.ts'
import { plainLoop } from '../../../bench/peers/contenders/plain-loop.ts'
import type { Load } from '../../../bench/peers/loads.ts'
import { measureLoads } from '../../../bench/peers/measure.ts'
import type { MeasureSettings } from '../../../bench/peers/measure.ts'
import type { LoadResult } from '../../../bench/peers/model.ts'

const QUIET = {
  workers: 2,
  measure: async () => ({ capacity: 2, pace: 1 }),
  close: async () => {},
}

const settings: MeasureSettings = {
  workers: 2,
  rounds: 7,
  seed: 1,
  most: 1e9,
  garbage: 'minor',
  idle: 1,
}

const echo = (parts: Partial<Load> = {}, timed = false): Load => ({
  id: 'no-op',
  title: '',
  about: '',
  work: {
    module: new URL('../../../bench/kernels/echo.ts', import.meta.url).href,
    name: 'echo',
    hand: { chunk: 1, ahead: 1 },
    timed,
  },
  divisible: true,
  inputs: () => Array.from({ length: 200 }, (_, index) => index),
  ...parts,
})

type Run = (inputs: readonly unknown[]) => Promise<unknown[]>

async function measureLoad(
  load: Load,
  contenders: readonly Contender[],
  asked: MeasureSettings,
): Promise<LoadResult> {
  const [found] = await measureLoads([load], contenders, asked, QUIET)
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

/** A contender of the test's own, with a record of what was asked of it. */
function contenderOf(run: Run): Contender & { asked: number[]; closed: () => number } {
  const asked: number[] = []
  let closed = 0
  return {
    name: 'a peer',
    kind: 'threads',
    role: 'peer',
    package: null,
    asked,
    closed: () => closed,
    open: async () => ({
      run: async (_work, inputs) => {
        asked.push(inputs.length)
        return await run(inputs)
      },
      close: async () => {
        closed += 1
      },
    }),
  }
}

describe('a load', () => {
  test('every round has a makespan of everyone, and everyone is closed once', async () => {
    const peer = contenderOf(async (inputs) => [...inputs])
    const found = await measureLoad(echo(), [plainLoop, peer], settings)
    for (const contender of found.contenders) {
      expect(contender).toMatchObject({ state: 'measured', tasks: 200 })
      expect(contender.state === 'measured' && contender.makespans).toHaveLength(7)
    }
    expect(found.capacity.counted).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(peer.closed()).toBe(1)
  })

  test('a shortest makespan for every round where tasks are timed', async () => {
    const timed = await measureLoad(echo({}, true), [plainLoop], settings)
    expect(timed.least).toHaveLength(7)
    const [loop] = timed.contenders
    for (const [round, least] of (timed.least ?? []).entries()) {
      expect(least).toBeGreaterThan(0)
      expect(least).toBeLessThanOrEqual(
        loop?.state === 'measured' ? (loop.makespans[round] ?? 0) : 0,
      )
    }
    expect((await measureLoad(echo(), [plainLoop], settings)).least).toBeNull()
  })

  test('who would take too long runs a twentieth, where the list may be divided', async () => {
    const slow = () =>
      contenderOf(async (inputs) => {
        const until = performance.now() + inputs.length / 10
        while (performance.now() < until);
        return [...inputs]
      })
    const hurried = { ...settings, most: 0.5, rounds: 1 }
    const divided = await measureLoad(echo(), [slow()], hurried)
    expect(divided.contenders[0]).toMatchObject({ state: 'measured', tasks: 10 })
    const whole = await measureLoad(echo({ divisible: false }), [slow()], hurried)
    expect(whole.contenders[0]).toMatchObject({ state: 'measured', tasks: 200 })
  })

  test.each<[string, Run, RegExp]>([
    [
      'other results',
      async (inputs) => inputs.map((input) => Number(input) * 2),
      /\[1\] is 2, not 1/,
    ],
    ['results in another order', async (inputs) => inputs.toReversed(), /\[0\] is 9, not 0/],
    ['too few results', async (inputs) => inputs.slice(1), /other results/],
    ['an error', async () => await Promise.reject(new RangeError('no')), /^RangeError: no$/],
  ])('%s: it is out of the run, closed, and told', async (_, run, reason) => {
    const wrong = contenderOf(run)
    const found = await measureLoad(echo(), [wrong, plainLoop], settings)
    expect(found.contenders[0]).toMatchObject({ state: 'failed' })
    expect(found.contenders[0]?.state === 'failed' && found.contenders[0].reason).toMatch(reason)
    expect(found.contenders[1]).toMatchObject({ state: 'measured' })
    expect(wrong.asked).toHaveLength(1)
    expect(wrong.closed()).toBe(1)
  })

  test('a fault in a late round counts as well', async () => {
    let turns = 0
    const late = contenderOf(async (inputs) => {
      turns += 1
      return turns === 5 ? [] : [...inputs]
    })
    const found = await measureLoad(echo(), [late], settings)
    expect(found.contenders[0]).toMatchObject({ state: 'failed' })
    expect(turns).toBe(5)
  })
})

/** A slice of the gate, on the real clock. */
import { expect, test } from 'vitest'
import { GateFunction } from '../../../src/gate/arms/function.ts'

function busy(time: number): void {
  const end = performance.now() + time
  while (performance.now() < end);
}

const functionOf = (fn: () => void) => new GateFunction({ name: 'f', fn }, { phases: false })

test('the mean call counts slow paths, the fastest does not', async () => {
  let calls = 0
  const own = functionOf(() => busy((calls += 1) % 3 === 0 ? 4 : 0.5))
  await own.warm(1)
  const { mean, fastest, calls: made, took } = await own.slice(300)
  await own.close()
  expect(made).toBeGreaterThanOrEqual(6)
  expect(fastest).toBeGreaterThanOrEqual(0.5)
  expect(fastest).toBeLessThan(mean)
  expect(mean).toBeGreaterThan(1.2)
  expect(mean * made).toBeLessThanOrEqual(took)
})

test('a slow call is a slice of its own: mean and fastest are the same', async () => {
  const own = functionOf(() => busy(5))
  await own.warm(1)
  const { mean, fastest, calls } = await own.slice(2)
  await own.close()
  expect(calls).toBe(1)
  expect(mean).toBe(fastest)
})

test('hooks: before all slices once; of a mode, which has phases, before each', async () => {
  const met: string[] = []
  const note = (name: string) => (mode?: string) => void met.push(`${name} ${mode}`)
  const registration = {
    name: 'f',
    fn: () => busy(0.3),
    fnOpts: { beforeAll: note('before'), afterAll: note('after') },
  }
  for (const phases of [false, true]) {
    met.length = 0
    const own = new GateFunction(registration, { phases })
    await own.warm(1)
    await own.begin()
    await own.slice(1)
    await own.slice(1)
    await own.close()
    const each = phases ? ['before run', 'before run'] : []
    expect(met).toEqual(['before warmup', 'after warmup', 'before run', ...each, 'after run'])
  }
})

test('quick calls are timed together', async () => {
  const own = functionOf(() => undefined)
  await own.warm(5)
  const { mean, fastest, calls } = await own.slice(2)
  await own.close()
  expect(calls).toBeGreaterThan(1000)
  expect(fastest).toBeGreaterThan(0)
  expect(fastest).toBeLessThanOrEqual(mean)
})
